/** Puts a relay together from its settings: store, core, fronts. Starting and stopping in order. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createAccessCheck } from './adapters/access-tokens.ts';
import { errorDetail } from './adapters/error-detail.ts';
import { boundHttpConnections } from './adapters/http-connection-gate.ts';
import { openLmdbStore } from './adapters/lmdb-store.ts';
import { openRedisStore, type RedisUnusable } from './adapters/redis-store.ts';
import type { RelayStore } from './adapters/relay-store.ts';
import type { StoreEvent } from './adapters/store-event.ts';
import { diskFreeBytes } from './adapters/lmdb-space.ts';
import { openFilesMax } from './adapters/open-files.ts';
import type { StoreOpenError } from './adapters/lmdb-folder.ts';
import { verifyOnThreads } from './adapters/node-verify.ts';
import { createOriginPolicy } from './adapters/origin-policy.ts';
import { createRandomBytes } from './adapters/random-bytes.ts';
import { loadSodiumVerify } from './adapters/sodium-verify.ts';
import { createUpgradeGate } from './adapters/upgrade-gate.ts';
import { createWsFront } from './adapters/ws-front.ts';
import type { RelayConfig } from './config.ts';
import { createRelay, type Schedule } from './core/index.ts';
import type { Result } from './core/result.ts';
import { loadAppFiles, type AppFiles } from './http/app-files.ts';
import { createHttpFront } from './http/http-front.ts';
import { mayReadMetrics } from './operations/metrics-access.ts';
import { createReadiness } from './operations/readiness.ts';
import { createRelayMetrics } from './operations/relay-metrics.ts';
import { createOperatorLog } from './operator-log.ts';

/** How often the counts of repeated events are written. */
const LOG_FLUSH_MS = 60_000;
/** Finer costs wake-ups on an idle machine, and what somebody waits for is not shorter. */
const LOOP_DELAY_RESOLUTION_MS = 250;
/** How long sockets may take to close by themselves when the relay stops. */
const FAREWELL_MS = 500;

/** A relay that serves. */
export interface RunningRelay {
  readonly port: number;
  readonly hasApp: boolean;
  /** Takes nothing new, finishes what is under way, says goodbye with 1012, closes the store. */
  stop(): Promise<void>;
  /** Resolves when the store broke: the process should end, so that a new one looks at the disk. */
  readonly broken: Promise<void>;
}

/** Why a relay does not start. */
export type StartError =
  | StoreOpenError
  | RedisUnusable
  | { readonly type: 'app-unusable'; readonly detail: string }
  | { readonly type: 'address-unusable'; readonly detail: string };

const schedule: Schedule = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

const random = createRandomBytes();

const LAB_PATH = '/lab';

/** Asked by whoever reads the metrics: a disk that does not answer must not take that from them. */
const diskFreeOf = (folder: string): number => {
  try {
    return diskFreeBytes(folder);
  } catch {
    return NaN;
  }
};

/** The app, and beside it the convergence lab. */
const readApp = ({ appFolder, labFolder }: RelayConfig): Result<AppFiles, StartError> => {
  try {
    return { ok: true, value: new Map([...loadAppFiles(appFolder), ...loadAppFiles(labFolder, LAB_PATH)]) };
  } catch (error) {
    return { ok: false, error: { type: 'app-unusable', detail: errorDetail(error) } };
  }
};

/** In the data folder, or where relays share it. */
const openStore = (
  { sharedStore, dataFolder, storeBytesMax, diskFreeBytesMin, graceMs }: RelayConfig,
  onEvent: (event: StoreEvent) => void,
): Result<RelayStore, StoreOpenError> | Promise<Result<RelayStore, RedisUnusable>> => {
  const shared = { random, graceMs, onEvent };
  return sharedStore
    ? openRedisStore({ ...sharedStore, ...shared })
    : openLmdbStore({
        ...shared,
        nowMs: () => Date.now(),
        folder: dataFolder,
        bytesMax: storeBytesMax,
        diskFreeBytesMin,
      });
};

const listen = async (
  server: ReturnType<typeof createHttpFront>,
  { host, port }: RelayConfig,
): Promise<Result<number, StartError>> => {
  server.listen(port, host);
  try {
    await once(server, 'listening');
    return { ok: true, value: (server.address() as AddressInfo).port };
  } catch (error) {
    return { ok: false, error: { type: 'address-unusable', detail: errorDetail(error) } };
  }
};

/** Starts a relay. `writeLog` takes the operator's lines. */
export const serve = async (
  config: RelayConfig,
  writeLog: (line: string) => void,
): Promise<Result<RunningRelay, StartError>> => {
  const app = readApp(config);
  if (!app.ok) return app;
  const log = createOperatorLog({ write: writeLog, now: () => new Date(), format: config.logFormat });
  const metrics = createRelayMetrics();
  let reportBroken = (): void => undefined;
  const broken = new Promise<void>((resolve) => (reportBroken = resolve));
  const opened = await openStore(config, (event) => {
    log.store(event);
    metrics.store(event);
    if (event.type === 'store-broken') reportBroken();
  });
  if (!opened.ok) return opened;
  const store = opened.value;
  const origins = createOriginPolicy(config.origins);
  const relay = createRelay({
    store,
    verify: (await loadSodiumVerify()) ?? verifyOnThreads,
    random,
    nowMs: () => performance.now(),
    schedule,
    limits: config.limits,
    refusedLists: config.refusedLists,
    acceptsOrigin: (host) => origins.acceptsProofFor(host),
    onEvent: (event) => {
      log.relay(event);
      metrics.relay(event);
    },
  });
  const loopDelay = monitorEventLoopDelay({ resolution: LOOP_DELAY_RESOLUTION_MS });
  loopDelay.enable();
  metrics.watch({
    ...config,
    relay,
    store,
    diskFreeBytes: () => (config.sharedStore ? NaN : diskFreeOf(config.dataFolder)),
    loopDelay,
    loopDelayResolutionMs: LOOP_DELAY_RESOLUTION_MS,
  });
  let draining = false;
  const server = createHttpFront({
    files: app.value,
    health: () => ({ status: draining ? 'draining' : store.isSound ? 'ok' : 'store-broken' }),
    readiness: createReadiness({
      isDraining: () => draining,
      probe: async () => (await store.probe())?.type ?? 'ok',
      nowMs: () => performance.now(),
      schedule,
    }),
    metrics: (request) => (mayReadMetrics(config.metricsReaders, request) ? metrics.text() : undefined),
  });
  const httpConnections = boundHttpConnections(server, {
    perAddressMax: config.httpConnectionsPerAddressMax,
    trustedProxies: config.trustedProxies,
    onRefused: () => {
      log.httpRefused();
      metrics.httpRefused();
    },
  });
  const front = createWsFront({
    server,
    relay,
    origins,
    gate: createUpgradeGate({ ...config, origins }),
    isAdmitted: createAccessCheck(config.accessTokens),
    heartbeatMs: config.heartbeatMs,
    unfinishedBytesMax: config.unfinishedBytesMax,
    onUnfinishedCut: (bytes) => {
      log.unfinishedCut(bytes);
      metrics.unfinishedCut();
    },
    onRefused: (why, { headers }) => {
      log.upgradeRefused(why, headers);
      metrics.upgradeRefused(why);
    },
    onUpgraded: (socket) => httpConnections.leave(socket),
  });
  const listening = await listen(server, config);
  if (!listening.ok) {
    front.close();
    await store.close();
    return listening;
  }

  log.unknownVariables(config.unknownVariables);
  const filesMax = openFilesMax();
  if (filesMax !== undefined && filesMax < config.socketsMax) log.tooFewFiles(filesMax, config.socketsMax);
  const logFlushing = setInterval(log.flush, LOG_FLUSH_MS);

  const stop = async (): Promise<void> => {
    draining = true;
    clearInterval(logFlushing);
    loopDelay.disable();
    const closed = new Promise((resolve) => server.close(resolve));
    await relay.drain();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref())]);
    front.close();
    server.closeAllConnections();
    await store.close();
    log.flush();
  };
  return { ok: true, value: { port: listening.value, hasApp: app.value.has('/'), stop, broken } };
};

/** What the operator reads when a relay does not start. */
export const startErrorText = (error: StartError): string => {
  switch (error.type) {
    case 'folder-in-use':
      return `Another relay (process ${error.pid}, maybe of another container) uses the data folder ${error.folder}. Stop it, or set TOTE_DATA to another folder.`;
    case 'folder-unusable':
      return `The data folder ${error.folder} cannot be used: ${error.detail}. It is TOTE_DATA: a folder on a disk of this machine, which this process may write.`;
    case 'redis-unusable':
      return `The store of TOTE_STORE cannot be used: ${error.detail}. OPERATIONS.md says how it has to be set up; with TOTE_STORE_ACK=memory an acknowledgement waits for no disk.`;
    case 'app-unusable':
      return `The app cannot be served: ${error.detail}. Set TOTE_APP_DIR and TOTE_LAB_DIR to the folders that the build makes.`;
    case 'address-unusable':
      return `Cannot listen: ${error.detail}. Set HOST to an address of this machine and PORT to one that is free.`;
  }
};

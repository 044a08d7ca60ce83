/** What a relay tells Prometheus (OPERATIONS.md lists it). Labels come from closed sets: no list, no address, no token. */
import type { IntervalHistogram } from 'node:perf_hooks';
import { CLOSE_CODES, REFUSALS } from '@tote/wire';
import { openFiles, openFilesMax } from '../adapters/open-files.ts';
import type { RelayStore } from '../adapters/relay-store.ts';
import type { StoreEvent } from '../adapters/store-event.ts';
import { UPGRADE_REFUSALS, type UpgradeRefusal } from '../adapters/upgrade-gate.ts';
import { boundName } from '../bound-names.ts';
import { BOUNDS, type Relay, type RelayEvent } from '../core/index.ts';
import { RELAY_VERSION } from '../version.ts';
import { createMetrics } from './metrics.ts';

/** Takes events, prints metrics. */
export interface RelayMetrics {
  relay(event: RelayEvent): void;
  store(event: StoreEvent): void;
  upgradeRefused(why: UpgradeRefusal | 'not-admitted'): void;
  unfinishedCut(): void;
  httpRefused(): void;
  /** Adds what is read when somebody looks. */
  watch(sources: {
    readonly relay: Pick<Relay, 'connections' | 'rooms' | 'unsentBytes' | 'waitingBytes'>;
    readonly store: Pick<RelayStore, 'usedBytes' | 'bytesMax' | 'isSound'>;
    readonly diskFreeBytesMin: number;
    readonly socketsMax: number;
    /** Of the disk that the store is on; NaN if the system does not say. */
    readonly diskFreeBytes: () => number;
    /** As Node measures it: the time between two turns of a timer, which are `loopDelayResolutionMs` apart when nothing is late. */
    readonly loopDelay: Pick<IntervalHistogram, 'percentile' | 'max' | 'reset'>;
    readonly loopDelayResolutionMs: number;
  }): void;
  text(): string;
}

const ACK_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const SYNC_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
const BATCH_ENTRIES = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const NANOSECONDS = 1e-9;
const MICROSECONDS = 1e-6;

/** Creates them, all at zero. */
export const createRelayMetrics = (): RelayMetrics => {
  const metrics = createMetrics();
  const { counter, histogram } = metrics;
  const connected = counter('tote_connections_total', 'Sockets that were served.');
  const closed = counter('tote_closed_total', 'Sockets that the relay closed, by close code.', {
    name: 'code',
    values: Object.keys(CLOSE_CODES),
  });
  const refused = counter('tote_refused_total', 'Requests that were refused, by code.', {
    name: 'code',
    values: Object.keys(REFUSALS),
  });
  const boundsMet = counter('tote_bounds_met_total', 'Requests that were refused, by the bound that was met.', {
    name: 'bound',
    values: BOUNDS.map(boundName),
  });
  const upgradesRefused = counter('tote_upgrades_refused_total', 'Sockets that were not let in, by reason.', {
    name: 'reason',
    values: [...Object.keys(UPGRADE_REFUSALS), 'not-admitted'],
  });
  const appended = counter('tote_appended_entries_total', 'Envelopes that became durable.');
  const acked = histogram('tote_ack_seconds', 'From a request to its acknowledgement.', ACK_SECONDS);
  const synced = histogram(
    'tote_store_sync_seconds',
    'Writing and syncing what acknowledgements wait for.',
    SYNC_SECONDS,
  );
  const batches = histogram('tote_store_batch_entries', 'Envelopes made durable by one sync.', BATCH_ENTRIES);
  const behind = counter('tote_behind_total', 'Followers that fell behind and read on from the log.');
  const evicted = counter('tote_evicted_total', 'Sockets closed since all had too much unsent.');
  const unfinishedCut = counter('tote_unfinished_cut_total', 'Sockets cut for messages without an end.');
  const httpRefused = counter('tote_http_refused_total', 'Connections cut since their address had too many.');
  const failures = counter('tote_store_failures_total', 'Appends and readings that the store did not do.');
  const damaged = counter('tote_damaged_records_total', 'Damaged records that were met.');
  const changed = counter('tote_logs_changed_total', 'Rooms that found another log than they knew.');
  const faults = counter('tote_faults_total', 'Our own bugs, each kept to one socket or room.');

  return {
    relay: (event) => {
      switch (event.type) {
        case 'connected':
          return connected.add();
        case 'closed':
          return closed.add(event.code);
        case 'refused':
          if (event.bound) boundsMet.add(boundName(event.bound));
          return refused.add(event.code);
        case 'appended':
          return appended.add(undefined, event.entries);
        case 'acknowledged':
          return acked.observe(event.afterMs / 1_000);
        case 'behind':
          return behind.add();
        case 'evicted':
          return evicted.add();
        case 'store-failure':
          return failures.add();
        case 'log-changed':
          return changed.add();
        case 'fault':
          return faults.add();
        case 'disconnected':
          return undefined;
      }
    },
    store: (event) => {
      if (event.type === 'damaged') damaged.add();
      if (event.type === 'replayed') damaged.add(undefined, event.missing);
      if (event.type !== 'committed') return;
      synced.observe(event.ms / 1_000);
      batches.observe(event.entries);
    },
    upgradeRefused: (why) => upgradesRefused.add(why),
    unfinishedCut: () => unfinishedCut.add(),
    httpRefused: () => httpRefused.add(),
    watch: ({ relay, store, loopDelay, loopDelayResolutionMs, ...rest }) => {
      const { gauge, info, total } = metrics;
      gauge('tote_connections', 'Sockets that are served now.', () => relay.connections);
      gauge('tote_connections_max', 'Sockets that there may be.', () => rest.socketsMax);
      gauge('tote_lists_followed', 'Lists that somebody follows now.', () => relay.rooms);
      gauge('tote_unsent_bytes', 'Bytes that wait to be sent.', () => relay.unsentBytes);
      gauge('tote_waiting_bytes', 'Bytes of envelopes that wait for the store.', () => relay.waitingBytes);
      gauge('tote_store_used_bytes', 'Bytes of the data file in use.', () => store.usedBytes);
      gauge('tote_store_max_bytes', 'Bytes that it may grow to.', () => store.bytesMax);
      gauge('tote_disk_free_bytes', 'Bytes free on the disk of the store.', rest.diskFreeBytes);
      gauge('tote_disk_free_min_bytes', 'With fewer nothing is stored.', () => rest.diskFreeBytesMin);
      gauge('tote_store_sound', '0 once a write to the disk failed.', () => Number(store.isSound));
      const loop = 'How late the event loop was since somebody looked last';
      const late = (nanoseconds: number): number =>
        Math.max(0, nanoseconds - loopDelayResolutionMs * 1e6) * NANOSECONDS;
      gauge('tote_event_loop_lag_p50_seconds', `${loop}, median.`, () => late(loopDelay.percentile(50)));
      gauge('tote_event_loop_lag_p99_seconds', `${loop}, 99 %.`, () => late(loopDelay.percentile(99)));
      gauge('tote_event_loop_lag_max_seconds', `${loop}, at worst.`, () => {
        const worst = late(loopDelay.max);
        loopDelay.reset();
        return worst;
      });
      info('tote_build_info', 'Which relay this is; always 1.', {
        version: RELAY_VERSION,
        node: process.versions.node,
      });
      gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
      gauge('process_heap_bytes', 'Memory of JavaScript objects.', () => process.memoryUsage().heapUsed);
      gauge('process_open_fds', 'Files and connections that are open.', () => openFiles() ?? NaN);
      gauge('process_max_fds', 'Files and connections that may be.', () => openFilesMax() ?? NaN);
      const startedAtSeconds = (Date.now() - process.uptime() * 1_000) / 1_000;
      gauge('process_start_time_seconds', 'When the process started, in Unix time.', () => startedAtSeconds);
      total('process_cpu_seconds_total', 'CPU time of the process.', () => {
        const { user, system } = process.cpuUsage();
        return (user + system) * MICROSECONDS;
      });
    },
    text: metrics.text,
  };
};

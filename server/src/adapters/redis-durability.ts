/**
 * What an acknowledgement waits for beyond the script that appended (RELAY.md, L11). Of each server one wait is under way at a time and
 * stands for all that was appended there before it: what comes meanwhile waits together for the next. Other servers of a cluster, dead ones
 * too, hold up nobody.
 */
import type { Result } from '../core/result.ts';
import type { RedisServer } from './redis-connections.ts';
import type { RedisLink } from './redis-link.ts';

/** What is asked for. */
export interface DurabilityNeed {
  /** `disk`: in the append-only file of the server that has the list, synced. `memory`: done there. */
  readonly ack: 'disk' | 'memory';
  /** So many of its replicas have it as well. */
  readonly replicas: number;
}

/** How long a server may take to say that it has it. */
const WAIT_MS_MAX = 4_000;
/** Lives of servers that are remembered. A cluster has fewer masters; what is forgotten is asked again. */
const EPOCHS_MAX = 1_024;

/** Asks a server for what it has: in its own file (0 or 1), and how many replicas. */
type Ask = (server: RedisServer) => Promise<readonly [own: number, replicas: number]>;

const numberIn = (answer: unknown): number => Number(String(answer));

const waitAof =
  ({ replicas }: DurabilityNeed): Ask =>
  async (server) => {
    const [own, others] = (await server.ask(['WAITAOF', '1', String(replicas), String(WAIT_MS_MAX)])) as unknown[];
    return [numberIn(own), numberIn(others)];
  };

const wait =
  ({ replicas }: DurabilityNeed): Ask =>
  async (server) => [1, numberIn(await server.ask(['WAIT', String(replicas), String(WAIT_MS_MAX)]))];

/** Every server has a file to sync. */
const keepsFile = async (link: RedisLink): Promise<boolean> =>
  (await link.askAll(['INFO', 'persistence'])).every((info) => String(info).includes('aof_enabled:1'));

/** Every server has this setting. */
const isSet = async (link: RedisLink, name: string, value: string): Promise<boolean> =>
  (await link.askAll(['CONFIG', 'GET', name])).every((answer) => String(Object.values(answer as object)) === value);

const hasWaitAof = async (link: RedisLink): Promise<boolean> => {
  const [info] = await link.askAll(['COMMAND', 'INFO', 'WAITAOF']);
  return Array.isArray(info) ? info[0] !== null && info.length > 0 : Boolean(info);
};

const chooseAsk = async (link: RedisLink, need: DurabilityNeed): Promise<Result<Ask | undefined, string>> => {
  const replicas = need.replicas > 0 ? wait(need) : undefined;
  if (need.ack === 'memory') return { ok: true, value: replicas };
  if (!(await keepsFile(link))) return { ok: false, error: 'it keeps no append-only file: set "appendonly yes"' };
  if (await hasWaitAof(link)) return { ok: true, value: waitAof(need) };
  const older = 'it is older than 7.2, so that it cannot be asked what is on its disk';
  if (!(await isSet(link, 'appendfsync', 'always'))) return { ok: false, error: `${older}: set "appendfsync always"` };
  if (!(await isSet(link, 'no-appendfsync-on-rewrite', 'no')))
    return { ok: false, error: `${older} while it rewrites its file: set "no-appendfsync-on-rewrite no"` };
  return { ok: true, value: replicas };
};

/** Something was appended. */
export interface Done {
  /** Which life of which server did it, as the script says. */
  readonly epoch: string;
  /** Of the link, before it was asked for. */
  readonly losses: number;
}

/**
 * Resolves when what was appended is as durable as was asked for; rejects if it is not, or not for sure: a connection that was lost since has
 * forgotten what it is asked to wait for, and the server that answers may be another one.
 */
export type Settle = (done: Done) => Promise<void>;

/** Waits of one server: for a wait that begins after the call. */
const createWaits = (call: () => Promise<void>): (() => Promise<void>) => {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    next = undefined;
    return call();
  };
  return () => {
    next ??= underWay = underWay.then(begin, begin);
    return next;
  };
};

/** Finds out how the servers can be asked; an error says why what is asked for cannot be had from them. */
export const createSettle = async (link: RedisLink, need: DurabilityNeed): Promise<Result<Settle, string>> => {
  const chosen = await chooseAsk(link, need).catch((error: unknown): Result<never, string> => ({
    ok: false,
    error: `it does not say how it keeps what it is given (${String(error)})`,
  }));
  if (!chosen.ok) return chosen;
  const ask = chosen.value;
  if (!ask) return { ok: true, value: () => Promise.resolve() };

  const askOnce = async (server: RedisServer): Promise<void> => {
    const [own, replicas] = await ask(server);
    if (own < 1) throw new Error('the append-only file was not synced in time');
    if (replicas < need.replicas) throw new Error(`${replicas} of ${need.replicas} replicas have it`);
  };

  const serverByEpoch = new Map<string, { readonly server: RedisServer; readonly waits: () => Promise<void> }>();
  const find = async (epoch: string) => {
    const isIt = async (server: RedisServer): Promise<RedisServer> => {
      const info = String(await server.ask(['INFO', 'replication']));
      if (info.includes('role:master') && info.includes(`master_replid:${epoch}`)) return server;
      throw new Error('another server');
    };
    const server = await Promise.any(link.servers('write').map(isIt)).catch((error: unknown) => {
      throw new Error('the server that did it does not answer', { cause: error });
    });
    const found = serverByEpoch.get(epoch) ?? { server, waits: createWaits(() => askOnce(server)) };
    if (serverByEpoch.size >= EPOCHS_MAX) serverByEpoch.clear();
    serverByEpoch.set(epoch, found);
    return found;
  };

  const settle: Settle = async ({ epoch, losses }) => {
    const { server, waits } = serverByEpoch.get(epoch) ?? (await find(epoch));
    await waits();
    if (server.lostAt > losses) throw new Error('the connection was lost meanwhile');
  };
  return { ok: true, value: settle };
};

/**
 * Log store on Redis or Valkey, which several relays share (RELAY.md, L9-L13): the logs (redis-logs.ts), what is heard of them
 * (redis-followings.ts, redis-relays.ts), and when what was done counts as done (redis-durability.ts).
 */
import { headOf } from '../core/log-state.ts';
import type { StoredEntry, StoreFailure } from '../core/log-store.ts';
import { shortListName } from '../core/relay-event.ts';
import type { Result } from '../core/result.ts';
import { errorDetail } from './error-detail.ts';
import { createTurns } from './in-turn.ts';
import { toStoredEntry } from './log-records.ts';
import { openRedisClock } from './redis-clock.ts';
import { createSettle, type DurabilityNeed, type Settle } from './redis-durability.ts';
import { createRedisFollowings } from './redis-followings.ts';
import { openRedisLink, type LinkEvent, type RedisLink } from './redis-link.ts';
import { createRedisLogs } from './redis-logs.ts';
import { createRedisMemory, whyForgetful } from './redis-memory.ts';
import { createRedisRelays } from './redis-relays.ts';
import { PROBE } from './redis-scripts.ts';
import type { RelayStore } from './relay-store.ts';
import type { StoreEvent } from './store-event.ts';

/** What a store on Redis needs. */
export interface RedisStoreDeps extends DurabilityNeed {
  /** `redis://[user:password@]host:port[/number]`, or `rediss:` with TLS; `valkey:` and `valkeys:` mean the same. */
  readonly url: string;
  /** Lists that nobody opened or wrote to for so long leave the server; 0: none does. */
  readonly idleMs: number;
  /** How long what a snapshot covers is kept. */
  readonly graceMs: number;
  readonly random: (length: number) => Uint8Array;
  /** For tests: how much later it is than the servers say. */
  readonly laterMs?: () => number;
  readonly onEvent: (event: StoreEvent) => void;
}

/** Why it cannot be used. */
export interface RedisUnusable {
  readonly type: 'redis-unusable';
  readonly detail: string;
}

const RELAY_BYTES = 8;
/** Keys that a probe writes to in a cluster: enough that not all fall to one server of three or more, but once in thousands. */
const PROBES = 8;

/**
 * What an error says, without the password: servers that do not know a command repeat what it was given (before Redis 6 HELLO, with its
 * AUTH).
 */
const detailWithout = (url: string): ((error: unknown) => string) => {
  const { password } = new URL(url);
  const secrets = [decodeURIComponent(password), password].filter((secret) => secret !== '');
  return (error) => secrets.reduce((text, secret) => text.replaceAll(secret, '***'), errorDetail(error));
};

/** Opens it; the relay that it is opened for is one of those that share it from then on. */
export const openRedisStore = async (deps: RedisStoreDeps): Promise<Result<RelayStore, RedisUnusable>> => {
  const unusable = (detail: string) => ({ ok: false, error: { type: 'redis-unusable', detail } }) as const;
  let onLink = (_: LinkEvent): void => undefined;
  let link: RedisLink | undefined;
  try {
    link = await openRedisLink(deps.url, (event) => onLink(event));
    const forgetful = await whyForgetful(link);
    const settle = forgetful === undefined ? await createSettle(link, deps) : { ok: false as const, error: forgetful };
    if (settle.ok) return { ok: true, value: await createStore(deps, link, settle.value, (on) => (onLink = on)) };
    await link.close();
    return unusable(settle.error);
  } catch (error) {
    await link?.close();
    return unusable(detailWithout(deps.url)(error));
  }
};

const createStore = async (
  deps: RedisStoreDeps,
  link: RedisLink,
  settle: Settle,
  listenToLink: (on: (event: LinkEvent) => void) => void,
): Promise<RelayStore> => {
  const { random, laterMs = () => 0, onEvent } = deps;
  const self = random(RELAY_BYTES);
  const detailOf = detailWithout(deps.url);
  const inTurn = createTurns();
  let isReachable = true;
  let closed = false;

  const clock = await openRedisClock(link);
  /** What was heard how long ago is nothing that a clock which is set may decide. */
  const nowMs = (): number => performance.now();
  const followings = createRedisFollowings(link, self, { nowMs, onHeard: (relay) => relays.heard(relay) });
  const relays = await createRedisRelays(link, self, { nowMs, onGone: followings.gone });
  const memory = createRedisMemory(link);
  const logs = createRedisLogs({
    ...deps,
    link,
    followings,
    self,
    nowMs: () => clock.nowMs() + laterMs(),
    onDamaged: (list, sequence) => onEvent({ type: 'damaged', list: shortListName(list), sequence }),
  });

  listenToLink((event) => {
    if (event.type === 'was-deaf') return followings.missed();
    const wasReachable = isReachable;
    isReachable = event.type === 'back';
    if (isReachable === wasReachable) return;
    onEvent(
      event.type === 'lost'
        ? { type: 'store-unreachable', detail: detailOf(event.detail) }
        : { type: 'store-reachable' },
    );
  });

  const failed = (error: unknown): StoreFailure => {
    const detail = detailOf(error);
    return detail.startsWith('OOM') ? { type: 'store-full', bound: 'redis-memory' } : { type: 'store-failed', detail };
  };

  const probeKeys = Array.from({ length: PROBES }, (_, at) => `tote:probe:${Buffer.from(self).toString('hex')}:${at}`);
  const probe = async (key: string): Promise<void> => {
    const { losses } = link;
    await settle({ epoch: String(await link.run('write', PROBE, [key], [])), losses });
  };

  return {
    get isSound() {
      return true;
    },
    get usedBytes() {
      return memory.usedBytes;
    },
    get bytesMax() {
      return memory.bytesMax;
    },
    head: async (list) => {
      const state = await logs.look(list);
      return state && headOf(state);
    },
    append: async (list, entries, generation) => {
      const startedAtMs = performance.now();
      try {
        if (closed) throw new Error('the store is closed');
        if (memory.isNearlyFull && !(await logs.look(list))) {
          onEvent({ type: 'store-full', bound: 'new-lists' });
          return { ok: false, error: { type: 'store-full', bound: 'new-lists' } };
        }
        const { losses } = link;
        const { appended, epoch } = await inTurn(list, () => logs.append(list, entries, generation));
        await settle({ epoch, losses });
        onEvent({ type: 'committed', entries: entries.length, ms: performance.now() - startedAtMs });
        return { ok: true, value: appended };
      } catch (error) {
        const failure = failed(error);
        if (failure.type === 'store-full') onEvent(failure);
        return { ok: false, error: failure };
      }
    },
    read: async (list, after, bytesMax) => {
      const found: StoredEntry[] = [];
      let bytes = 0;
      for (const { sequence, entry } of await logs.read(list, after, bytesMax)) {
        bytes += entry.envelope.length;
        if (found.length > 0 && bytes > bytesMax) break;
        found.push(toStoredEntry(sequence, entry));
      }
      return found;
    },
    follow: followings.follow,
    // A server that is down is down for every relay: one that takes appends will do, or all of them would be left out for its lists.
    probe: () =>
      Promise.any(probeKeys.slice(0, link.servers('write').length > 1 ? PROBES : 1).map(probe)).then(
        () => undefined,
        ({ errors: [error] }: AggregateError) => failed(error),
      ),
    close: async () => {
      if (closed) return;
      closed = true;
      followings.close();
      relays.close();
      memory.close();
      clock.close();
      await link.close();
    },
  };
};

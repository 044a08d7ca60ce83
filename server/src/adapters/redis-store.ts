/**
 * Log store on Redis or Valkey, which several relays share (RELAY.md, L10-L13). A relay plans an append on the state that it knows, and
 * has it done if that is still the state; if another relay was first, it is told the state and plans again. So nothing is locked, a
 * number is given once, and what the numbers of a log mean is the same code as for every other store.
 */
import { emptyLogState, headOf, type LogState } from '../core/log-state.ts';
import type { Appended, ListName, NewEntry, StoredEntry, StoreFailure } from '../core/log-store.ts';
import { shortListName } from '../core/relay-event.ts';
import type { Result } from '../core/result.ts';
import { errorDetail } from './error-detail.ts';
import { createTurns } from './in-turn.ts';
import {
  decodeEntry,
  decodeHead,
  encodeHead,
  entryKey,
  headKey,
  toStoredEntry,
  type EntryRecord,
} from './log-records.ts';
import { createSettle, type DurabilityNeed, type Settle } from './redis-durability.ts';
import { createRedisFollowings } from './redis-followings.ts';
import { openRedisLink, type LinkEvent, type RedisLink } from './redis-link.ts';
import { createRedisMemory, whyForgetful } from './redis-memory.ts';
import { appendedMessage } from './redis-messages.ts';
import { idName, placeOf, planAppend, planPrune, pruneThrough, sequencesNeeded, type RedisPlan } from './redis-plan.ts';
import { createRedisRelays } from './redis-relays.ts';
import { APPEND, keysOf, LOOK, PROBE, READ, SET_ASIDE } from './redis-scripts.ts';
import type { RelayStore } from './relay-store.ts';
import type { StoreEvent } from './store-event.ts';

/** What a store on Redis needs. */
export interface RedisStoreDeps extends DurabilityNeed {
  /** `redis://[user:password@]host:port[/number]`, or `rediss:` with TLS; `valkey:` and `valkeys:` mean the same. */
  readonly url: string;
  /** Lists that nobody opened or wrote to for so long leave the server; 0: none does. */
  readonly idleMs: number;
  readonly random: (length: number) => Uint8Array;
  /** Time of day. */
  readonly nowMs: () => number;
  readonly onEvent: (event: StoreEvent) => void;
}

/** Why it cannot be used. */
export interface RedisUnusable {
  readonly type: 'redis-unusable';
  readonly detail: string;
}

const RELAY_BYTES = 8;
const GENERATION_BYTES = 16;
/** Another relay was first so often: it is not by chance any more. Each time some relay did append. */
const TRIES_MAX = 64;

/** What a script answered to an append. */
type Answer =
  | { readonly isDone: true }
  | { readonly isDone: false; readonly state: LogState | undefined; readonly known: readonly (number | undefined)[] };

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
  let onLink = (_: LinkEvent): void => undefined;
  try {
    const link = await openRedisLink(deps.url, (event) => onLink(event));
    const forgetful = await whyForgetful(link);
    const settle = forgetful === undefined ? await createSettle(link, deps) : { ok: false as const, error: forgetful };
    if (settle.ok) return { ok: true, value: await createStore(deps, link, settle.value, (on) => (onLink = on)) };
    await link.close();
    return { ok: false, error: { type: 'redis-unusable', detail: settle.error } };
  } catch (error) {
    return { ok: false, error: { type: 'redis-unusable', detail: detailWithout(deps.url)(error) } };
  }
};

const createStore = async (
  deps: RedisStoreDeps,
  link: RedisLink,
  settle: Settle,
  listenToLink: (on: (event: LinkEvent) => void) => void,
): Promise<RelayStore> => {
  const { random, nowMs, onEvent } = deps;
  const idleMs = String(deps.idleMs);
  const self = random(RELAY_BYTES);
  const detailOf = detailWithout(deps.url);
  const otherGeneration = (): Buffer => Buffer.from(random(GENERATION_BYTES));
  const inTurn = createTurns();
  let isReachable = true;
  let closed = false;

  const followings = createRedisFollowings(link, self, { nowMs, onHeard: (relay) => relays.heard(relay) });
  const relays = await createRedisRelays(link, self, { nowMs, onGone: followings.gone });
  const memory = createRedisMemory(link);

  listenToLink((event) => {
    if (event.type === 'was-deaf') return followings.missed();
    if (event.type === 'back') onEvent({ type: 'store-reachable' });
    else if (isReachable) onEvent({ type: 'store-unreachable', detail: detailOf(event.detail) });
    isReachable = event.type === 'back';
  });

  const toState = (list: ListName, state: unknown, generation: unknown): LogState | undefined => {
    const bytes = state as Buffer;
    if (bytes.length === 0) return undefined;
    const known = decodeHead(headKey(list), bytes);
    if (!known) throw new Error(`the head of ${shortListName(list)} cannot be read`);
    return { ...known, generation: Uint8Array.from(generation as Buffer) };
  };

  const look = async (list: ListName): Promise<LogState | undefined> => {
    const [head, log, ids] = keysOf(list);
    const [state, generation] = (await link.run(
      'read',
      LOOK,
      [head, log, ids],
      [otherGeneration(), idleMs],
    )) as unknown[];
    const found = state === undefined ? undefined : toState(list, state, generation);
    if (found) followings.note(list, found);
    return found;
  };

  /** Sound entries; what is damaged is set aside. */
  const read = async (list: ListName, after: number, bytesMax: number) => {
    const [head, log, ids] = keysOf(list);
    const answer = (await link.run(
      'read',
      READ,
      [log],
      [String(after), String(Math.min(bytesMax, 2 ** 31))],
    )) as Buffer[];
    const found: { readonly sequence: number; readonly entry: EntryRecord }[] = [];
    for (let at = 0; at + 1 < answer.length; at += 2) {
      const sequence = parseInt(String(answer[at]), 10);
      const entry = decodeEntry(entryKey(list, sequence), answer[at + 1] ?? Buffer.alloc(0));
      if (entry) found.push({ sequence, entry });
      else {
        onEvent({ type: 'damaged', list: shortListName(list), sequence });
        await link.run('write', SET_ASIDE, [head, log, ids], [String(sequence), otherGeneration()]);
      }
    }
    return found;
  };

  const change = async (
    list: ListName,
    before: LogState,
    { state, added }: RedisPlan,
    gone: { readonly through: number; readonly ids: readonly Uint8Array[] } = { through: 0, ids: [] },
  ): Promise<Answer> => {
    const head = encodeHead(headKey(list), state);
    const records = added.map(({ record }) => record);
    const [headAt, log, ids, channel] = keysOf(list);
    const answer = (await link.run(
      'write',
      APPEND,
      [headAt, log, ids],
      [
        placeOf(before),
        Buffer.from(before.generation),
        otherGeneration(),
        idleMs,
        head,
        placeOf(state),
        channel,
        appendedMessage(self, head, records),
        String(gone.through),
        String(added.length),
        ...added.flatMap(({ sequence, idPart, record }) => [
          String(sequence),
          Buffer.from(idPart),
          Buffer.from(record),
        ]),
        ...gone.ids.map((id) => Buffer.from(id)),
      ],
    )) as readonly [number, unknown, unknown, readonly Buffer[]];
    if (Number(answer[0]) === 1) {
      followings.note(list, state);
      return { isDone: true };
    }
    const [, found, generation, known] = answer;
    return {
      isDone: false,
      state: toState(list, found, generation),
      known: known.map((sequence) => (sequence.length === 0 ? undefined : Number(String(sequence)))),
    };
  };

  const bytesAt = async (list: ListName, sequences: readonly number[]): Promise<ReadonlyMap<number, number>> => {
    const found = new Map<number, number>();
    for (const sequence of sequences) {
      const [next] = await read(list, sequence - 1, 1);
      // Of one that is missing the next knows: what lies between is not stored any more than that.
      if (next?.sequence === sequence) found.set(sequence, next.entry.appendedBytes);
      else if (next) found.set(sequence, next.entry.appendedBytes - next.entry.envelope.length);
    }
    return found;
  };

  /** What has to go goes with appends, as in every store; if another relay is first, with a later one. */
  const prune = async (list: ListName, state: LogState): Promise<LogState> => {
    const through = pruneThrough(state, nowMs());
    if (through === undefined) return state;
    const ids: Uint8Array[] = [];
    let appendedBytes = state.prunedBytes;
    for (let after = state.prunedThrough; after < through;) {
      const found = await read(list, after, 1024 * 1024);
      for (const { sequence, entry } of found) {
        if (sequence > through) break;
        ids.push(entry.idPart);
        appendedBytes = entry.appendedBytes;
      }
      after = found.at(-1)?.sequence ?? through;
    }
    const plan = planPrune(state, through, appendedBytes);
    const { isDone } = await change(list, state, plan, { through, ids });
    return isDone ? plan.state : state;
  };

  const append = async (list: ListName, entries: readonly NewEntry[], generation: Uint8Array): Promise<Appended> => {
    const known = new Map<string, number>();
    let state = followings.stateOf(list) ?? emptyLogState(generation);
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const appendedBytes = await bytesAt(list, sequencesNeeded(state, entries));
      const plan = planAppend(list, state, entries, known, appendedBytes, nowMs());
      const answer = await change(list, state, plan);
      if (answer.isDone) return { sequences: plan.sequences, head: headOf(await prune(list, plan.state)) };
      for (const [index, sequence] of answer.known.entries()) {
        const entry = plan.added[index];
        if (entry && sequence !== undefined) known.set(idName(entry.idPart), sequence);
      }
      state = answer.state ?? emptyLogState(generation);
    }
    throw new Error('other relays were always first');
  };

  const failed = (error: unknown): StoreFailure => {
    const detail = detailOf(error);
    return detail.startsWith('OOM') ? { type: 'store-full', bound: 'redis-memory' } : { type: 'store-failed', detail };
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
      const state = await look(list);
      return state && headOf(state);
    },
    append: async (list, entries, generation) => {
      const startedAtMs = performance.now();
      try {
        if (closed) throw new Error('the store is closed');
        if (memory.isNearlyFull && !(await look(list))) {
          onEvent({ type: 'store-full', bound: 'new-lists' });
          return { ok: false, error: { type: 'store-full', bound: 'new-lists' } };
        }
        const { losses } = link;
        const appended = await inTurn(list, () => append(list, entries, generation));
        await settle(losses);
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
      for (const { sequence, entry } of await read(list, after, bytesMax)) {
        bytes += entry.envelope.length;
        if (found.length > 0 && bytes > bytesMax) break;
        found.push(toStoredEntry(sequence, entry));
      }
      return found;
    },
    follow: followings.follow,
    probe: async () => {
      try {
        const { losses } = link;
        await link.run('write', PROBE, [`tote:probe:${Buffer.from(self).toString('hex')}`], [String(nowMs())]);
        await settle(losses);
        return undefined;
      } catch (error) {
        return failed(error);
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      followings.close();
      relays.close();
      memory.close();
      await link.close();
    },
  };
};

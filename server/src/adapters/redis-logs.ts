/**
 * What is done to single logs in Redis (RELAY.md, L2-L10). A relay plans an append on the state that it knows, and has it done if that is
 * still the state; if another relay was first, it is told the state and plans again. So nothing is locked, a number is given once, and what
 * the numbers of a log mean is the same code as for every other store.
 */
import { emptyLogState, headOf, type LogState } from '../core/log-state.ts';
import type { Appended, ListName, NewEntry } from '../core/log-store.ts';
import { shortListName } from '../core/relay-event.ts';
import { decodeEntry, decodeHead, encodeHead, entryKey, headKey, type EntryRecord } from './log-records.ts';
import type { RedisFollowings } from './redis-followings.ts';
import type { RedisLink } from './redis-link.ts';
import { appendedMessage } from './redis-messages.ts';
import { idName, placeOf, planAppend, planPrune, pruneThrough, sequencesNeeded, type RedisPlan } from './redis-plan.ts';
import { APPEND, keysOf, LOOK, READ, SET_ASIDE } from './redis-scripts.ts';

/** What it needs. */
export interface RedisLogsDeps {
  readonly link: RedisLink;
  readonly followings: Pick<RedisFollowings, 'note' | 'stateOf'>;
  /** This relay's name in what it tells: 8 bytes. */
  readonly self: Uint8Array;
  /** Lists that nobody opened or wrote to for so long leave the server; 0: none does. */
  readonly idleMs: number;
  /** How long what a snapshot covers is kept. */
  readonly graceMs: number;
  readonly random: (length: number) => Uint8Array;
  /** Time of day, the same for all relays. */
  readonly nowMs: () => number;
  /** An entry was set aside. */
  readonly onDamaged: (list: ListName, sequence: number) => void;
}

/** A sound entry in its place. */
export interface PlacedEntry {
  readonly sequence: number;
  readonly entry: EntryRecord;
}

/** An append that was done. */
export interface DoneAppend {
  readonly appended: Appended;
  /** Which life of which server did it. */
  readonly epoch: string;
}

/** Looks, reads and appends. All of it rejects when the server that has the list does not answer. */
export interface RedisLogs {
  /** Undefined for a list that has no log. */
  look(list: ListName): Promise<LogState | undefined>;
  /** Entries after a sequence: at least one, and somewhat more than the bytes. What is damaged is set aside. */
  read(list: ListName, after: number, bytesMax: number): Promise<readonly PlacedEntry[]>;
  append(list: ListName, entries: readonly NewEntry[], generation: Uint8Array): Promise<DoneAppend>;
}

const GENERATION_BYTES = 16;
/** Another relay was first so often: it is not by chance any more. Each time some relay did append. */
const TRIES_MAX = 64;
/** Of what is about to go, read at once for the ids. */
const PRUNED_READ_BYTES = 1024 * 1024;

/** What a script answered to an append. */
type Answer =
  | { readonly isDone: true; readonly epoch: string }
  | { readonly isDone: false; readonly state: LogState | undefined; readonly known: readonly (number | undefined)[] };

const toState = (list: ListName, state: unknown, generation: unknown): LogState | undefined => {
  const bytes = state as Buffer;
  if (bytes.length === 0) return undefined;
  const known = decodeHead(headKey(list), bytes);
  if (!known) throw new Error(`the head of ${shortListName(list)} cannot be read`);
  return { ...known, generation: Uint8Array.from(generation as Buffer) };
};

/** Creates them. */
export const createRedisLogs = ({ link, followings, self, random, nowMs, ...deps }: RedisLogsDeps): RedisLogs => {
  const idleMs = String(deps.idleMs);
  const otherGeneration = (): Buffer => Buffer.from(random(GENERATION_BYTES));

  const look = async (list: ListName): Promise<LogState | undefined> => {
    const [head, log, ids] = keysOf(list);
    const answer = await link.run('read', LOOK, [head, log, ids], [otherGeneration(), idleMs]);
    const [state, generation] = answer as unknown[];
    const found = state === undefined ? undefined : toState(list, state, generation);
    if (found) followings.note(list, found);
    return found;
  };

  const read = async (list: ListName, after: number, bytesMax: number): Promise<readonly PlacedEntry[]> => {
    const [head, log, ids] = keysOf(list);
    const bytes = String(Math.min(bytesMax, 2 ** 31));
    const answer = (await link.run('read', READ, [log], [String(after), bytes])) as Buffer[];
    const found: PlacedEntry[] = [];
    for (let at = 0; at + 1 < answer.length; at += 2) {
      const sequence = parseInt(String(answer[at]), 10);
      const entry = decodeEntry(entryKey(list, sequence), answer[at + 1] ?? Buffer.alloc(0));
      if (entry) found.push({ sequence, entry });
      else {
        deps.onDamaged(list, sequence);
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
    const [isDone, found, generation, known] = answer;
    if (Number(isDone) === 1) {
      followings.note(list, state);
      return { isDone: true, epoch: String(found) };
    }
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
    const through = pruneThrough(state, nowMs(), deps.graceMs);
    if (through === undefined) return state;
    const ids: Uint8Array[] = [];
    let appendedBytes = state.prunedBytes;
    for (let after = state.prunedThrough; after < through;) {
      const found = await read(list, after, PRUNED_READ_BYTES);
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

  return {
    look,
    read,
    append: async (list, entries, generation) => {
      const known = new Map<string, number>();
      let state = followings.stateOf(list) ?? emptyLogState(generation);
      for (let tries = 0; tries < TRIES_MAX; tries++) {
        const appendedBytes = await bytesAt(list, sequencesNeeded(state, entries));
        const plan = planAppend(list, state, entries, known, appendedBytes, nowMs());
        const answer = await change(list, state, plan);
        if (answer.isDone) {
          const head = headOf(await prune(list, plan.state));
          return { appended: { sequences: plan.sequences, head }, epoch: answer.epoch };
        }
        for (const [index, sequence] of answer.known.entries()) {
          const entry = plan.added[index];
          if (entry && sequence !== undefined) known.set(idName(entry.idPart), sequence);
        }
        state = answer.state ?? emptyLogState(generation);
      }
      throw new Error('other relays were always first');
    },
  };
};

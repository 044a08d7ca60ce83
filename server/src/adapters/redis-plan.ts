/** What an append makes of the state of a log in Redis: by the rules that hold for every store. Pure. */
import { coversIn, pruneTarget, withEntry, withPruned, type LogState } from '../core/log-state.ts';
import type { ListName, NewEntry } from '../core/log-store.ts';
import { encodeEntry, entryKey, idPartOf } from './log-records.ts';

/** Entries that one script takes away at most: while it runs, everybody waits. */
export const PRUNED_AT_ONCE_MAX = 512;

/** An entry as it goes into the log. */
export interface PlannedEntry {
  readonly sequence: number;
  /** The envelope's id, cut to 16 bytes. */
  readonly idPart: Uint8Array;
  readonly record: Uint8Array;
}

/** A change of a log. */
export interface RedisPlan {
  readonly state: LogState;
  readonly added: readonly PlannedEntry[];
  /** Of the request, in its order. */
  readonly sequences: readonly number[];
}

/** Which state of its generation a state is: an append moves the sequence, and what goes leaves it where it is. */
export const placeOf = ({ sequence, prunedThrough }: LogState): string => `${sequence}/${prunedThrough}`;

/** Name of an envelope in maps. */
export const idName = (id: Uint8Array): string => Buffer.from(idPartOf(id)).toString('base64');

/** The sequences whose bytes an append of these entries asks for: where its snapshots end. */
export const sequencesNeeded = (state: LogState, entries: readonly NewEntry[]): readonly number[] =>
  entries.map(({ covers }) => covers ?? 0).filter((covers) => covers > state.prunedThrough && covers <= state.sequence);

/** Plans an append. `known`: sequences of envelopes that the log has; `appendedBytesAt`: of {@link sequencesNeeded}. */
export const planAppend = (
  list: ListName,
  before: LogState,
  entries: readonly NewEntry[],
  known: ReadonlyMap<string, number>,
  appendedBytesAt: ReadonlyMap<number, number>,
  nowMs: number,
): RedisPlan => {
  let state = before;
  const added: PlannedEntry[] = [];
  const given = new Map(known);
  const bytesAt = new Map(appendedBytesAt);
  const sequences = entries.map((entry) => {
    const name = idName(entry.id);
    const there = given.get(name);
    if (there !== undefined) return there;
    const covers = coversIn(state, entry);
    state = withEntry(state, entry, nowMs, (sequence) => bytesAt.get(sequence) ?? state.appendedBytes);
    const { sequence, appendedBytes } = state;
    const idPart = idPartOf(entry.id);
    const record = encodeEntry(entryKey(list, sequence), {
      idPart,
      appendedBytes,
      envelope: entry.envelope,
      ...covers,
    });
    added.push({ sequence, idPart, record });
    given.set(name, sequence);
    bytesAt.set(sequence, appendedBytes);
    return sequence;
  });
  return { state, added, sequences };
};

/** How far entries may go now, at most so many at once; undefined if none may. */
export const pruneThrough = (state: LogState, nowMs: number, graceMs: number): number | undefined => {
  const through = Math.min(pruneTarget(state, nowMs, graceMs), state.prunedThrough + PRUNED_AT_ONCE_MAX);
  return through > state.prunedThrough ? through : undefined;
};

/** Plans it. */
export const planPrune = (state: LogState, through: number, appendedBytes: number): RedisPlan => ({
  state: withPruned(state, through, () => appendedBytes),
  added: [],
  sequences: [],
});

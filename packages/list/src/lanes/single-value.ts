/** Registers with one winner: title, look, names of people (M12, rule R6). */
import { winnerOf } from '../items/field.ts';
import type { Draft, Lanes } from './lanes.ts';
import type { Entry } from './entry.ts';

/** Keys of the list's own registers. Lower-case letters are taken by items and products. */
export const LIST_KEY = {
  title: 'T',
  emoji: 'E',
  colour: 'C',
  person: 'P',
  schema: 'V',
  deletion: 'X',
  lock: 'L',
} as const;

/** The winning entry of a register, if it has any. */
export const winningEntry = (entries: readonly Entry[]): Entry | undefined => {
  let winner: Entry | undefined;
  for (const entry of entries) if (!winner || winnerOf(winner, entry) === entry) winner = entry;
  return winner;
};

/** The winning first value of a register, if it is text. */
export const readText = (lanes: Lanes, key: string): string | undefined => {
  const value = winningEntry(lanes.entries(key))?.values[0];
  return typeof value === 'string' ? value : undefined;
};

/** Replaces what is seen of a register. */
export const overwrite = (lanes: Lanes, draft: Draft, key: string, ...values: readonly unknown[]): void => {
  for (const entry of lanes.entries(key)) draft.remove(entry);
  draft.append(key, ...values);
};

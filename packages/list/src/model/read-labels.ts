/** Texts of the list itself: title, emoji, names of people. */
import { has } from './act-set.ts';
import type { ModelAct, ModelLabel } from './model-act.ts';

const textOf = ({ deed }: ModelAct): string => {
  if (deed.kind === 'label') return deed.value;
  return deed.kind === 'person' ? deed.name : '';
};

/** Those of one register's writes that no other one replaced, having seen it; the winner first (R6). */
const standing = (writes: readonly ModelAct[]): readonly ModelAct[] => {
  const text = (act: ModelAct) => JSON.stringify([textOf(act)]);
  return writes
    .filter(({ number }) => !writes.some(({ seen }) => has(seen, number)))
    .sort((a, b) => b.stamp - a.stamp || (text(a) > text(b) ? -1 : 1));
};

/** Standing writes of a label; the winner first. */
export const standingLabels = (acts: readonly ModelAct[], label: ModelLabel): readonly ModelAct[] =>
  standing(acts.filter(({ deed }) => deed.kind === 'label' && deed.label === label));

/** Title or emoji; empty if there is none. */
export const readLabel = (acts: readonly ModelAct[], label: ModelLabel): string => {
  const [winner] = standingLabels(acts, label);
  return winner ? textOf(winner) : '';
};

/** Standing names that a device's person gave; the winner first. There are two if two tabs had not heard of each other (D7). */
export const standingNames = (acts: readonly ModelAct[], device: string): readonly string[] =>
  standing(acts.filter((act) => act.deed.kind === 'person' && act.device === device)).map(textOf);

/** What people call themselves, by device: everybody writes their own name only. */
export const readPeople = (acts: readonly ModelAct[]): ReadonlyMap<string, string> => {
  const devices = new Set(acts.flatMap(({ device, deed }) => (deed.kind === 'person' ? [device] : [])));
  return new Map([...devices].map((device) => [device, standingNames(acts, device)[0] ?? '']));
};

/** Texts of the list itself: title, emoji, names of people. */
import { has } from './act-set.ts';
import type { ModelAct, ModelLabel } from './model-act.ts';

const isReplaced = (act: ModelAct, by: readonly ModelAct[]): boolean => by.some(({ seen }) => has(seen, act.number));

const labelText = ({ deed }: ModelAct): string => (deed.kind === 'label' ? JSON.stringify([deed.value]) : '');

/** Writes of a label that no other one replaced, having seen it; the winner first (R6). */
export const standingLabels = (acts: readonly ModelAct[], label: ModelLabel): readonly ModelAct[] => {
  const writes = acts.filter(({ deed }) => deed.kind === 'label' && deed.label === label);
  return writes
    .filter((act) => !isReplaced(act, writes))
    .sort((a, b) => b.stamp - a.stamp || (labelText(a) > labelText(b) ? -1 : 1));
};

/** Title or emoji; empty if there is none. */
export const readLabel = (acts: readonly ModelAct[], label: ModelLabel): string => {
  const [winner] = standingLabels(acts, label);
  return winner?.deed.kind === 'label' ? winner.deed.value : '';
};

/** What people call themselves, by device. Everybody writes their own name only, so the last one counts. */
export const readPeople = (acts: readonly ModelAct[]): ReadonlyMap<string, string> =>
  new Map(acts.flatMap(({ device, deed }) => (deed.kind === 'person' ? [[device, deed.name] as const] : [])));

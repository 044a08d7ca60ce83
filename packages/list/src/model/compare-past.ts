/** Whether what a replica tells of what is gone and what was done is what the model says (B1, H1, P3). */
import { readHistory } from '../history.ts';
import type { ToteList } from '../tote-list.ts';
import type { ModelList } from './read-list.ts';
import type { ModelEvent } from './read-past.ts';

/** Events that are told at most. */
const HISTORY_MAX = 200;

const NOT_EDITS: readonly string[] = ['added', 'ticked', 'cleared', 'deleted', 'titled'];

const asText = (...values: readonly unknown[]): string => JSON.stringify(values.map((value) => value ?? null));

const memoryDifferences = (model: ModelList, list: ToteList): readonly string[] => {
  const shown = list
    .productMemory()
    .products.map(({ key, name, aisle, unit, count, lastStamp }) => asText(key, name, aisle, unit, count, lastStamp));
  const wanted = [...model.memory.values()].map(({ key, name, aisle, unit, count, bought }) =>
    asText(key, name, aisle, unit, count, bought),
  );
  const [a, b] = [shown.toSorted().join(), wanted.toSorted().join()];
  return a === b ? [] : [`[P3] remembered ${a}\nmodel ${b}`];
};

const binDifferences = (model: ModelList, { view }: ToteList): readonly string[] => {
  const personOf = (device: string): string => model.people.get(device) ?? device;
  const wanted = model.bin.map(({ id, name, amount, isAmbiguous, how, by }) => ({
    id,
    isAmbiguous,
    text: asText(id, name, isAmbiguous ? null : amount?.value, isAmbiguous ? null : amount?.unit, how, personOf(by)),
  }));
  const isAmbiguous = (id: string): boolean => wanted.some((one) => one.id === id && one.isAmbiguous);
  const shown = view.bin.map(({ id, name, amount, how, by }) =>
    asText(id, name, isAmbiguous(id) ? null : amount?.value, isAmbiguous(id) ? null : amount?.unit, how, by),
  );
  const texts = wanted.map(({ text }) => text);
  return shown.join() === texts.join() ? [] : [`[B1] bin ${shown.join()}, model ${texts.join()}`];
};

/** Sorted. What two tabs of one device changed of an item at one moment (D7) is told once or twice: the rules do not fix as what. */
const editsOnce = (texts: readonly string[]): readonly string[] =>
  texts.toSorted().filter((text, i, all) => !text.startsWith('["edited"') || text !== all[i - 1]);

const historyDifferences = (model: ModelList, list: ToteList): readonly string[] => {
  const personOf = (device: string): string => model.people.get(device) ?? device;
  const events = list.history(readHistory);
  const wanted = model.events;
  // Of the oldest that are told, others of the same stamp may be told instead.
  const [last] = events.slice(-1);
  const isSure = ({ stamp }: { readonly stamp: number }): boolean =>
    wanted.length <= HISTORY_MAX || stamp > (last?.stamp ?? 0);
  const toText = ({ kind, device, stamp, item }: ModelEvent): string => asText(kind, personOf(device), stamp, item);
  const asTold = ({ deed, by, stamp, itemId }: (typeof events)[number]): string =>
    asText(NOT_EDITS.includes(deed) ? deed : 'edited', by, stamp, itemId ?? '');
  const a = editsOnce(events.filter(isSure).map(asTold)).join();
  const b = editsOnce(wanted.filter(isSure).map(toText)).join();
  const told = editsOnce(events.map(asTold)).length;
  const most = HISTORY_MAX - (events.length - told);
  const isAll = told === Math.min(editsOnce(wanted.map(toText)).length, most);
  const isInOrder = events.every(({ stamp }, i) => stamp <= (events[i - 1]?.stamp ?? Infinity));
  return [
    ...(a === b ? [] : [`[H1] history ${a}\nmodel ${b}`]),
    ...(isAll ? [] : [`[H1] ${events.length} events told, of ${wanted.length}`]),
    ...(isInOrder ? [] : ['[H1] the history is not told newest first']),
  ];
};

/** Differences, as text; none if all is well. */
export const pastDifferences = (model: ModelList, list: ToteList): readonly string[] => [
  ...memoryDifferences(model, list),
  ...binDifferences(model, list),
  ...historyDifferences(model, list),
];

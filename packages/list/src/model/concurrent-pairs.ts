/** Counts how often a run really produced the concurrent pair that a rule is about. */
import { has } from './act-set.ts';
import type { ModelAct } from './model-act.ts';
import { modelKey } from './read-list.ts';
import type { World } from './world.ts';

/** Names of pairs that must occur in the random runs. */
export type PairCounts = Map<string, number>;

const areConcurrent = (a: ModelAct, b: ModelAct): boolean => !has(a.seen, b.number) && !has(b.seen, a.number);

/** What an act is called in the contract. */
const wordOf = ({ deed }: ModelAct): string => {
  switch (deed.kind) {
    case 'field':
      return deed.field;
    case 'step':
      return deed.by > 0 ? '+n' : '-n';
    case 'wish':
    case 'touch':
      return 're-add';
    case 'tick':
      return deed.isEdit ? 'undo of untick' : 'tick';
    case 'rebase':
      return 'set';
    default:
      return deed.kind;
  }
};

/** Pairs on one item, by rule. The order of the two words does not matter. */
const ITEM_PAIRS: readonly (readonly [rule: string, a: string, b: string])[] = [
  ['M2', 'tick', 'tick'],
  ['M3', 'tick', 'untick'],
  ['M4', 'clear', 'untick'],
  ['M4', 'clear', 're-add'],
  ['M4', 'clear', '+n'],
  ['M5', 'clear', 'tick'],
  ['M6', 'delete', 'rename'],
  ['M6', 'delete', 'note'],
  ['M6', 'delete', 'set'],
  ['M6', 'delete', '+n'],
  ['M6', 'delete', 'aisle'],
  ['M6', 'delete', 'price'],
  ['M6', 'delete', 'untick'],
  ['M6', 'delete', 're-add'],
  ['M6', 'delete', 'tick'],
  ['M6', 'delete', 'move'],
  ['M7', '+n', '+n'],
  ['M7', 'set', '+n'],
  ['M7', '-n', '-n'],
  ['M7', 'set', 'set'],
  ['M8', 'tick', '+n'],
  ['M9', 'rename', 'rename'],
  ['M10', 'rename', 'note'],
  ['M10', 'note', 'set'],
  ['M10', 'aisle', '+n'],
  ['M11', 'move', 'move'],
  ['M12', 'aisle', 'aisle'],
  ['M15', 'add', 'add'],
];

/** Every pair that the runs must produce, as the tests name it. */
export const REQUIRED_PAIRS: readonly string[] = [
  'M1 add ‖ add',
  ...ITEM_PAIRS.map(([rule, a, b]) => `${rule} ${a} ‖ ${b}`),
  'M5 clear ‖ tick elsewhere',
  'M11 move ‖ move of another line',
  'M12 aisle order ‖ aisle order, one aisle',
  'M12 aisle order ‖ aisle order, two aisles',
  'M13 delete-list ‖ edit',
  'I13 +n from below nothing',
];

const bump = (counts: PairCounts, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

const countItemPair = (counts: PairCounts, a: ModelAct, b: ModelAct): void => {
  const words = [wordOf(a), wordOf(b)];
  for (const [rule, one, other] of ITEM_PAIRS)
    if ((words[0] === one && words[1] === other) || (words[0] === other && words[1] === one))
      bump(counts, `${rule} ${one} ‖ ${other}`);
};

const countOtherPair = (counts: PairCounts, a: ModelAct, b: ModelAct): void => {
  const kinds = [a.deed.kind, b.deed.kind];
  if (a.deed.kind === 'add' && b.deed.kind === 'add' && modelKey(a.deed.name) === modelKey(b.deed.name))
    bump(counts, 'M1 add ‖ add');
  if (kinds.includes('clear') && kinds.includes('tick')) bump(counts, 'M5 clear ‖ tick elsewhere');
  if (kinds.every((kind) => kind === 'move')) bump(counts, 'M11 move ‖ move of another line');
  if (a.deed.kind === 'arrange' && b.deed.kind === 'arrange' && a.deed.store === b.deed.store)
    bump(counts, `M12 aisle order ‖ aisle order, ${a.deed.aisle === b.deed.aisle ? 'one aisle' : 'two aisles'}`);
  if (kinds.includes('delete-list') && (a.item ?? b.item) !== undefined) bump(counts, 'M13 delete-list ‖ edit');
};

/** Counts the pairs of a finished run. */
export const countPairs = ({ acts }: World, counts: PairCounts): void => {
  acts.forEach((a, i) => {
    if (a.deed.kind === 'step' && a.deed.evens) bump(counts, 'I13 +n from below nothing');
    for (const b of acts.slice(i + 1)) {
      if (!areConcurrent(a, b)) continue;
      if (a.item !== undefined && a.item === b.item) countItemPair(counts, a, b);
      else countOtherPair(counts, a, b);
    }
  });
};

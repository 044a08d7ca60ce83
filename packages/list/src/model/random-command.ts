/** Draws a command that makes sense on what a replica shows. */
import type { SeededRandom } from '../testing/seeded-random.ts';
import type { MoveTarget } from '../commands/line-commands.ts';
import type { Line, ListView } from '../view/list-view.ts';
import type { ModelAmount } from './model-act.ts';

/** A command as it is given to a replica. */
export type RandomCommand =
  | { readonly type: 'add'; readonly name: string; readonly amount: ModelAmount | undefined }
  | {
      readonly type: 'import';
      readonly rows: readonly { readonly name: string; readonly amount: ModelAmount | undefined }[];
    }
  | { readonly type: 'tick' | 'untick' | 'remove'; readonly line: Line['id'] }
  | { readonly type: 'rename'; readonly line: Line['id']; readonly name: string }
  | { readonly type: 'note' | 'aisle'; readonly line: Line['id']; readonly value: string | undefined }
  | { readonly type: 'price'; readonly line: Line['id']; readonly value: number | undefined }
  | { readonly type: 'set'; readonly line: Line['id']; readonly amount: ModelAmount | undefined }
  | { readonly type: 'step'; readonly line: Line['id']; readonly by: number }
  | { readonly type: 'move'; readonly line: Line['id']; readonly target: MoveTarget }
  | { readonly type: 'clear' }
  | { readonly type: 'restore'; readonly item: Line['id'] }
  | { readonly type: 'title'; readonly title: string }
  | { readonly type: 'delete-list' }
  | { readonly type: 'restore-list' }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' };

const NAMES = ['milk', 'Milk', 'bread', 'eggs', 'oat milk'] as const;
const UNITS = ['', 'l', 'l', 'pack'] as const;
const NOTES = ['fresh', 'cheap', undefined] as const;
const AISLES = ['dairy', 'bakery', undefined] as const;

const amount = (random: SeededRandom): ModelAmount => ({ value: 1 + random.int(4), unit: random.pick(UNITS) });

const maybeAmount = (random: SeededRandom): ModelAmount | undefined =>
  random.chance(0.5) ? amount(random) : undefined;

const target = (random: SeededRandom, line: Line, lines: readonly Line[]): MoveTarget => {
  const other = lines[random.int(lines.length)];
  if (!other || other === line || random.chance(0.4)) return random.chance(0.5) ? 'first' : 'last';
  return random.chance(0.5) ? { before: other.id } : { after: other.id };
};

const onLine = (random: SeededRandom, line: Line, lines: readonly Line[]): RandomCommand => {
  const { id } = line;
  const roll = random.int(20);
  if (roll < 5) return { type: line.ticked ? 'untick' : 'tick', line: id };
  if (roll < 7) return { type: 'remove', line: id };
  if (roll < 9) return { type: 'rename', line: id, name: random.pick(NAMES) };
  if (roll < 10) return { type: 'note', line: id, value: random.pick(NOTES) };
  if (roll < 12) return { type: 'aisle', line: id, value: random.pick(AISLES) };
  if (roll < 13) return { type: 'price', line: id, value: random.chance(0.7) ? 100 + random.int(3) : undefined };
  if (roll < 14) return { type: 'set', line: id, amount: maybeAmount(random) };
  if (roll < 17) return { type: 'step', line: id, by: random.chance(0.75) ? 1 + random.int(2) : -1 };
  return { type: 'move', line: id, target: target(random, line, lines) };
};

type Rows = readonly { readonly name: string; readonly amount: ModelAmount | undefined }[];

/** Texts that several people paste. */
const PASTES: readonly [Rows, Rows] = [
  [
    { name: 'milk', amount: undefined },
    { name: 'bread', amount: { value: 2, unit: 'l' } },
  ],
  [
    { name: 'eggs', amount: { value: 2, unit: 'l' } },
    { name: 'eggs', amount: { value: 2, unit: 'l' } },
    { name: 'Milk', amount: { value: 1, unit: 'pack' } },
  ],
];

const onList = (random: SeededRandom, view: ListView): RandomCommand => {
  const roll = random.int(24);
  const binned = view.bin[random.int(view.bin.length)];
  if (roll < 8) return { type: 'clear' };
  if (roll < 12 && binned) return { type: 'restore', item: binned.id };
  if (roll < 14) return { type: 'title', title: random.pick(['Home', 'Party']) };
  if (roll < 15) return view.deletion ? { type: 'restore-list' } : { type: 'delete-list' };
  if (roll < 17) return { type: 'import', rows: random.pick(PASTES) };
  return random.chance(0.7) ? { type: 'undo' } : { type: 'redo' };
};

/** The next command of a replica that shows `view`. */
export const randomCommand = (random: SeededRandom, view: ListView): RandomCommand => {
  const line = view.lines[random.int(view.lines.length)];
  if (random.chance(0.1)) return random.chance(0.7) ? { type: 'undo' } : { type: 'redo' };
  if (!line || random.chance(0.15)) return { type: 'add', name: random.pick(NAMES), amount: maybeAmount(random) };
  return random.chance(0.7) ? onLine(random, line, view.lines) : onList(random, view);
};

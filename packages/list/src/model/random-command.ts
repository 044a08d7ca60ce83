/** Draws a command that makes sense on what a replica shows. */
import type { SeededRandom } from '../testing/seeded-random.ts';
import type { MoveTarget } from '../commands/line-commands.ts';
import { orderAisles, type Store, type StoreId } from '../stores/stores.ts';
import type { Line, ListView } from '../view/list-view.ts';
import type { ModelAmount } from './model-act.ts';
import { MODEL_AISLES } from './read-stores.ts';

/** A command as it is given to a replica. */
export type RandomCommand =
  | { readonly type: 'add'; readonly name: string; readonly amount: ModelAmount | undefined }
  | {
      readonly type: 'import';
      readonly rows: readonly { readonly name: string; readonly amount: ModelAmount | undefined }[];
    }
  | { readonly type: 'tick' | 'untick' | 'remove'; readonly line: Line['id'] }
  | { readonly type: 'rename'; readonly line: Line['id']; readonly name: string }
  | { readonly type: 'note' | 'aisle' | 'later'; readonly line: Line['id']; readonly value: string | undefined }
  | { readonly type: 'price'; readonly line: Line['id']; readonly value: number | undefined }
  | { readonly type: 'set'; readonly line: Line['id']; readonly amount: ModelAmount | undefined }
  | { readonly type: 'step'; readonly line: Line['id']; readonly by: number }
  | { readonly type: 'move'; readonly line: Line['id']; readonly target: MoveTarget }
  | { readonly type: 'clear' }
  | { readonly type: 'restore'; readonly item: Line['id'] }
  | { readonly type: 'title'; readonly title: string }
  | { readonly type: 'look'; readonly emoji: string }
  | { readonly type: 'person'; readonly name: string }
  | { readonly type: 'add-store'; readonly name: string }
  | { readonly type: 'rename-store'; readonly store: StoreId; readonly name: string }
  | { readonly type: 'remove-store'; readonly store: StoreId }
  | { readonly type: 'arrange'; readonly store: StoreId; readonly aisle: string; readonly order: readonly string[] }
  | { readonly type: 'delete-list' }
  | { readonly type: 'restore-list' }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' };

const NAMES = ['milk', 'Milk', 'bread', 'eggs', 'oat milk'] as const;
const UNITS = ['', 'l', 'l', 'pack'] as const;
/** Now and then somebody says the same in the smaller unit. */
const SMALLER = { value: 500, unit: 'ml' } as const;
const NOTES = ['fresh', 'cheap', undefined] as const;
const PEOPLE = ['Ann', 'Ben'] as const;
const TITLES = ['Home', 'Party', 'Camping'] as const;
const AISLES = ['dairy', 'bakery', undefined] as const;

const amount = (random: SeededRandom): ModelAmount => {
  const value = 1 + random.int(4);
  const unit = random.pick(UNITS);
  return unit === 'l' && random.chance(0.25) ? { value: value * SMALLER.value, unit: SMALLER.unit } : { value, unit };
};

const maybeAmount = (random: SeededRandom): ModelAmount | undefined =>
  random.chance(0.5) ? amount(random) : undefined;

const target = (random: SeededRandom, line: Line, lines: readonly Line[]): MoveTarget => {
  const other = lines[random.int(lines.length)];
  if (!other || other === line || random.chance(0.4)) return random.chance(0.5) ? 'first' : 'last';
  return random.chance(0.5) ? { before: other.id } : { after: other.id };
};

/** What the people of one life do more often than anything else, so that they get into each other's way; undefined: nothing. */
export type Favourite = number | undefined;

/** Draws a favourite for some lives. */
export const drawFavourite = (random: SeededRandom): Favourite =>
  random.chance(0.5) ? random.int(LINE_ROLLS) : undefined;

const LINE_ROLLS = 21;

const onLine = (random: SeededRandom, line: Line, lines: readonly Line[], favourite: Favourite): RandomCommand => {
  const { id } = line;
  const roll = favourite !== undefined && random.chance(0.7) ? favourite : random.int(LINE_ROLLS - 1);
  if (roll < 5) return { type: line.ticked ? 'untick' : 'tick', line: id };
  if (roll < 7) return { type: 'remove', line: id };
  if (roll < 9) return { type: 'rename', line: id, name: random.pick(NAMES) };
  if (roll < 10) return { type: 'note', line: id, value: random.pick(NOTES) };
  if (roll < 12) return { type: 'aisle', line: id, value: random.pick(AISLES) };
  if (roll < 13) return { type: 'price', line: id, value: random.chance(0.7) ? 100 + random.int(3) : undefined };
  if (roll < 14) return { type: 'set', line: id, amount: maybeAmount(random) };
  if (roll < 17) return { type: 'step', line: id, by: random.chance(0.5) ? 1 + random.int(2) : -1 - random.int(3) };
  if (roll < 20) return { type: 'move', line: id, target: target(random, line, lines) };
  return { type: 'title', title: random.pick(TITLES) };
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

/**
 * Moves one aisle past two others or more: then it is the only one that has to move, so that the model can tell which was.
 */
const arrange = (random: SeededRandom, store: Store): RandomCommand => {
  const order = [...orderAisles(MODEL_AISLES, store, MODEL_AISLES)];
  // Often the same one, or two people would hardly ever move one aisle at once.
  const from = random.chance(0.5) ? order.indexOf('dairy') : random.int(order.length);
  const far = order.flatMap((_, to) => (Math.abs(to - from) >= 2 ? [to] : []));
  const [aisle = ''] = order.splice(from, 1);
  order.splice(far[random.int(far.length)] ?? 0, 0, aisle);
  return { type: 'arrange', store: store.id, aisle, order };
};

const onStores = (random: SeededRandom, { stores }: ListView): RandomCommand => {
  const store = stores[random.int(stores.length)];
  const name = random.pick(['Corner shop', 'Market', 'Discounter']);
  const roll = random.int(20);
  if (!store || roll < 1) return { type: 'add-store', name };
  if (roll < 3) return { type: 'rename-store', store: store.id, name };
  if (roll < 4) return { type: 'remove-store', store: store.id };
  return arrange(random, store);
};

const onList = (random: SeededRandom, view: ListView): RandomCommand => {
  const roll = random.int(24);
  const binned = view.bin[random.int(view.bin.length)];
  if (roll < 8) return { type: 'clear' };
  if (roll < 12 && binned) return { type: 'restore', item: binned.id };
  if (roll < 13) return { type: 'title', title: random.pick(TITLES) };
  if (roll < 14)
    return random.chance(0.5) ? { type: 'look', emoji: '🏕️' } : { type: 'person', name: random.pick(PEOPLE) };
  if (roll < 15) return view.deletion ? { type: 'restore-list' } : { type: 'delete-list' };
  if (roll < 17) return { type: 'import', rows: random.pick(PASTES) };
  return random.chance(0.7) ? { type: 'undo' } : { type: 'redo' };
};

/** The next command of a replica that shows `view`. */
export const randomCommand = (random: SeededRandom, view: ListView, favourite?: Favourite): RandomCommand => {
  const line = view.lines[favourite !== undefined && random.chance(0.6) ? 0 : random.int(view.lines.length)];
  if (random.chance(view.stores.length > 0 ? 0.1 : 0.06)) return onStores(random, view);
  if (random.chance(0.1)) return random.chance(0.7) ? { type: 'undo' } : { type: 'redo' };
  if (!line || random.chance(0.15)) return { type: 'add', name: random.pick(NAMES), amount: maybeAmount(random) };
  return random.chance(0.7) ? onLine(random, line, view.lines, favourite) : onList(random, view);
};

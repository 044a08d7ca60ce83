/** The list as it is usually written: one map per item, fields overwritten in place. What three representations share. */
import type { Random } from '../random.ts';
import type { Act, Place } from '../workload/acts.ts';
import type { VisibleLine } from './bench-replica.ts';

/** An item. Only what the screen needs: no memory of products, no bin, nothing for undo. */
export interface PlainItem {
  readonly name: string;
  readonly ticked: boolean;
  /** Sorts the list. A number: shorter than a fractional index of letters. */
  readonly order: number;
  readonly amount?: number;
  readonly unit?: string;
  readonly note?: string;
  readonly aisle?: string;
}

/** Writes of one act, made together. */
interface PlainDraft {
  create(id: string, item: PlainItem): void;
  set<Field extends keyof PlainItem>(id: string, field: Field, value: NonNullable<PlainItem[Field]>): void;
  delete(id: string): void;
}

/** Where the items live. */
export interface PlainStore {
  items(): readonly (readonly [id: string, item: PlainItem])[];
  write(compose: (draft: PlainDraft) => void): void;
}

type Items = ReturnType<PlainStore['items']>;

/** Shorter than what apps take (a UUID has 36 characters). */
const ID_BYTES = 5;

const createId = (random: Random): string =>
  [...random.bytes(ID_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Items in list order; equal orders are told apart by their ids. */
export const inOrder = (items: Items): Items =>
  items.toSorted(([idA, a], [idB, b]) => a.order - b.order || (idA < idB ? -1 : 1));

const orderAt = (items: Items, place: Place): number => {
  const orders = inOrder(items).map(([, { order }]) => order);
  const first = (orders[0] ?? 0) - 1;
  const last = (orders.at(-1) ?? 0) + 1;
  if (place === 'first') return first;
  if (place === 'last') return last;
  const neighbour = 'before' in place ? place.before : place.after;
  const index = inOrder(items).findIndex(([, { name }]) => name === neighbour);
  const [below, above] = 'before' in place ? [orders[index - 1], orders[index]] : [orders[index], orders[index + 1]];
  return below === undefined ? first : above === undefined ? last : (below + above) / 2;
};

/** Carries out one act. */
export const performPlainly = (store: PlainStore, act: Act, random: Random): void => {
  const items = store.items();
  const idsOf = (product: string) => items.flatMap(([id, { name }]) => (name === product ? [id] : []));
  const setAll = <Field extends keyof PlainItem>(product: string, field: Field, value: NonNullable<PlainItem[Field]>) =>
    store.write((draft) => {
      for (const id of idsOf(product)) draft.set(id, field, value);
    });

  switch (act.type) {
    case 'add':
      return store.write((draft) =>
        draft.create(createId(random), {
          name: act.product,
          ticked: false,
          order: orderAt(items, 'last'),
          ...(act.amount ? { amount: act.amount.value, unit: act.amount.unit } : {}),
        }),
      );
    case 'tick':
    case 'untick':
      return setAll(act.product, 'ticked', act.type === 'tick');
    case 'rename':
      return setAll(act.product, 'name', act.to);
    case 'note':
      return setAll(act.product, 'note', act.note);
    case 'aisle':
      return setAll(act.product, 'aisle', act.aisle);
    case 'move':
      return setAll(
        act.product,
        'order',
        orderAt(
          items.filter(([, { name }]) => name !== act.product),
          act.place,
        ),
      );
    case 'set-amount':
      return store.write((draft) => {
        for (const [id, item] of items.filter(([, { name }]) => name === act.product)) {
          draft.set(id, 'amount', act.amount.value);
          if (item.unit !== act.amount.unit) draft.set(id, 'unit', act.amount.unit);
        }
      });
    case 'increase':
      return store.write((draft) => {
        for (const [id, item] of items.filter(([, { name }]) => name === act.product))
          draft.set(id, 'amount', (item.amount ?? 1) + act.by);
      });
    case 'clear-done': {
      const open = new Set(items.flatMap(([, { name, ticked }]) => (ticked ? [] : [name])));
      return store.write((draft) => {
        for (const [id, { name }] of items) if (!open.has(name)) draft.delete(id);
      });
    }
  }
};

const sumsByUnit = (items: readonly PlainItem[]): readonly string[] => {
  const sums = new Map<string, number>();
  for (const { amount, unit = '' } of items) if (amount !== undefined) sums.set(unit, (sums.get(unit) ?? 0) + amount);
  return [...sums].map(([unit, sum]) => `${sum} ${unit}`.trim()).sort();
};

/** One line per product, in list order. */
export const plainLines = (items: Items): readonly VisibleLine[] => {
  const byName = new Map<string, PlainItem[]>();
  for (const [, item] of inOrder(items)) {
    const same = byName.get(item.name);
    if (same) same.push(item);
    else byName.set(item.name, [item]);
  }
  return [...byName].map(([name, same]) => ({
    name,
    ticked: same.every(({ ticked }) => ticked),
    amounts: sumsByUnit(same),
    note: same.flatMap(({ note = '' }) => (note === '' ? [] : [note])).join('; '),
  }));
};

import { addAmounts, type Amount, type AmountParts } from '../amounts/index.ts';
import type { DeviceId } from '../ids.ts';
import type { ItemState } from '../items/item-state.ts';
import { FIELD } from '../items/record.ts';
import type { Field } from '../items/field.ts';
import { winnerOf } from '../items/field.ts';
import { LIMITS } from '../limits.ts';
import type { Place } from '../order/position.ts';
import type { ProductKey } from '../product-key.ts';
import { compareText, cut } from '../text.ts';
import type { Line, Notice } from '../view/list-view.ts';

/** A line, where it stands, and what people should be told about it. */
export interface BuiltLine {
  readonly line: Line;
  readonly place: Place;
  readonly notices: readonly Notice[];
}

/** What a line shows that is not in its items. */
export interface LineSurroundings {
  /** A person's name, or the device id. */
  readonly nameOf: (device: DeviceId) => string;
  /** Where the product was found before. */
  readonly aisleOf: (key: ProductKey) => string | undefined;
}

const NONE: readonly never[] = [];

const byAge = (a: ItemState, b: ItemState): number =>
  (a.record?.created.stamp ?? 0) - (b.record?.created.stamp ?? 0) || compareText(a.id, b.id);

const unique = <Value>(values: readonly Value[]): readonly Value[] =>
  values.length < 2 ? values : [...new Set(values)];

/** Items that ask for nothing are left out: setting a line's amount leaves some, and steps can go there (I13). */
const partsOf = (amounts: readonly (Amount | undefined)[]): readonly AmountParts[] => {
  const some = amounts.filter((amount) => amount !== undefined && amount.value !== 0);
  return some.length === 0 ? NONE : addAmounts(some.flatMap((amount) => amount ?? []));
};

const aisleOf = (items: readonly ItemState[]): Field | undefined => {
  let winner: Field | undefined;
  for (const { record } of items) {
    const field = record?.fields.get(FIELD.aisle);
    if (field) winner = winner ? winnerOf(winner, field) : field;
  }
  return winner;
};

const noticesOf = (line: Line, items: readonly ItemState[], nameOf: LineSurroundings['nameOf']): readonly Notice[] => {
  const notices: Notice[] = [];
  const { id: lineId, name } = line;
  const clash = unique(items.flatMap((item) => item.clash));
  if (clash.length > 0) notices.push({ type: 'both-took-it', lineId, name, by: clash.map(nameOf) });
  const deleted = items.filter((item) => item.bins.some((bin) => bin.kind === 'deleted'));
  if (deleted.length > 0) {
    const bins = deleted.flatMap((item) => item.bins.filter((bin) => bin.kind === 'deleted'));
    const deletedBy = unique(bins.map((bin) => bin.entry.device)).toSorted();
    notices.push({
      type: 'came-back',
      lineId,
      name,
      deletedBy,
      by: unique(deleted.flatMap((item) => item.keptBy)).map(nameOf),
    });
  }
  if (line.alsoNames.length > 0) notices.push({ type: 'also-named', lineId, name, names: line.alsoNames });
  return notices.length === 0 ? NONE : notices;
};

/** One line of all the items of a product that are on the list (M1); at least one. */
export const buildLine = (
  key: ProductKey,
  unordered: readonly [ItemState, ...ItemState[]],
  { nameOf, aisleOf: rememberedAisle }: LineSurroundings,
): BuiltLine => {
  const items: readonly ItemState[] = unordered.length === 1 ? unordered : unordered.toSorted(byAge);
  const oldest = items[0] ?? unordered[0];
  const ticked = items.every((item) => item.standing === 'ticked');
  const wanted = ticked ? items : items.filter((item) => item.standing === 'open');
  const taken = ticked ? NONE : items.map((item) => (item.standing === 'ticked' ? item.shown : item.taken));
  const aisle = aisleOf(items);
  const line: Line = {
    id: oldest.id,
    key,
    name: oldest.name,
    alsoNames: unique(items.flatMap((item) => item.alsoNames)).filter((name) => name !== oldest.name),
    amounts: partsOf(wanted.map((item) => item.shown)),
    taken: partsOf(taken),
    note: cut(unique(items.map((item) => item.note).filter((note) => note !== '')).join('; '), LIMITS.noteLength),
    aisle: aisle ? items.find((item) => item.record?.fields.get(FIELD.aisle) === aisle)?.aisle : rememberedAisle(key),
    price: items.find((item) => item.price !== undefined)?.price,
    ticked,
    tickedBy: unique(items.flatMap((item) => [...item.ticks.keys()]))
      .toSorted()
      .map(nameOf),
    addedBy: unique(items.flatMap((item) => item.addedBy)).map(nameOf),
    itemIds: items.map((item) => item.id),
  };
  const place = items.reduce((first, item) => (item.place < first ? item.place : first), oldest.place);
  return { line, place, notices: noticesOf(line, items, nameOf) };
};

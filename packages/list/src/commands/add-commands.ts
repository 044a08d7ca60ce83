/** Adding: a typed line, a product, or the same again (M1, M4, M6). */
import type { Act } from '../acts/act.ts';
import type { Effect } from '../acts/effect.ts';
import { addItem, askAgain, type NewItem, reopenLine, setItemField, touchItem } from '../acts/item-acts.ts';
import { createItemId, type ItemId, type LineId } from '../ids.ts';
import { cleanAmount } from '../items/amount-codec.ts';
import { FIELD, isPrice } from '../items/record.ts';
import { LIMITS } from '../limits.ts';
import { productKeyOf } from '../product-key.ts';
import { cleanLabel, cleanNote } from '../text.ts';
import type { CommandContext } from './command-context.ts';

/** What became of one added product. */
export interface Added {
  /**
   * - `added`: a new line
   * - `joined`: more of a line that was open
   * - `already-there`: the line was open and nothing more was asked for
   * - `reopened`: the line was ticked and is open again
   * - `list-full`: refused, the list holds `LIMITS.items`, or too much was typed at once
   */
  readonly type: 'added' | 'joined' | 'already-there' | 'reopened' | 'list-full';
  /** The line; absent only when refused. */
  readonly lineId: LineId | undefined;
  readonly name: string;
}

/** What an add did, product by product. Empty: there was nothing in the text. */
export interface AddOutcome {
  readonly lineIds: readonly LineId[];
  readonly added: readonly Added[];
}

/** Outcome and effects of one added product. */
export interface Adding {
  readonly added: Added;
  readonly effects: readonly Effect[];
}

/** A product as it may be stored; absent if its name is empty. */
export const cleanItem = ({ name, amount, note, aisle, price }: NewItem): NewItem | undefined => {
  const clean = cleanLabel(name, LIMITS.nameLength);
  if (clean === '') return undefined;
  return {
    name: clean,
    amount: cleanAmount(amount),
    note: cleanNote(note ?? '', LIMITS.noteLength),
    aisle: cleanLabel(aisle ?? '', LIMITS.labelLength),
    price: isPrice(price) ? price : undefined,
  };
};

const unusedId = ({ lanes, random }: CommandContext): ItemId => {
  for (;;) {
    const id = createItemId(random);
    if (lanes.entries(`i${id}`).length === 0 && lanes.entries(`b${id}`).length === 0) return id;
  }
};

const addToLine = (context: CommandContext, act: Act, lineId: LineId, item: NewItem): Adding => {
  const { lines } = context;
  const items = lines.itemsOnLineOf(lineId);
  const [first] = items;
  const details = (): readonly Effect[] =>
    first
      ? [
          ...(item.note ? setItemField(act, first, FIELD.note, item.note) : []),
          ...(item.aisle ? setItemField(act, first, FIELD.aisle, item.aisle) : []),
          ...(item.price === undefined ? [] : setItemField(act, first, FIELD.price, item.price)),
        ]
      : [];
  if (lines.lineOf(lineId)?.ticked) {
    const effects = [...reopenLine(act, items, item.amount), ...details()];
    return { added: { type: 'reopened', lineId, name: item.name }, effects };
  }
  if (!item.amount) {
    askAgain(act, items);
    return { added: { type: 'already-there', lineId, name: item.name }, effects: details() };
  }
  for (const one of items) touchItem(act, one);
  const effects = addItem(act, unusedId(context), item);
  return { added: { type: 'joined', lineId, name: item.name }, effects };
};

/** A product that begins a new line, with the aisle it is found in (P6). */
export const withAisle = <Item extends NewItem>({ aisleForNew }: CommandContext, item: Item): Item => {
  const aisle = item.aisle ? item.aisle : aisleForNew(item.name);
  return { ...item, aisle: cleanLabel(aisle ?? '', LIMITS.labelLength) };
};

/** Adds one product in an act: to its line if it has one, else as a new line. */
export const addOne = (context: CommandContext, act: Act, item: NewItem): Adding => {
  const line = context.lines.lineOfProduct(productKeyOf(item.name));
  if (line) return addToLine(context, act, line.id, item);
  const id = unusedId(context);
  const effects = addItem(act, id, withAisle(context, item));
  return { added: { type: 'added', lineId: id, name: item.name }, effects };
};

/** Adds one product. */
export const addProduct = (context: CommandContext, item: NewItem): AddOutcome => {
  const clean = cleanItem(item);
  if (!clean) return { lineIds: [], added: [] };
  if (context.lines.liveCount() >= LIMITS.items)
    return { lineIds: [], added: [{ type: 'list-full', lineId: undefined, name: clean.name }] };
  let outcome: AddOutcome = { lineIds: [], added: [] };
  context.run('add', (act) => {
    const { added, effects } = addOne(context, act, clean);
    outcome = { lineIds: added.lineId ? [added.lineId] : [], added: [added] };
    return effects;
  });
  return outcome;
};

/** Bringing many products at once: a paste, a file, a backup (M15, rules X2-X4). One act, and nothing doubles. */
import type { Act } from '../acts/act.ts';
import type { Effect } from '../acts/effect.ts';
import { addItem, askAgain, reopenLine, touchItem } from '../acts/item-acts.ts';
import type { Amount } from '../amounts/index.ts';
import type { ExchangeItem } from '../exchange/exchange-item.ts';
import { importedItemId } from '../exchange/imported-id.ts';
import { firstOf, type Incoming } from '../exchange/incoming.ts';
import { importText } from '../exchange/read-text.ts';
import type { ItemId } from '../ids.ts';
import { cleanAmount } from '../items/amount-codec.ts';
import { readItem } from '../items/item-state.ts';
import { LIMITS } from '../limits.ts';
import { type ProductKey, productKeyOf } from '../product-key.ts';
import type { Line } from '../view/list-view.ts';
import { type Added, type AddOutcome, addProduct, cleanItem, withAisle } from './add-commands.ts';
import type { CommandContext } from './command-context.ts';

/** One amount of one imported product. */
interface Portion {
  readonly key: ProductKey;
  readonly id: ItemId;
  readonly item: ExchangeItem;
  readonly amount: Amount | undefined;
}

/** Takes the products apart into portions, each with the id that it has on every device. */
const portionsOf = (items: readonly ExchangeItem[]): readonly Portion[] => {
  const occurrences = new Map<string, number>();
  const owners = new Map<ItemId, ProductKey>();
  return items.flatMap((item) => {
    const key = productKeyOf(item.name);
    const amounts = item.amounts.length === 0 ? [undefined] : item.amounts;
    return amounts.map((amount, i): Portion => {
      const same = JSON.stringify([key, amount?.value, amount?.unit]);
      const occurrence = occurrences.get(same) ?? 0;
      occurrences.set(same, occurrence + 1);
      // A row that somebody copied in a file and renamed is another item.
      const isOwn = i === 0 && item.id && (owners.get(item.id) ?? key) === key;
      const id = isOwn ? item.id : importedItemId(key, amount, occurrence);
      owners.set(id, key);
      return { key, id, item, amount };
    });
  });
};

/** Text gives three decimals, or a fraction as near: amounts half a thousandth apart, rounding included, are written alike. */
const ALIKE = 0.000_501;

/** Whether the line says so much, as far as text can. */
const shows = (line: Line, amount: Amount | undefined): boolean =>
  !amount ||
  line.amounts
    .flatMap(({ total, parts }) => [total, ...parts])
    .some(({ value, unit }) => unit === amount.unit && Math.abs(value - amount.value) < ALIKE);

interface Importing {
  readonly added: Added;
  readonly effects: readonly Effect[];
}

const listFull = (name: string): Importing => ({ added: { type: 'list-full', lineId: undefined, name }, effects: [] });

const addPortion = ({ lanes }: CommandContext, act: Act, { id, item, amount }: Portion): readonly Effect[] => {
  // Read from the registers: ticks may be left of an item with this id that nobody else knows any more.
  const seen = readItem(lanes, id);
  act.removeBins(seen.bins);
  return addItem(act, id, { ...item, amount }, { seen, isWish: true, isTicked: item.done });
};

const importPortion = (
  context: CommandContext,
  act: Act,
  portion: Portion,
  lineNow: Line | undefined,
  hasRoom: boolean,
): Importing => {
  const { lines } = context;
  const { id, item, amount } = portion;
  const there = lines.lineOf(id);
  const line = lineNow ?? there;
  const { name } = item;
  if (!line) {
    if (!hasRoom) return listFull(name);
    const effects = addPortion(context, act, { ...portion, item: withAisle(context, item) });
    return { added: { type: 'added', lineId: id, name }, effects };
  }
  const lineId = line.id;
  const items = lines.itemsOnLineOf(lineId);
  if (item.done) return { added: { type: 'already-there', lineId, name }, effects: [] };
  if (line.ticked) return { added: { type: 'reopened', lineId, name }, effects: reopenLine(act, items, amount) };
  if (there || shows(line, amount)) {
    askAgain(act, items);
    return { added: { type: 'already-there', lineId, name }, effects: [] };
  }
  if (!hasRoom) return listFull(name);
  for (const one of items) touchItem(act, one);
  return { added: { type: 'joined', lineId, name }, effects: addPortion(context, act, portion) };
};

/** Reads what was typed, one product a row, without adding it. */
export const readTyped = ({ lines, readText }: CommandContext, text: string): Incoming =>
  importText(text, (row) => readText(row, (name) => lines.lineOfProduct(productKeyOf(name)) !== undefined));

/** Adds what was typed: one product, or a paste of several rows; of more than may come in at once, none (X5). */
export const addTyped = (context: CommandContext, text: string): AddOutcome => {
  const { items, leftOut } = readTyped(context, text);
  const [only] = items;
  if (leftOut > 0) return { lineIds: [], added: items.map(({ name }) => listFull(name).added) };
  return items.length === 1 && only && !only.done
    ? addProduct(context, { name: only.name, amount: only.amounts[0] })
    : importItems(context, items);
};

/** Adds many products as one act, as many as may come in at once. What the list has already is not doubled. */
export const importItems = (context: CommandContext, items: readonly ExchangeItem[]): AddOutcome => {
  const clean = firstOf(items).items.flatMap((item) => {
    const checked = cleanItem({ ...item, amount: undefined });
    return checked
      ? [{ ...item, ...checked, amounts: item.amounts.flatMap((amount) => cleanAmount(amount) ?? []) }]
      : [];
  });
  const added: Added[] = [];
  context.run('add', (act) => {
    const begun = new Map<ProductKey, ItemId>();
    const ids = new Set<ItemId>();
    let room = LIMITS.items - context.lines.liveCount();
    const bring = (portion: Portion): readonly Effect[] => {
      const { key, id, item, amount } = portion;
      const started = begun.get(key);
      if (started) {
        // The line was begun or opened by this import: what else it brings of the product joins it.
        if (ids.has(id) || !amount || item.done || context.lines.lineOf(id) || room <= 0) return [];
        ids.add(id);
        added.push({ type: 'joined', lineId: started, name: item.name });
        return addPortion(context, act, portion);
      }
      const outcome = importPortion(context, act, portion, context.lines.lineOfProduct(key), room > 0);
      added.push(outcome.added);
      const { type, lineId } = outcome.added;
      if (lineId && type !== 'already-there') begun.set(key, lineId);
      ids.add(id);
      return outcome.effects;
    };
    return portionsOf(clean).flatMap((portion) => {
      const effects = bring(portion);
      room -= effects.filter(({ type }) => type === 'added').length;
      return effects;
    });
  });
  return { lineIds: [...new Set(added.flatMap(({ lineId }) => lineId ?? []))], added };
};

/** Commands on one line. A line may be several items (M1); each command says which of them it changes. */
import { type Amount, inUnit, isSameScale, sumValues } from '../amounts/index.ts';
import {
  binItem,
  placeItem,
  renameItem,
  setItemAmount,
  setItemField,
  stepItem,
  tickItem,
  touchItem,
  untickItem,
} from '../acts/item-acts.ts';
import type { Act } from '../acts/act.ts';
import type { ActName, Effect } from '../acts/effect.ts';
import { tidy } from '../acts/tidy.ts';
import type { LineId } from '../ids.ts';
import { cleanAmount } from '../items/amount-codec.ts';
import { ONE } from '../items/amount-register.ts';
import type { ItemState } from '../items/item-state.ts';
import { FIELD, isPrice } from '../items/record.ts';
import { LIMITS } from '../limits.ts';
import { POSITION_LENGTH_MAX, positionBetween, wholePosition } from '../order/position.ts';
import { cleanLabel, cleanNote } from '../text.ts';
import type { CommandContext } from './command-context.ts';

/** Where to move a line. */
export type MoveTarget = { readonly before: LineId } | { readonly after: LineId } | 'first' | 'last';

/** Ticks every item of the line. */
export const tickLine = ({ lines, run }: CommandContext, id: LineId): void => {
  run('tick', (act) => lines.itemsOnLineOf(id).flatMap((item) => tickItem(act, item)));
};

/** Changes a line. Whatever it changes, the whole line stays beside a delete that did not see it (M6). */
const editLine = (
  { lines, run }: CommandContext,
  id: LineId,
  name: ActName,
  edit: (act: Act, items: readonly ItemState[]) => readonly Effect[],
): void => {
  run(name, (act) => {
    const items = lines.itemsOnLineOf(id);
    const effects = edit(act, items);
    if (effects.length > 0) for (const item of items) touchItem(act, item);
    return effects;
  });
};

/** Takes back every tick that is seen on the line. */
export const untickLine = (context: CommandContext, id: LineId): void => {
  editLine(context, id, 'untick', (act, items) => items.flatMap((item) => untickItem(act, item)));
};

/** Deletes the line: every item of it, as far as it is seen. */
export const removeLine = ({ lanes, lines, run }: CommandContext, id: LineId): void => {
  const items = lines.itemsOnLineOf(id);
  if (items.length === 0) return;
  run('delete', (act) => {
    const effects = items.flatMap((item) => binItem(act, item, 'deleted'));
    tidy(lanes, act.draft, lines.items());
    return effects;
  });
};

/** Renames every item of the line, which may make it part of another line. */
export const renameLine = (context: CommandContext, id: LineId, name: string): void => {
  const clean = cleanLabel(name, LIMITS.nameLength);
  if (clean === '') return;
  editLine(context, id, 'rename', (act, items) => items.flatMap((item) => renameItem(act, item, clean)));
};

/** Writes the note to the first item that has one, or the first; the others lose theirs. */
export const setLineNote = (context: CommandContext, id: LineId, note: string): void => {
  const clean = cleanNote(note, LIMITS.noteLength);
  editLine(context, id, 'note', (act, items) => {
    const holder = items.find((item) => item.note !== '') ?? items[0];
    return items.flatMap((item) => {
      if (item === holder) return setItemField(act, item, FIELD.note, clean === '' ? undefined : clean);
      return item.note === '' ? [] : setItemField(act, item, FIELD.note, undefined);
    });
  });
};

/** Puts every item of the line under an aisle, or under none. */
export const setLineAisle = (context: CommandContext, id: LineId, aisle: string | undefined): void => {
  const clean = cleanLabel(aisle ?? '', LIMITS.labelLength);
  editLine(context, id, 'aisle', (act, items) =>
    items.flatMap((item) => setItemField(act, item, FIELD.aisle, clean === '' ? undefined : clean)),
  );
};

/** Sets the price of one, in the smallest coin. */
export const setLinePrice = (context: CommandContext, id: LineId, price: number | undefined): void => {
  if (price !== undefined && !isPrice(price)) return;
  editLine(context, id, 'price', (act, items) => items.flatMap((item) => setItemField(act, item, FIELD.price, price)));
};

/** A person sets what is shown to get: what somebody took already of an open line, or what is at home, comes on top. */
const withTaken = (amount: Amount | undefined, item: ItemState, isOpen: boolean): Amount | undefined => {
  const { value, unit } = amount ?? ONE;
  const { standing, asked = ONE, taken, atHome } = item;
  const beside = isOpen && standing === 'ticked' ? asked : (taken ?? atHome);
  return beside && isSameScale(beside.unit, unit)
    ? { value: sumValues([value, inUnit(beside, unit).value]), unit }
    : amount;
};

/** Sets the amount of the whole line: the oldest item takes it, and what the others asked for is set to nothing. */
export const setLineAmount = (context: CommandContext, id: LineId, amount: Amount | undefined): void => {
  const clean = cleanAmount(amount);
  const rest = clean && { value: 0, unit: clean.unit };
  editLine(context, id, 'amount', (act, items) => {
    const isOpen = items.some(({ standing }) => standing === 'open');
    return items.flatMap((item, i) => setItemAmount(act, item, withTaken(i === 0 ? clean : rest, item, isOpen)));
  });
};

const steppedItem = (items: readonly ItemState[]): ItemState | undefined =>
  items.find((item) => item.standing === 'open' && item.shown !== undefined && item.shown.value !== 0) ??
  items.find((item) => item.standing === 'open') ??
  items[0];

/** More (or less) of the line: the oldest open item with an amount takes the step. */
export const increaseLine = (context: CommandContext, id: LineId, by: number): void => {
  const step = cleanAmount({ value: by, unit: '' })?.value ?? 0;
  editLine(context, id, 'amount', (act, items) => {
    const item = steppedItem(items);
    return item ? stepItem(act, item, step) : [];
  });
};

type Neighbours = readonly [below: string | undefined, above: string | undefined];

const neighboursOf = ({ lines }: CommandContext, moved: LineId, target: MoveTarget): Neighbours | undefined => {
  const others = lines.slots().filter(({ line }) => !line.itemIds.includes(moved));
  if (target === 'first') return [undefined, others[0]?.place];
  if (target === 'last') return [others.at(-1)?.place, undefined];
  const wanted = 'before' in target ? target.before : target.after;
  const found = others.findIndex(({ line }) => line.itemIds.includes(wanted));
  if (found < 0) return undefined;
  const at = 'before' in target ? found : found + 1;
  return [others[at - 1]?.place, others[at]?.place];
};

/** Moves every item of the line to one place (M11). */
export const moveLine = (context: CommandContext, id: LineId, target: MoveTarget): void => {
  const { lines, random, run } = context;
  const neighbours = neighboursOf(context, id, target);
  const items = lines.itemsOnLineOf(id);
  if (!neighbours || items.length === 0) return;
  run('move', (act) => {
    const position = positionBetween(...neighbours, act.stamp, random);
    if (position.length <= POSITION_LENGTH_MAX) return items.flatMap((item) => placeItem(act, item, position));
    return numberAnew(context, id, neighbours[0]).flatMap((item, i) =>
      placeItem(act, item, wholePosition(act.stamp + i)),
    );
  });
};

/** Every item in the order that the move asks for: positions grew too long, so all of them are given new ones. */
const numberAnew = ({ lines }: CommandContext, moved: LineId, below: string | undefined): readonly ItemState[] => {
  const movedItems = lines.itemsOnLineOf(moved);
  const others = lines.slots().filter(({ line }) => !line.itemIds.includes(moved));
  const at = below === undefined ? 0 : others.findIndex(({ place }) => place === below) + 1;
  const itemsOf = (part: typeof others): readonly ItemState[] =>
    part.flatMap(({ line }) => lines.itemsOnLineOf(line.id));
  return [...itemsOf(others.slice(0, at)), ...movedItems, ...itemsOf(others.slice(at))];
};

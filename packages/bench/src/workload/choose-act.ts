/** Turns "somebody adds something now" into one particular act on what that person sees. */
import type { Random } from '../random.ts';
import type { Act, Place } from './acts.ts';
import { NOTES, type Product, STAPLES, TAIL } from './products.ts';
import type { SeenLines } from './seen-lines.ts';

/** What somebody is about to do. */
export type Intent = 'add' | 'change-amount' | 'rename-or-note' | 'move' | 'clear-done';

/** Of the things that are added. */
const STAPLE_SHARE = 0.7;
/** Of the things that are added. */
const AMOUNT_SHARE = 0.4;
/** Of renames and notes. */
const RENAME_SHARE = 0.4;

const PRODUCTS = new Map([...STAPLES, ...TAIL].map((product) => [product.name, product]));

/** A product by its name. */
export const productNamed = (name: string): Product | undefined => PRODUCTS.get(name);

const absentProduct = (lines: SeenLines, random: Random): Product | undefined => {
  const product = random.pick(random.chance(STAPLE_SHARE) ? STAPLES : TAIL);
  return product && !lines.has(product.name) ? product : undefined;
};

/** Lines on which a single act is one write in every representation: open, and not two items in one. */
const editable = (lines: SeenLines): readonly string[] =>
  [...lines].flatMap(([product, { isTicked, isDoubled }]) => (isTicked || isDoubled ? [] : [product]));

const chooseAdd = (lines: SeenLines, random: Random): Act | undefined => {
  const product = absentProduct(lines, random);
  if (!product) return undefined;
  const amount = random.chance(AMOUNT_SHARE)
    ? { value: product.step * (1 + random.below(4)), unit: product.unit }
    : undefined;
  return { type: 'add', product: product.name, amount };
};

const chooseAmount = (lines: SeenLines, random: Random): Act | undefined => {
  const product = productNamed(random.pick(editable(lines)) ?? '');
  if (!product) return undefined;
  if (random.chance(0.5)) return { type: 'increase', product: product.name, by: product.step };
  return {
    type: 'set-amount',
    product: product.name,
    amount: { value: product.step * (1 + random.below(6)), unit: product.unit },
  };
};

const chooseRenameOrNote = (lines: SeenLines, random: Random): Act | undefined => {
  const product = random.pick(editable(lines));
  if (product === undefined) return undefined;
  if (!random.chance(RENAME_SHARE)) return { type: 'note', product, note: random.pick(NOTES) ?? '' };
  const to = absentProduct(lines, random)?.name;
  return to === undefined ? undefined : { type: 'rename', product, to };
};

const chooseMove = (lines: SeenLines, random: Random): Act | undefined => {
  const [product, neighbour] = random.shuffled(editable(lines)).slice(0, 2);
  if (product === undefined || neighbour === undefined) return undefined;
  const places: readonly Place[] = [
    { before: neighbour },
    { after: neighbour },
    { before: neighbour },
    'first',
    'last',
  ];
  return { type: 'move', product, place: random.pick(places) ?? 'last' };
};

/** One act, or none if this draw does not fit what is on the list. */
export const chooseAct = (intent: Intent, lines: SeenLines, random: Random): Act | undefined => {
  switch (intent) {
    case 'add':
      return chooseAdd(lines, random);
    case 'change-amount':
      return chooseAmount(lines, random);
    case 'rename-or-note':
      return chooseRenameOrNote(lines, random);
    case 'move':
      return chooseMove(lines, random);
    case 'clear-done':
      return [...lines.values()].some(({ isTicked }) => isTicked) ? { type: 'clear-done' } : undefined;
  }
};

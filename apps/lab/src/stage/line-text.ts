import type { ShownLine } from './frame.ts';

/** A line as one row of text, as scenarios state it: "[ ] milk, 2 l (1 l taken) “the green one”". */
export const lineText = ({
  ticked,
  name,
  amount,
  taken,
  note,
}: Pick<ShownLine, 'ticked' | 'name' | 'amount' | 'taken' | 'note'>): string => {
  const asked = amount === '' ? '' : `, ${amount}`;
  const inCart = taken === '' ? '' : ` (${taken} taken)`;
  const noted = note === '' ? '' : ` “${note}”`;
  return `[${ticked ? 'x' : ' '}] ${name}${asked}${inCart}${noted}`.replaceAll('\u00A0', ' ');
};

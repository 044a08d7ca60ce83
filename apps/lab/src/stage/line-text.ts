import type { ShownLine } from './frame.ts';

/** A line as one row of text, as scenarios state it: "[ ] milk, 2 l". */
export const lineText = ({ ticked, name, amount, taken }: ShownLine): string => {
  const asked = amount === '' ? '' : `, ${amount}`;
  const inCart = taken === '' ? '' : ` (${taken} taken)`;
  return `[${ticked ? 'x' : ' '}] ${name}${asked}${inCart}`.replaceAll('\u00A0', ' ');
};

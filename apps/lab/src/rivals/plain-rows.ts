/** A list as a plain array of rows, and acts done to it the obvious way. */
import { amountFormatOf, parseItemText, productKeyOf, type Amount } from '@tote/list';
import type { Act } from '../stage/action.ts';
import { lineText } from '../stage/line-text.ts';

/** One row. */
export interface PlainRow {
  readonly name: string;
  readonly amount: Amount | undefined;
  readonly note: string;
  readonly aisle: string;
  readonly ticked: boolean;
}

const english = amountFormatOf('en');

/** A row of typed text. */
export const rowOf = (text: string): PlainRow => {
  const { name, amount } = parseItemText(text, 'en');
  return { name, amount, note: '', aisle: '', ticked: false };
};

/** One more, or less, of an amount. */
export const stepped = (amount: Amount | undefined, by: number): Amount => ({
  value: (amount?.value ?? 1) + by,
  unit: amount?.unit ?? '',
});

/** Whether a row is the product of this name. */
export const isNamed = (row: Pick<PlainRow, 'name'>, name: string): boolean =>
  productKeyOf(row.name) === productKeyOf(name);

/** A row in the form in which scenarios state theirs. */
export const plainRowText = ({ name, amount, note, ticked }: PlainRow): string =>
  lineText({ name, amount: amount ? english.amount(amount) : '', taken: '', note, ticked });

/** A row after an act on its line. */
export const changedRow = (row: PlainRow, act: Extract<Act, { readonly line: string }>): PlainRow => {
  switch (act.do) {
    case 'tick':
    case 'untick':
      return { ...row, ticked: act.do === 'tick' };
    case 'step':
      return { ...row, amount: stepped(row.amount, act.by) };
    case 'set':
      return { ...row, amount: act.amount };
    case 'rename':
      return { ...row, name: act.name };
    case 'note':
      return { ...row, note: act.text };
    case 'aisle':
      return { ...row, aisle: act.name };
    case 'remove':
    case 'move':
      return row;
  }
};

/** Where a moved row goes among the others. */
export const placeAmong = (others: readonly PlainRow[], to: Extract<Act, { readonly do: 'move' }>['to']): number => {
  if (typeof to === 'string') return to === 'first' ? 0 : others.length;
  const at = others.findIndex((row) => isNamed(row, to.before));
  return at < 0 ? others.length : at;
};

/** The rows after an act. Undo is left to those who remember. */
export const changedRows = (rows: readonly PlainRow[], act: Act): readonly PlainRow[] => {
  switch (act.do) {
    case 'add':
      return [...rows, ...act.text.split('\n').map(rowOf)];
    case 'import':
      return [...rows, ...act.names.map(rowOf)];
    case 'clear':
      return rows.filter(({ ticked }) => !ticked);
    case 'delete-list':
      return [];
    case 'undo':
    case 'redo':
    case 'restore-list':
    case 'person':
      return rows;
    case 'remove':
      return rows.filter((row) => !isNamed(row, act.line));
    case 'move': {
      const moved = rows.filter((row) => isNamed(row, act.line));
      const others = rows.filter((row) => !isNamed(row, act.line));
      return others.toSpliced(placeAmong(others, act.to), 0, ...moved);
    }
    default:
      return rows.map((row) => (isNamed(row, act.line) ? changedRow(row, act) : row));
  }
};

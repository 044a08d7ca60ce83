/** A list as a terminal shows it, and as JSON says it (TERMINAL.md, C5). */
import { AISLES, groupByAisle, type Line, type ListView, orderAisles, OTHER_AISLE } from '@tote/list';
import type { Fingerprint } from '@tote/seal';
import { padTo, widthOf } from './display-width.ts';
import { printable } from './printable.ts';
import type { Words } from './words.ts';

/** Four emoji and eight hex digits. */
export const fingerprintText = ({ emoji, hex }: Fingerprint): string => `${emoji.join('')} ${hex}`;

/** Of those who did something, whoever has a name: the others are ids of devices, which mean nothing to anybody. */
export const namedPeople = ({ people }: ListView, doers: readonly string[]): string => {
  const names = new Set(people.values());
  return doers.filter((doer) => names.has(doer)).join(', ');
};

const details = (view: ListView, line: Line, words: Words): string => {
  const { note, ticked, tickedBy, alsoNames } = line;
  const takers = ticked ? namedPeople(view, tickedBy) : '';
  const price = words.price(line);
  return [
    ...(note === '' ? [] : [note.replaceAll(/\s+/gu, ' ')]),
    ...(price === '' ? [] : [price]),
    ...(alsoNames.length > 0 ? [`also: ${alsoNames.join(', ')}`] : []),
    ...(takers === '' ? [] : [`taken by ${takers}`]),
  ].join('; ');
};

const trimEnd = (text: string): string => text.replace(/\s+$/u, '');

/** What a row is: screens give each a look of its own. */
export type RowKind = 'head' | 'aisle' | 'open' | 'done' | 'state';

/** One row of a list as it is shown. */
export interface Row {
  readonly kind: RowKind;
  readonly text: string;
}

type Cells = readonly [box: string, name: string, amount: string, more: string];

/** A table without rules: boxes, names, amounts, what else there is to say. */
const tabulated = (rows: readonly (Row | { readonly kind: RowKind; readonly cells: Cells })[]): readonly Row[] => {
  const cells = rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
  const widest = (column: 1 | 2): number => Math.max(0, ...cells.map((row) => widthOf(row[column])));
  const [names, amounts] = [widest(1), widest(2)];
  return rows.map((row) => {
    if (!('cells' in row)) return row;
    const [box, name, amount, more] = row.cells;
    const columns = [padTo(name, names), ...(amounts > 0 ? [padTo(amount, amounts)] : []), more];
    return { kind: row.kind, text: trimEnd(`${box} ${columns.join('  ')}`) };
  });
};

/** Under their aisles, as the list's only store is walked, or else a common one. */
const inAisles = ({ stores }: ListView, lines: readonly Line[]) => {
  const store = stores.length === 1 ? stores[0] : undefined;
  return groupByAisle(
    lines,
    ({ aisle }) => aisle ?? OTHER_AISLE,
    (aisles) => {
      const order = orderAisles(aisles, store, AISLES);
      return [...order.filter((aisle) => aisle !== OTHER_AISLE), ...order.filter((aisle) => aisle === OTHER_AISLE)];
    },
  );
};

/** What is to get, then what is in the cart, a line a row. */
export const lineRows = (view: ListView, words: Words, isByAisle: boolean): readonly Row[] => {
  const { lines } = view;
  const rowOf = (line: Line) => ({
    kind: line.ticked ? ('done' as const) : ('open' as const),
    cells: [
      line.ticked ? '[x]' : '[ ]',
      printable(line.name),
      printable(words.amounts(line.amounts)),
      printable(details(view, line, words)),
    ] as const,
  });
  const open = lines.filter(({ ticked }) => !ticked);
  const done = lines.filter(({ ticked }) => ticked).map(rowOf);
  if (!isByAisle) return tabulated([...open.map(rowOf), ...done]);
  return tabulated([
    ...inAisles(view, open).flatMap(({ aisle, lines: there }) => [
      { kind: 'aisle' as const, text: aisle === OTHER_AISLE ? 'Other' : printable(words.aisle(aisle)) },
      ...there.map(rowOf),
    ]),
    ...(done.length > 0 ? [{ kind: 'aisle' as const, text: 'In the cart' }] : []),
    ...done,
  ]);
};

/** How a list is called, and how far one has come. */
export const headText = ({ title, openCount, doneCount }: ListView): string =>
  `${printable(title)}: ${openCount} to get, ${doneCount} in the cart`;

/** The whole list. */
export const listRows = (
  view: ListView,
  fingerprint: Fingerprint,
  words: Words,
  isByAisle: boolean,
): readonly Row[] => [
  { kind: 'head', text: `${headText(view)}   ${fingerprintText(fingerprint)}` },
  ...lineRows(view, words, isByAisle),
];

/** A line for machines: what the view says of it, and its amounts as text. */
export const lineJson = (line: Line, words: Words) => {
  const { id, name, alsoNames, amounts, note, aisle, price, ticked, tickedBy, addedBy } = line;
  const totals = amounts.map(({ total }) => total);
  return {
    id,
    name,
    alsoNames,
    amount: words.amounts(amounts),
    amounts: totals,
    note,
    aisle,
    price,
    ticked,
    tickedBy,
    addedBy,
  };
};

/** The list for machines. */
export const listJson = (listId: string, view: ListView, fingerprint: Fingerprint, words: Words) => ({
  listId,
  title: view.title,
  fingerprint: { emoji: fingerprint.emoji.join(''), hex: fingerprint.hex },
  lines: view.lines.map((line) => lineJson(line, words)),
});

/** A list as a terminal shows it, and as JSON says it (TERMINAL.md, C5). */
import { amountFormatOf, type AmountParts, type Line, type ListView } from '@tote/list';
import type { Fingerprint } from '@tote/seal';
import { printable } from './printable.ts';

/** What keeps number and unit on one line of a screen; in a terminal it only keeps `grep` from finding them. */
const NO_BREAK = /[\u00a0\u202f]/gu;

/** Amounts as a person of this language writes them; empty without any. */
export const amountText = (amounts: readonly AmountParts[], language: string): string =>
  amountFormatOf(language).sums(amounts).replaceAll(NO_BREAK, ' ');

/** Four emoji and eight hex digits. */
export const fingerprintText = ({ emoji, hex }: Fingerprint): string => `${emoji.join('')} ${hex}`;

/** Of those who did something, whoever has a name: the others are ids of devices, which mean nothing to anybody. */
export const namedPeople = ({ people }: ListView, doers: readonly string[]): string => {
  const names = new Set(people.values());
  return doers.filter((doer) => names.has(doer)).join(', ');
};

const details = (view: ListView, { note, ticked, tickedBy, alsoNames }: Line): string => {
  const takers = ticked ? namedPeople(view, tickedBy) : '';
  return [
    ...(note === '' ? [] : [note.replaceAll(/\s+/gu, ' ')]),
    ...(alsoNames.length > 0 ? [`also: ${alsoNames.join(', ')}`] : []),
    ...(takers === '' ? [] : [`taken by ${takers}`]),
  ].join('; ');
};

const trimEnd = (text: string): string => text.replace(/\s+$/u, '');

/** A table without rules: boxes, names, amounts, what else there is to say. */
const table = (rows: readonly (readonly [box: string, name: string, amount: string, more: string])[]): string => {
  const widest = (column: 1 | 2): number => Math.max(0, ...rows.map((row) => row[column].length));
  const [names, amounts] = [widest(1), widest(2)];
  return rows
    .map(([box, name, amount, more]) => trimEnd(`${box} ${name.padEnd(names)}  ${amount.padEnd(amounts)}  ${more}`))
    .join('\n');
};

/** The list, one line a row: to get, then in the cart. */
export const listText = (view: ListView, fingerprint: Fingerprint, language: string): string => {
  const { title, openCount, doneCount, lines } = view;
  const head = `${printable(title)}: ${openCount} to get, ${doneCount} in the cart   ${fingerprintText(fingerprint)}`;
  const rows = [...lines.filter(({ ticked }) => !ticked), ...lines.filter(({ ticked }) => ticked)].map(
    (line) =>
      [
        line.ticked ? '[x]' : '[ ]',
        printable(line.name),
        printable(amountText(line.amounts, language)),
        printable(details(view, line)),
      ] as const,
  );
  return rows.length === 0 ? head : `${head}\n${table(rows)}`;
};

/** A line for machines: what the view says of it, and its amounts as text. */
export const lineJson = (line: Line, language: string) => {
  const { id, name, alsoNames, amounts, note, aisle, price, ticked, tickedBy, addedBy } = line;
  const totals = amounts.map(({ total }) => total);
  return {
    id,
    name,
    alsoNames,
    amount: amountText(amounts, language),
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
export const listJson = (listId: string, view: ListView, fingerprint: Fingerprint, language: string) => ({
  listId,
  title: view.title,
  fingerprint: { emoji: fingerprint.emoji.join(''), hex: fingerprint.hex },
  lines: view.lines.map((line) => lineJson(line, language)),
});

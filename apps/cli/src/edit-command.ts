/** `edit`: what a line says of itself, and where it stands (TERMINAL.md, C15). */
import type { Line, LineId, ToteList } from '@tote/list';
import type { Result } from '@tote/seal';
import { changeList, type Command, type Context, notUnderstood } from './command.ts';
import { findLines } from './find-lines.ts';
import { lineJson } from './list-texts.ts';
import { printableJson } from './printable.ts';
import type { Words } from './words.ts';

/** One change that can be made. */
type Act = (list: ToteList, id: LineId) => void;

/** What an option is read beside. */
interface Reading {
  readonly line: Line;
  readonly lines: readonly Line[];
  readonly words: Words;
}

const STEP = /^[+-]\s*(?=[\d.,])/u;

const refused = (error: string): Result<Act, string> => ({ ok: false, error });
const does = (value: Act): Result<Act, string> => ({ ok: true, value });

const readAmount = (text: string, { words }: Reading): Result<Act, string> => {
  if (text.trim() === '') return does((list, id) => list.setAmount(id, undefined));
  const sign = STEP.exec(text.trim())?.[0];
  const amount = words.readAmount(sign === undefined ? text : text.trim().slice(sign.length));
  if (!amount) return refused('--amount takes an amount such as "2 l", a step such as +1, or ""');
  if (sign === undefined) return does((list, id) => list.setAmount(id, amount));
  if (amount.unit !== '') return refused('a step of --amount is in the unit of the line: +1');
  return does((list, id) => list.increase(id, sign.startsWith('+') ? amount.value : -amount.value));
};

const readPrice = (text: string, { words }: Reading): Result<Act, string> => {
  const price = words.readPrice(text);
  if (price === undefined && text.trim() !== '') return refused('--price takes a number such as 1.19, or ""');
  return does((list, id) => list.setPrice(id, price));
};

const readPlace =
  (side: 'before' | 'after') =>
  (text: string, { line, lines }: Reading): Result<Act, string> => {
    const found = findLines(lines, [text]);
    if (!found.ok) return found;
    const [there] = found.value;
    if (!there || there === line) return refused(`--${side} takes another line`);
    return does((list, id) => list.move(id, side === 'before' ? { before: there.id } : { after: there.id }));
  };

/** By option, in the order in which they act: with another name it may be part of another line. */
const READERS = {
  amount: readAmount,
  note: (text: string) => does((list, id) => list.setNote(id, text)),
  aisle: (text: string, { words, lines }: Reading) => {
    const aisle = text.trim() === '' ? undefined : words.readAisle(text, lines);
    return does((list, id) => list.setAisle(id, aisle));
  },
  price: readPrice,
  before: readPlace('before'),
  after: readPlace('after'),
  name: (text: string) =>
    text.trim() === '' ? refused('--name takes a name') : does((list, id) => list.rename(id, text)),
} as const satisfies Readonly<Record<string, (text: string, reading: Reading) => Result<Act, string>>>;

const NAMES = Object.keys(READERS) as readonly (keyof typeof READERS)[];

/** What a line says, in words, by what it is called. */
const factsOf = (line: Line, words: Words): Readonly<Record<string, string>> => ({
  name: line.name,
  amount: words.amounts(line.amounts),
  note: line.note,
  aisle: line.aisle === undefined ? '' : words.aisle(line.aisle),
  price: words.price(line),
});

/** What became of a line, a row for each fact: there is no undo here but to say again what was said before (D4). */
const changesOf = (before: Line, after: Line, words: Words): readonly string[] => {
  const [was, is] = [factsOf(before, words), factsOf(after, words)];
  return Object.keys(is)
    .filter((fact) => is[fact] !== was[fact])
    .map((fact) => `${before.name}: ${fact} ${was[fact] || 'none'} → ${is[fact] || 'none'}`);
};

const positionOf = (lines: readonly Line[], id: LineId): number =>
  lines.findIndex(({ itemIds }) => itemIds.includes(id));

const readActs = (context: Context, reading: Reading): Result<readonly Act[], string> => {
  const { options } = context.line;
  const read = NAMES.flatMap((name) => {
    const text = options[name];
    return text === undefined ? [] : [READERS[name](text, reading)];
  });
  const errors = read.flatMap((one) => (one.ok ? [] : [one.error]));
  if (errors.length > 0) return { ok: false, error: errors.join('\n') };
  return { ok: true, value: read.flatMap((one) => (one.ok ? [one.value] : [])) };
};

/** Changes one line. */
export const edit: Command = (context) => {
  const { operands, options } = context.line;
  const { words } = context;
  const [name, ...more] = operands;
  if (name === undefined || more.length > 0 || NAMES.every((option) => options[option] === undefined))
    return Promise.resolve(
      notUnderstood(context, `tote edit LINE, and one of ${NAMES.map((one) => `--${one}`).join(', ')}`),
    );
  if (options.before !== undefined && options.after !== undefined)
    return Promise.resolve(notUnderstood(context, '--before and --after exclude each other'));
  return changeList(context, ({ list }) => {
    const { lines } = list.view;
    const found = findLines(lines, [name]);
    if (!found.ok) return notUnderstood(context, found.error);
    const [line] = found.value;
    const acts = line ? readActs(context, { line, lines, words }) : undefined;
    if (!line || !acts) throw new Error('one name names one line');
    if (!acts.ok) return notUnderstood(context, acts.error);
    return () => {
      for (const act of acts.value) act(list, line.id);
      const after = list.view.lines[positionOf(list.view.lines, line.id)] ?? line;
      if (options.json) return [printableJson({ before: lineJson(line, words), line: lineJson(after, words) }, false)];
      const isMoved = positionOf(lines, line.id) !== positionOf(list.view.lines, line.id);
      const said = [...changesOf(line, after, words), ...(isMoved ? [`${after.name}: moved`] : [])];
      return said.length > 0 ? said : [`${line.name}: as it was`];
    };
  });
};

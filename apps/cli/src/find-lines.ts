/** Which lines somebody means (TERMINAL.md, C3). */
import { type ProductKey, productKeyOf } from '@tote/list';
import type { Result } from '@tote/seal';
import { nearest } from './nearest.ts';
import { printable } from './printable.ts';

/** A line, or what was one. */
interface Named {
  readonly id: string;
  readonly name: string;
}

interface Candidate<Thing> {
  readonly thing: Thing;
  readonly key: ProductKey;
}

const candidatesOf = <Thing extends Named>(all: readonly Candidate<Thing>[], name: string) => {
  const key = productKeyOf(name);
  const exact = all.filter((one) => one.key === key || one.thing.id === name);
  return exact.length > 0 || key === '' ? exact : all.filter((one) => one.key.startsWith(key));
};

const unclearText = <Thing extends Named>(
  name: string,
  among: readonly Named[],
  all: readonly Candidate<Thing>[],
  where: string,
): string => {
  const shown = printable(name);
  if (among.length > 0) return `"${shown}" could be ${among.map((one) => printable(one.name)).join(', ')}.`;
  const near = nearest(
    productKeyOf(name),
    all.map(({ key }) => key),
  );
  const meant = all.find(({ key }) => key === near)?.thing.name;
  return `There is no "${shown}" ${where}${meant === undefined ? '.' : `; did you mean ${printable(meant)}?`}`;
};

/** One line for each name, or why names are not clear, a row each. */
export const findLines = <Thing extends Named>(
  lines: readonly Thing[],
  names: readonly string[],
  where: 'on the list' | 'in the bin' = 'on the list',
): Result<readonly Thing[], string> => {
  const all = lines.map((thing) => ({ thing, key: productKeyOf(thing.name) }));
  const found = names.map((name) => ({ name, among: candidatesOf(all, name).map(({ thing }) => thing) }));
  const unclear = found.filter(({ among }) => among.length !== 1);
  if (unclear.length > 0)
    return { ok: false, error: unclear.map(({ name, among }) => unclearText(name, among, all, where)).join('\n') };
  return { ok: true, value: [...new Set(found.flatMap(({ among }) => among))] };
};

/** Which lines somebody means (TERMINAL.md, C3). */
import { type Line, productKeyOf } from '@tote/list';
import type { Result } from '@tote/seal';

/** A name that is not one line's. */
export interface UnclearName {
  readonly name: string;
  /** The lines that it could be; none if there is no such line. */
  readonly among: readonly Line[];
}

const candidates = (lines: readonly Line[], name: string): readonly Line[] => {
  const key = productKeyOf(name);
  const exact = lines.filter((line) => line.key === key || line.id === name);
  return exact.length > 0 || key === '' ? exact : lines.filter((line) => line.key.startsWith(key));
};

/** One line for each name, or the names that are not clear. */
export const findLines = (
  lines: readonly Line[],
  names: readonly string[],
): Result<readonly Line[], readonly UnclearName[]> => {
  const found = names.map((name) => ({ name, among: candidates(lines, name) }));
  const unclear = found.filter(({ among }) => among.length !== 1);
  if (unclear.length > 0) return { ok: false, error: unclear };
  return { ok: true, value: [...new Set(found.flatMap(({ among }) => among))] };
};

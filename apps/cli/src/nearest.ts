/** What somebody may have meant who mistyped (TERMINAL.md, C3, C14). */

/** So many slips make another word of a short one. */
const LETTERS_A_SLIP = 4;
const SLIPS_MAX = 2;
/** Longer words are names that nobody mistypes by two letters; comparing them takes time. */
const LETTERS_MAX = 40;

/** Letters left out, put in, changed, or swapped with their neighbour, at least. */
const slipsBetween = (typed: readonly string[], meant: readonly string[]): number => {
  let beforeLast: number[] = [];
  let last = meant.map((_, j) => j + 1);
  last.unshift(0);
  typed.forEach((letter, i) => {
    const row = [i + 1];
    meant.forEach((other, j) => {
      const changed = (last[j] ?? 0) + (letter === other ? 0 : 1);
      const isSwap = i > 0 && j > 0 && letter === meant[j - 1] && typed[i - 1] === other;
      const swapped = isSwap ? (beforeLast[j - 1] ?? 0) + 1 : Infinity;
      row.push(Math.min(changed, swapped, (last[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    });
    beforeLast = last;
    last = row;
  });
  return last.at(-1) ?? 0;
};

const isWordIn = (typed: string, name: string): boolean => name.split(/\s+/u).some((word) => word.startsWith(typed));

/** The name that is meant most likely; undefined if none is near. Both are compared as they are. */
export const nearest = (typed: string, names: readonly string[]): string | undefined => {
  const letters = [...typed];
  if (letters.length === 0 || letters.length > LETTERS_MAX) return undefined;
  const allowed = Math.min(SLIPS_MAX, Math.floor(letters.length / LETTERS_A_SLIP));
  const near = names
    .filter((name) => name.length <= 2 * LETTERS_MAX)
    .map((name) => ({ name, slips: isWordIn(typed, name) ? 0 : slipsBetween(letters, [...name]) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.name;
};

/** How many files the process has open, and may have: each connection is one. Linux only; undefined elsewhere. */
import { readdirSync, readFileSync } from 'node:fs';

/** Files open now. */
export const openFiles = (): number | undefined => {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return undefined; // no Linux, or no file can be opened any more to look
  }
};

/** Files that may be open at once, in the text of `/proc/self/limits`: the first of the two bounds, to which Node raises itself. */
export const openFilesMaxIn = (limits: string): number | undefined => {
  const [, soft] = /^Max open files\s+(\d+)/m.exec(limits) ?? [];
  return soft === undefined ? undefined : Number(soft);
};

/** Files that may be open at once. */
export const openFilesMax = (): number | undefined => {
  try {
    return openFilesMaxIn(readFileSync('/proc/self/limits', 'utf8'));
  } catch {
    return undefined;
  }
};

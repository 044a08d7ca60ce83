/** Finds the link in what a person pasted, or another app shared: messages have words around theirs. */
import { JOIN_PATH } from './arrival.ts';

const MARK = `${JOIN_PATH}#`;

/** What stands after "#" in the first Tote link of a text; undefined if there is none. */
export const linkInText = (text: string): string | undefined => {
  const at = text.indexOf(MARK);
  return at < 0 ? undefined : /^[\w-]+/.exec(text.slice(at + MARK.length))?.[0];
};

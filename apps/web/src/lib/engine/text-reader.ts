/** Reads typed lines ("2 l milk"). Its rules for five languages are a chunk of their own: nobody types before the first paint. */
import type { ParsedItem, parseItemText } from '@tote/list';
import { untilFetched } from '../until-fetched.ts';

/** The reader, maybe still on its way. */
export interface TextReader {
  /** Resolves when `read` understands amounts, or when the rules cannot be had at once. */
  readonly ready: Promise<void>;
  /** Name and amount; the whole text as the name while there are no rules. */
  read(text: string, language: string, isProduct: (name: string) => boolean): ParsedItem;
}

/** Fetches the rules once `start` has resolved. */
export const loadTextReader = (start: Promise<void>): TextReader => {
  let parse: typeof parseItemText | undefined;
  const load = async () => {
    await start;
    // Who types before a second try has gone well is not kept waiting: amounts are then part of the name.
    await new Promise<void>((resolve) => {
      void untilFetched(() => import('@tote/list/parsing'), { onFailure: resolve }).then((rules) => {
        parse = rules.parseItemText;
        resolve();
      });
    });
  };
  return {
    ready: load(),
    read: (text, language, isProduct) => parse?.(text, language, { isProduct }) ?? { name: text.trim() },
  };
};

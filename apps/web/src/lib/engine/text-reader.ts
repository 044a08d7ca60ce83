/** Reads typed lines ("2 l milk"). Its rules for five languages are a chunk of their own: nobody types before the first paint. */
import type { ParsedItem, parseItemText } from '@tote/list';

/** The reader, maybe still on its way. */
export interface TextReader {
  /** Resolves when `read` understands amounts, or when the rules cannot be had. */
  readonly ready: Promise<void>;
  /** Name and amount; the whole text as the name while there are no rules. */
  read(text: string, language: string): ParsedItem;
}

/** Fetches the rules once `start` has resolved. */
export const loadTextReader = (start: Promise<void>): TextReader => {
  let parse: typeof parseItemText | undefined;
  const load = async () => {
    await start;
    try {
      parse = (await import('@tote/list/parsing')).parseItemText;
    } catch (error) {
      console.warn('Amounts are not understood in this session: their rules could not be loaded', error);
    }
  };
  return { ready: load(), read: (text, language) => parse?.(text, language) ?? { name: text.trim() } };
};

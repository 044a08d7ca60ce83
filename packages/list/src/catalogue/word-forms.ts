import type { Language } from '../amounts/index.ts';

/** Endings that tell singular from plural, tried in order on a folded word; the rest of the word must be long enough to be one. */
const ENDINGS: Readonly<Record<Language, readonly (readonly [ending: RegExp, replacement: string])[]>> = {
  en: [
    [/(?<=\p{L}{2})ies$/u, 'y'],
    [/(?<=\p{L}(?:o|s|x|ch|sh))es$/u, ''],
    [/(?<=\p{L}{2}[^s])s$/u, ''],
  ],
  de: [[/(?<=\p{L}{3})(?:en|er|e|n|s)$/u, '']],
  fr: [[/(?<=\p{L}{2})[sx]$/u, '']],
  es: [[/(?<=\p{L}{2})(?:es|e|s)$/u, '']],
  ar: [[/(?<=\p{L}{2})(?:ات|ه)$/u, '']],
};

/**
 * A folded name with every word in a form that singular and plural share. It need not be a word; it must only be the same for
 * both, and other products' must differ (a test holds that against the catalogue).
 */
export const commonForm = (folded: string, language: Language): string =>
  folded
    .split(' ')
    .map((word) => {
      const rule = ENDINGS[language].find(([ending]) => ending.test(word));
      return rule ? word.replace(rule[0], rule[1]) : word;
    })
    .join(' ');

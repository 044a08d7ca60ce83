/** Letters that are two in other spellings, and have no decomposition in Unicode. */
const SPELLED_OUT: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['ı', 'i'],
  ['ى', 'ي'],
  ['ة', 'ه'],
  ['ٱ', 'ا'],
]);

/** Marks (accents, Arabic vowels, the hamza on a carrier), the Arabic stretch and direction marks: nobody searches by them. */
const IGNORED = /[\p{M}\u0640\u200C-\u200F\u061C\u202A-\u202E\u2066-\u2069'’]/gu;

/** "d'avoine" and "l'eau" are found by their nouns. */
const ELISION = /(?<=^|\s)(?:[dl]|qu)['’]/gu;

/** The Arabic article, before a word long enough to be one without it. */
const ARABIC_ARTICLE = /(?<=^|\s)ال(?=\p{L}{2})/gu;

/**
 * A text as it is searched: lower case, without accents and punctuation, Arabic letter variants and digits made one, words
 * separated by single spaces. For finding only; product keys are exact.
 */
export const foldForSearch = (text: string): string =>
  text
    .toLowerCase()
    .replace(ELISION, '')
    .normalize('NFKD')
    .replace(IGNORED, '')
    .replace(/[ßœæøłıىةٱ]/gu, (letter) => SPELLED_OUT.get(letter) ?? letter)
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll('٪', '%')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim()
    .replace(ARABIC_ARTICLE, '');

/** How many columns of a terminal a text takes (TERMINAL.md, C18). */

/** Scripts and signs that take two columns for a character: what Unicode calls wide and fullwidth, as far as names go, and not halfwidth. */
const WIDE =
  /^(?![\uff61-\uffdc])(?:[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\u30fb\u30fc\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3)/u;
/** What stands on the character before it, or nowhere. */
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}\u1160-\u11ff]+$/u;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const widthOfGrapheme = (grapheme: string): number => {
  if (NO_WIDTH.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
};

/** Columns that a text takes. */
export const widthOf = (text: string): number => {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += widthOfGrapheme(segment);
  return width;
};

/** With spaces behind it, up to so many columns. */
export const padTo = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - widthOf(text)));

/** As much of it as fits, with a mark if that is not all. */
export const fitTo = (text: string, columns: number): string => {
  if (widthOf(text) <= columns) return text;
  let fitting = '';
  let width = 1; // of the mark
  for (const { segment } of graphemes.segment(text)) {
    width += widthOfGrapheme(segment);
    if (width > columns) break;
    fitting += segment;
  }
  return columns < 1 ? '' : `${fitting}…`;
};

/** Text from people and from documents, made safe to store and to compare. */

const LONE_SURROGATE = /\p{Surrogate}/gu;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g;
// eslint-disable-next-line no-control-regex -- all of them but the line feed
const CONTROL_BUT_NEWLINE = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029]+/g;

/** Soft hyphens, zero-width spaces and direction marks, which pages and keyboards put into words. Joiners are part of a word. */
const UNSEEN = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** At most `length` UTF-16 units, never half a character. */
export const cut = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? length - 1 : length);
};

/**
 * One row of text as it is stored. Lone surrogates are replaced here because UTF-8 would replace them on the way to the
 * others, and this device alone would show something else. What nobody sees goes: it would make another product.
 */
export const cleanLabel = (text: string, length: number): string =>
  cut(text.replace(LONE_SURROGATE, '\uFFFD').replace(CONTROL, ' ').replace(UNSEEN, '').trim(), length).trim();

/** Text of several rows as it is stored. */
export const cleanNote = (text: string, length: number): string =>
  cut(
    text.replace(/\r\n?/g, '\n').replace(LONE_SURROGATE, '\uFFFD').replace(CONTROL_BUT_NEWLINE, ' ').trim(),
    length,
  ).trim();

/** Orders strings by UTF-16 units: the same on every device, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Bytes that are kept for long as a text with a character for each: a small array of bytes is three objects of 200 bytes together, a
 * text of 32 characters one of 48 (RELAY.md, D14).
 */

const NOTHING = new Uint8Array(0);

/** Of so few bytes that they can be arguments. In one piece: a text that was put together keeps its parts. */
export const bytesToText = (bytes: Uint8Array, more: Uint8Array = NOTHING): string =>
  String.fromCharCode(...bytes, ...more);

/** The bytes again, in new memory. */
export const textToBytes = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
};

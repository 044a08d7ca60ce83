import { isPaddedLength, paddedLength } from './verify/padded-length.ts';

/** Ends the content; zeros follow (ISO/IEC 7816-4). One byte of framing, so 63 bytes fit the first step of 64. */
const MARKER = 0x80;

/** Content, a marker, and zeros up to the padded length. */
export const pad = (plaintext: Uint8Array): Uint8Array<ArrayBuffer> => {
  const padded = new Uint8Array(paddedLength(plaintext.length + 1));
  padded.set(plaintext);
  padded[plaintext.length] = MARKER;
  return padded;
};

/** Content of padded bytes, as a view; undefined unless it is exactly what `pad` makes. */
export const unpad = <B extends ArrayBufferLike>(padded: Uint8Array<B>): Uint8Array<B> | undefined => {
  let end = padded.length - 1;
  while (end > 0 && padded[end] === 0) end -= 1;
  if (padded[end] !== MARKER || !isPaddedLength(padded.length)) return undefined;
  return paddedLength(end + 1) === padded.length ? padded.subarray(0, end) : undefined;
};

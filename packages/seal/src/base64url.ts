const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const valuesByCharacter: ReadonlyMap<string, number> = new Map(
  [...ALPHABET].map((character, value) => [character, value]),
);

/** base64url without padding (RFC 4648, section 5). */
export const bytesToBase64url = (bytes: Uint8Array): string => {
  let text = '';
  let pending = 0;
  let pendingBits = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    for (pendingBits += 8; pendingBits >= 6; pendingBits -= 6)
      text += ALPHABET.charAt((pending >>> (pendingBits - 6)) & 63);
    pending &= 63;
  }
  return pendingBits === 0 ? text : text + ALPHABET.charAt((pending << (6 - pendingBits)) & 63);
};

/** Bytes of a base64url text; undefined unless it is exactly what `bytesToBase64url` would have written. */
export const base64urlToBytes = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let pending = 0;
  let pendingBits = 0;
  let length = 0;
  for (const character of text) {
    const value = valuesByCharacter.get(character);
    if (value === undefined) return undefined;
    pending = (pending << 6) | value;
    pendingBits += 6;
    if (pendingBits < 8) continue;
    pendingBits -= 8;
    bytes[length] = pending >>> pendingBits;
    length += 1;
    pending &= (1 << pendingBits) - 1;
  }
  return pending === 0 ? bytes : undefined;
};

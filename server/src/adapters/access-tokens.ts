/** The tokens of a private relay (RELAY.md, T7). Compared by their hashes, so that the time tells nothing. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isAccessToken, tokenAmong } from '@tote/wire';

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Reads tokens between commas; undefined if one cannot be used. */
export const readAccessTokens = (text: string): readonly string[] | undefined => {
  const tokens = text.split(',').map((token) => token.trim());
  return tokens.every(isAccessToken) ? tokens : undefined;
};

/** Tells whether what a client offers lets it in. Without tokens everybody is. */
export const createAccessCheck = (tokens: readonly string[]): ((offered: string | undefined) => boolean) => {
  const hashes = tokens.map(hashOf);
  return (offered = '') => {
    if (hashes.length === 0) return true;
    const hash = hashOf(tokenAmong(offered) ?? '');
    return hashes.filter((one) => timingSafeEqual(one, hash)).length > 0;
  };
};

/** The tokens of a private relay (RELAY.md, T7). Compared by their hashes, so that the time tells nothing. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Subprotocol that the relay answers with. A client that offers a token offers this too. */
export const SUBPROTOCOL = 'tote';
/** How a token stands among the subprotocols that a client offers: the one header that a page's WebSocket can set. */
const TOKEN_PREFIX = 'tote.token.';

const TOKEN = /^[\w-]{16,128}$/;

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Reads tokens between commas; undefined if one cannot be used. */
export const readAccessTokens = (text: string): readonly string[] | undefined => {
  const tokens = text.split(',').map((token) => token.trim());
  return tokens.every((token) => TOKEN.test(token)) ? tokens : undefined;
};

/** Tells whether what a client offers lets it in. Without tokens everybody is. */
export const createAccessCheck = (tokens: readonly string[]): ((offered: string | undefined) => boolean) => {
  const hashes = tokens.map(hashOf);
  return (offered) => {
    if (hashes.length === 0) return true;
    const given = (offered ?? '')
      .split(',')
      .map((protocol) => protocol.trim())
      .find((protocol) => protocol.startsWith(TOKEN_PREFIX));
    const hash = hashOf(given?.slice(TOKEN_PREFIX.length) ?? '');
    return hashes.filter((one) => timingSafeEqual(one, hash)).length > 0;
  };
};

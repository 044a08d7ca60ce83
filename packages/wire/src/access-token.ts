/**
 * The token of a private relay (PROTOCOL.md, W20). It travels among the subprotocols that a client offers: the one header
 * that a page's WebSocket can set, and unlike an address it stays out of logs and histories.
 */

/** What a relay answers with. A client that offers a token offers this too, since a token is never sent back. */
export const SUBPROTOCOL = 'tote';

const TOKEN_PREFIX = 'tote.token.';

/** Short enough for a header, long enough not to be guessed, and of letters that a subprotocol may have. */
const TOKEN = /^[\w-]{16,128}$/;

/** Whether a text can be an access token. */
export const isAccessToken = (text: string): boolean => TOKEN.test(text);

/** Subprotocols to offer. None without a token, or with a text that cannot be one: browsers throw on letters that may not be there. */
export const subprotocolsFor = (token: string | undefined): readonly string[] =>
  token !== undefined && isAccessToken(token) ? [SUBPROTOCOL, TOKEN_PREFIX + token] : [];

/** The token among offered subprotocols, the text of `Sec-WebSocket-Protocol`. */
export const tokenAmong = (offered: string): string | undefined =>
  offered
    .split(',')
    .map((protocol) => protocol.trim())
    .find((protocol) => protocol.startsWith(TOKEN_PREFIX))
    ?.slice(TOKEN_PREFIX.length);

import { describe, expect, it } from 'vitest';
import { isAccessToken, subprotocolsFor, tokenAmong } from './index.ts';

const TOKEN = '0123456789abcDEF-_';

describe('access token', () => {
  it('[W20] is offered beside the subprotocol that the relay answers with', () => {
    expect(subprotocolsFor(TOKEN)).toEqual(['tote', `tote.token.${TOKEN}`]);
    expect(tokenAmong(subprotocolsFor(TOKEN).join(', '))).toBe(TOKEN);
    expect(tokenAmong('tote')).toBeUndefined();
  });

  it('[W20] what cannot be one is not offered', () => {
    for (const text of ['', 'too short', 'a'.repeat(15), 'a'.repeat(129), `${TOKEN} `, `${TOKEN},x`, `${TOKEN}é`]) {
      expect(isAccessToken(text), text).toBe(false);
      expect(subprotocolsFor(text)).toEqual([]);
    }
    expect(subprotocolsFor(undefined)).toEqual([]);
  });
});

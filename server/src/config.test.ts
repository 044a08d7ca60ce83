import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { limitVariable, PROCESS_NUMBERS, readConfig } from './config.ts';
import { RELAY_LIMITS, type RelayLimits } from './core/index.ts';

const LIMIT_NAMES = Object.keys(RELAY_LIMITS) as (keyof RelayLimits)[];

describe('settings', () => {
  it('have defaults for everything', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      ok: true,
      value: { port: 4680, host: '0.0.0.0', origins: [], qr: 'auto', socketsMax: 10_000, limits: RELAY_LIMITS },
    });
  });

  it('are read from the environment', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '::1',
      TOTE_DATA: '/var/lib/tote',
      TOTE_ORIGINS: 'https://tote.example, http://192.168.1.5:4680',
      TOTE_QR: 'never',
      TOTE_HANDSHAKE_MS_MAX: '500',
    });
    expect(config).toMatchObject({
      ok: true,
      value: {
        port: 0,
        host: '::1',
        dataFolder: '/var/lib/tote',
        origins: ['https://tote.example', 'http://192.168.1.5:4680'],
        qr: 'never',
        limits: { handshakeMsMax: 500 },
      },
    });
  });

  it.each([
    ['PORT', '70000', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', '12.5', 'a whole number from 0 to 65535'],
    ['HOST', 'a b', 'a host name or an IP address'],
    ['TOTE_QR', 'yes', 'auto, always or never'],
    ['TOTE_ORIGINS', 'tote.example', 'origins such as https://tote.example, separated by commas, or *'],
    ['TOTE_ORIGINS', 'https://tote.example/path', 'origins such as https://tote.example, separated by commas, or *'],
    [
      'TRUST_PROXY',
      'yes',
      'the number of proxies before the relay (at most 16), or their addresses such as 10.0.0.0/8, separated by commas',
    ],
    ['TOTE_SOCKETS_PER_ADDRESS_MAX', '0', `a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
    ['TOTE_STORE_BYTES_MAX', '1', `a whole number from 16777216 to ${Number.MAX_SAFE_INTEGER}`],
    ['TOTE_IDLE_MS_MAX', '2147483648', 'a whole number from 1 to 2147483647'],
    ['TOTE_BEHIND_POLL_MS', '2147483648', 'a whole number from 1 to 2147483647'],
    ['TOTE_HEARTBEAT_MS', '2147483648', 'a whole number from 100 to 2147483647'],
    ['TOTE_BEHIND_BYTES', '0', `a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
  ])('[P3] name the variable and what it may be: %s=%s', (variable, value, accepted) => {
    const config = readConfig({ [variable]: value });
    expect(config).toEqual({
      ok: false,
      error: [{ variable, message: `${variable} is ${JSON.stringify(value)}; it must be ${accepted}.` }],
    });
  });

  it('[P4] never print an access token', () => {
    const config = readConfig({ TOTE_ACCESS_TOKEN: 'short-secret' });
    expect(config.ok).toBe(false);
    expect(JSON.stringify(config)).not.toContain('short-secret');
    expect(readConfig({ TOTE_ACCESS_TOKEN: '0123456789abcdef, fedcba9876543210' })).toMatchObject({
      value: { accessTokens: ['0123456789abcdef', 'fedcba9876543210'] },
    });
  });

  it('[P3] say everything that is wrong at once', () => {
    const config = readConfig({ PORT: 'x', TOTE_QR: 'y' });
    expect(!config.ok && config.error.map(({ variable }) => variable)).toEqual(['PORT', 'TOTE_QR']);
  });

  it('stand in RELAY.md with their defaults', () => {
    const text = readFileSync(fileURLToPath(new URL('../RELAY.md', import.meta.url)), 'utf8');
    for (const limit of LIMIT_NAMES) expect(text).toContain(`| \`${limitVariable(limit)}\` | ${RELAY_LIMITS[limit]} |`);
    for (const [variable, { fallback }] of Object.entries(PROCESS_NUMBERS))
      expect(text).toContain(`| \`${variable}\` | ${fallback} |`);
  });
});

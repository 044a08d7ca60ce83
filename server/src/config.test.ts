import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { limitVariable } from './bound-names.ts';
import { PROCESS_NUMBERS, readConfig } from './config.ts';
import { RELAY_LIMITS, type RelayLimits } from './core/index.ts';

const ORIGINS = 'origins such as https://tote.example (no path, no slash at the end), separated by commas, or *';
const LISTS = 'names of lists as `relay lists` shows them, of 43 characters, separated by commas';
const TOKENS = 'one or several tokens of 16 to 128 letters, digits, - and _';
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

  it('[R19] name lists that are refused', () => {
    const [one, other] = [`-${'A'.repeat(42)}`, `${'z_9'.repeat(14)}8`];
    const config = readConfig({ TOTE_REFUSED_LISTS: ` ${one}, ${other},` });
    expect(config).toMatchObject({ ok: true, value: { refusedLists: new Set([one, other]) } });
    expect(readConfig({})).toMatchObject({ value: { refusedLists: new Set() } });
  });

  it.each([
    ['PORT', '70000', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', '12.5', 'a whole number from 0 to 65535'],
    ['HOST', 'a b', 'a host name or an IP address'],
    ['TOTE_QR', 'yes', 'auto, always or never'],
    ['TOTE_ORIGINS', 'tote.example', ORIGINS],
    ['TOTE_ORIGINS', 'https://tote.example/', ORIGINS],
    ['TOTE_ORIGINS', 'https://*.tote.example', ORIGINS],
    ['TOTE_REFUSED_LISTS', `${'A'.repeat(43)},${'A'.repeat(42)}B`, LISTS],
    ['TOTE_REFUSED_LISTS', 'A'.repeat(44), LISTS],
    ['TOTE_ENVELOPE_BYTES_MAX', '262081', 'a whole number from 1 to 262080'],
    ['TOTE_ACCESS_TOKEN_FILE', '/nowhere', `a file that can be read, with ${TOKENS}, a line for each`],
    ['TOTE_ACCESS_TOKEN_FILE', '', `a file that can be read, with ${TOKENS}, a line for each`],
    ['TOTE_ACCESS_TOKEN', '', `${TOKENS}, separated by commas`],
    [
      'TRUST_PROXY',
      'yes',
      'the number of proxies before the relay (at most 16), or their addresses such as 10.0.0.0/8, separated by commas',
    ],
    ['TOTE_SOCKETS_PER_ADDRESS_MAX', '0', `a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
    ['TOTE_STORE_BYTES_MAX', '1', `a whole number from 16777216 to ${Number.MAX_SAFE_INTEGER}`],
    ['TOTE_GRACE_DAYS', '0', 'a whole number from 1 to 36500'],
    ['TOTE_GRACE_DAYS', '36501', 'a whole number from 1 to 36500'],
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

  it.each([
    [{ TOTE_UNSENT_BYTES_MAX: '262143' }, 'TOTE_BEHIND_BYTES', 262_144, 'TOTE_UNSENT_BYTES_MAX', 262_143],
    [{ TOTE_BEHIND_BYTES: '4194305' }, 'TOTE_BEHIND_BYTES', 4_194_305, 'TOTE_UNSENT_BYTES_MAX', 4_194_304],
    [{ TOTE_TAIL_BYTES_MAX: '1000' }, 'TOTE_ENVELOPE_BYTES_MAX', 262_080, 'TOTE_TAIL_BYTES_MAX', 1_000],
  ])('[P3] must make sense beside each other: %j', (environment, variable, value, bound, most) => {
    const config = readConfig(environment);
    const message = `${variable} is ${value}; it must be at most ${most}, which is ${bound}.`;
    expect(config).toEqual({ ok: false, error: [{ variable, message }] });
  });

  it.each([
    ['TOTE_ACCESS_TOKENS', 'TOTE_ACCESS_TOKEN'],
    ['TOTE_ACESS_TOKEN', 'TOTE_ACCESS_TOKEN'],
    ['TOTE_ORIGIN', 'TOTE_ORIGINS'],
    ['TOTE_TRUST_PROXY', 'TRUST_PROXY'],
    ['TOTE_HOST', 'HOST'],
    ['TOTE_PORT', 'PORT'],
  ])('[P3] stop the start where one is written wrongly: %s', (variable, meant) => {
    const config = readConfig({ [variable]: 'geheim' });
    expect(config).toEqual({
      ok: false,
      error: [{ variable, message: `${variable} is no setting of the relay; ${meant} is.` }],
    });
  });

  it('[P3] take no offence at what is somebody else’s, and name it', () => {
    const environment = {
      TOTE_KILL_ROUNDS: '3',
      TOTE_TRACE: '1',
      TOTE_DB: 'x',
      TOTE_PORT: 'tcp://10.0.0.1:4680',
      PATH: '/',
    };
    expect(readConfig(environment)).toMatchObject({
      ok: true,
      value: { port: 4680, unknownVariables: ['TOTE_KILL_ROUNDS', 'TOTE_TRACE', 'TOTE_DB'] },
    });
  });

  it('[T7] take access tokens from a file, too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tote-config-'));
    const [file, bad] = [join(folder, 'tokens'), join(folder, 'bad')];
    writeFileSync(file, '0123456789abcdef\r\nfedcba9876543210\n');
    expect(readConfig({ TOTE_ACCESS_TOKEN_FILE: file, TOTE_ACCESS_TOKEN: 'abcdef0123456789' })).toMatchObject({
      value: { accessTokens: ['abcdef0123456789', '0123456789abcdef', 'fedcba9876543210'] },
    });
    for (const content of ['', 'short-secret\n']) {
      writeFileSync(bad, content);
      const config = readConfig({ TOTE_ACCESS_TOKEN_FILE: bad });
      expect(config.ok).toBe(false);
      expect(JSON.stringify(config)).not.toContain('short-secret');
    }
    rmSync(folder, { recursive: true });
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

/** What the environment says (table in RELAY.md). Every variable is read here and nowhere else. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIMITS } from '@tote/wire';
import { readAccessTokens } from './adapters/access-tokens.ts';
import { NO_PROXY, readTrustedProxies, type TrustedProxies } from './adapters/client-address.ts';
import type { DurabilityNeed } from './adapters/redis-durability.ts';
import { limitVariable } from './bound-names.ts';
import { isListName, RELAY_LIMITS, type ListName, type RelayLimits } from './core/index.ts';
import type { Result } from './core/result.ts';
import { GRACE_MS } from './core/retention.ts';
import { LOG_FORMATS, type LogFormat } from './operator-log.ts';
import { METRICS_READERS, type MetricsReaders } from './operations/metrics-access.ts';
import { strangeVariables } from './strange-variables.ts';

/** A relay's settings. */
export interface RelayConfig {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly appFolder: string;
  readonly labFolder: string;
  readonly origins: readonly string[];
  readonly qr: (typeof QR_WHEN)[number];
  readonly metricsReaders: MetricsReaders;
  readonly logFormat: LogFormat;
  readonly storeBytesMax: number;
  /** How long entries are kept after a snapshot covers them. */
  readonly graceMs: number;
  readonly diskFreeBytesMin: number;
  /** Where relays share their logs; undefined: they are in `dataFolder`. */
  readonly sharedStore?: SharedStore | undefined;
  readonly socketsMax: number;
  readonly socketsPerAddressMax: number;
  readonly httpConnectionsPerAddressMax: number;
  readonly trustedProxies: TrustedProxies;
  /** Lists that are not served. */
  readonly refusedLists: ReadonlySet<ListName>;
  /** Empty: everybody may connect. */
  readonly accessTokens: readonly string[];
  /** Messages of all sockets that have not come to their end. */
  readonly unfinishedBytesMax: number;
  readonly heartbeatMs: number;
  readonly limits: RelayLimits;
  /** Variables that begin like ours and are none: told once, at the start. */
  readonly unknownVariables: readonly string[];
}

/** A store on Redis or Valkey. */
export interface SharedStore extends DurabilityNeed {
  /** With user and password, if it has any: not for the log. */
  readonly url: string;
  readonly idleMs: number;
}

/** A variable that cannot be used. The text is for the operator. */
export interface ConfigError {
  readonly variable: string;
  readonly message: string;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Read<T> = (text: string) => T | undefined;

/** Beside the sources as well as beside the bundle. */
const APP_FOLDER = fileURLToPath(new URL('../../apps/web/dist', import.meta.url));
const LAB_FOLDER = fileURLToPath(new URL('../../apps/lab/dist', import.meta.url));
const MEBIBYTE = 1024 * 1024;
/** 24 days: a timer that is set for longer runs out at once. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** Numbers of the process, beside the bounds of the core. */
export const PROCESS_NUMBERS = {
  TOTE_STORE_BYTES_MAX: { fallback: 8 * 1024 * MEBIBYTE, least: 16 * MEBIBYTE },
  TOTE_DISK_FREE_BYTES_MIN: { fallback: 64 * MEBIBYTE, least: 0 },
  TOTE_SOCKETS_MAX: { fallback: 10_000, least: 1 },
  TOTE_SOCKETS_PER_ADDRESS_MAX: { fallback: 256, least: 1 },
  TOTE_HTTP_CONNECTIONS_PER_ADDRESS_MAX: { fallback: 1_024, least: 1 },
  TOTE_UNFINISHED_BYTES_MAX: { fallback: 64 * MEBIBYTE, least: MEBIBYTE },
  TOTE_HEARTBEAT_MS: { fallback: 30_000, least: 100 },
} as const;

const DAY_MS = 24 * 60 * 60 * 1000;
/** A hundred years. */
const DAYS_MAX = 36_500;
const ACKS = ['disk', 'memory'] as const satisfies readonly DurabilityNeed['ack'][];
const QR_WHEN = ['auto', 'always', 'never'] as const;

/** Variables whose value is never printed. */
const SECRET_VARIABLES = new Set(['TOTE_ACCESS_TOKEN', 'TOTE_STORE']);
/** Elsewhere a variable that is set to nothing is not set. Here, what was meant to be private would be open. */
const NEVER_EMPTY = new Set(['TOTE_ACCESS_TOKEN', 'TOTE_ACCESS_TOKEN_FILE']);

/** Bounds that make no sense beside each other: with the first above the second, honest devices would be refused or cut. */
const IN_ORDER = [
  ['behindBytes', 'unsentBytesMax'],
  ['unsentBytesMax', 'unsentBytesTotalMax'],
  ['envelopeBytesMax', 'waitingBytesMax'],
  ['envelopeBytesMax', 'waitingBytesTotalMax'],
  ['envelopeBytesMax', 'tailBytesMax'],
  ['envelopeBytesMax', 'listBytesMax'],
  ['envelopeBytesMax', 'envelopeBytesPerAddressBurst'],
] as const satisfies readonly (readonly [keyof RelayLimits, keyof RelayLimits])[];

/** What the wire carries is no more, whatever is set here. */
const MOST_OF_LIMIT: Partial<RelayLimits> = { envelopeBytesMax: LIMITS.envelopeBytesMax };

const oneOf =
  <T extends string>(values: readonly T[]): Read<T> =>
  (text) =>
    values.find((value) => value === text);

const wholeNumber =
  (least: number, most: number): Read<number> =>
  (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? value : undefined;
  };

const origin = (text: string): string | undefined => {
  if (text === '*') return text;
  try {
    const url = new URL(text);
    const isOrigin = /^https?:$/.test(url.protocol) && url.origin === text.toLowerCase() && !url.hostname.includes('*');
    return isOrigin ? url.origin : undefined;
  } catch {
    return undefined;
  }
};

/** An address of Redis or Valkey; null for the store in the data folder. */
const storeAddress: Read<string | null> = (text) => {
  if (text === 'lmdb') return null;
  try {
    const { protocol, hostname, pathname, search, username, password } = new URL(text);
    decodeURIComponent(username + password); // what is no percent code there is none for the client either
    const isStore = /^(?:redis|valkey)s?:$/.test(protocol) && hostname !== '' && /^(?:\/\d*)?$/.test(pathname);
    return isStore && search === '' ? text : undefined;
  } catch {
    return undefined;
  }
};

const partsOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const listNames: Read<ReadonlySet<ListName>> = (text) => {
  const names = partsOf(text);
  return names.every(isListName) ? new Set(names) : undefined;
};

const originList: Read<readonly string[]> = (text) => {
  const origins = partsOf(text).map(origin);
  return origins.includes(undefined) ? undefined : origins.filter((one) => one !== undefined);
};

const TOKENS = 'one or several tokens of 16 to 128 letters, digits, - and _';

/** Tokens in a file of their own, as containers and systemd hand out secrets: they stand in no environment then. */
const tokensInFile: Read<readonly string[]> = (path) => {
  try {
    return readAccessTokens(
      readFileSync(path, 'utf8')
        .trim()
        .replace(/\s*\n\s*/g, ','),
    );
  } catch {
    return undefined; // whatever the reason: the text below says what it must be
  }
};

/** How words go to the terminal, also when other settings cannot be used. */
export const readLogFormat = ({ TOTE_LOG = '' }: Environment): LogFormat =>
  oneOf(LOG_FORMATS)(TOTE_LOG.trim()) ?? 'text';

/** Reads the settings, or says for every unusable variable what it may be. */
export const readConfig = (environment: Environment): Result<RelayConfig, readonly ConfigError[]> => {
  const errors: ConfigError[] = [];
  const settings: string[] = [];
  const read = <T>(variable: string, fallback: T, accepted: string, parse: Read<T>): T => {
    settings.push(variable);
    const text = environment[variable];
    if (text === undefined || (text === '' && !NEVER_EMPTY.has(variable))) return fallback;
    const value = parse(text.trim());
    if (value !== undefined) return value;
    const shown = text !== '' && SECRET_VARIABLES.has(variable) ? 'not usable' : JSON.stringify(text);
    errors.push({ variable, message: `${variable} is ${shown}; it must be ${accepted}.` });
    return fallback;
  };
  const mostOf = (variable: string): number => (/_MS(?:_|$)/.test(variable) ? TIMER_MS_MAX : Number.MAX_SAFE_INTEGER);
  const number = (variable: string, fallback: number, least: number, most = mostOf(variable)): number =>
    read(variable, fallback, `a whole number from ${least} to ${most}`, wholeNumber(least, most));
  const processNumber = (variable: keyof typeof PROCESS_NUMBERS): number =>
    number(variable, PROCESS_NUMBERS[variable].fallback, PROCESS_NUMBERS[variable].least);

  const limits = Object.fromEntries(
    (Object.keys(RELAY_LIMITS) as (keyof RelayLimits)[]).map((limit) => [
      limit,
      number(limitVariable(limit), RELAY_LIMITS[limit], 1, MOST_OF_LIMIT[limit]),
    ]),
  ) as RelayLimits;
  for (const [less, more] of IN_ORDER) {
    if (limits[less] <= limits[more]) continue;
    const [variable, bound] = [limitVariable(less), limitVariable(more)];
    const message = `${variable} is ${limits[less]}; it must be at most ${limits[more]}, which is ${bound}.`;
    errors.push({ variable, message });
  }

  const readSharedStore = (): SharedStore | undefined => {
    const accepted =
      'lmdb (the store in TOTE_DATA), or an address such as redis://user:password@host:6379, rediss:// for TLS, or valkey://';
    const url = read('TOTE_STORE', null, accepted, storeAddress);
    const ack = read('TOTE_STORE_ACK', 'disk', 'disk or memory', oneOf(ACKS));
    const replicas = number('TOTE_STORE_REPLICAS', 0, 0, 16);
    const idleMs = number('TOTE_STORE_IDLE_DAYS', 0, 0, DAYS_MAX) * DAY_MS;
    return url === null ? undefined : { url, ack, replicas, idleMs };
  };

  const config: RelayConfig = {
    port: number('PORT', 4680, 0, 65_535),
    host: read('HOST', '0.0.0.0', 'a host name or an IP address', (text) =>
      /^[\w.:-]+$/.test(text) ? text : undefined,
    ),
    dataFolder: read('TOTE_DATA', resolve('data'), 'a folder', (text) => resolve(text)),
    appFolder: read('TOTE_APP_DIR', APP_FOLDER, 'a folder', (text) => resolve(text)),
    labFolder: read('TOTE_LAB_DIR', LAB_FOLDER, 'a folder', (text) => resolve(text)),
    origins: read(
      'TOTE_ORIGINS',
      [],
      'origins such as https://tote.example (no path, no slash at the end), separated by commas, or *',
      originList,
    ),
    qr: read('TOTE_QR', 'auto', 'auto, always or never', oneOf(QR_WHEN)),
    metricsReaders: read('TOTE_METRICS', 'local', 'off, local or all', oneOf(METRICS_READERS)),
    logFormat: read('TOTE_LOG', 'text', 'text or json', oneOf(LOG_FORMATS)),
    storeBytesMax: processNumber('TOTE_STORE_BYTES_MAX'),
    diskFreeBytesMin: processNumber('TOTE_DISK_FREE_BYTES_MIN'),
    graceMs: number('TOTE_GRACE_DAYS', GRACE_MS / DAY_MS, 1, DAYS_MAX) * DAY_MS,
    sharedStore: readSharedStore(),
    socketsMax: processNumber('TOTE_SOCKETS_MAX'),
    socketsPerAddressMax: processNumber('TOTE_SOCKETS_PER_ADDRESS_MAX'),
    httpConnectionsPerAddressMax: processNumber('TOTE_HTTP_CONNECTIONS_PER_ADDRESS_MAX'),
    trustedProxies: read(
      'TRUST_PROXY',
      NO_PROXY,
      'the number of proxies before the relay (at most 16), or their addresses such as 10.0.0.0/8, separated by commas',
      readTrustedProxies,
    ),
    refusedLists: read(
      'TOTE_REFUSED_LISTS',
      new Set<ListName>(),
      'names of lists as `relay lists` shows them, of 43 characters, separated by commas',
      listNames,
    ),
    accessTokens: [
      ...read('TOTE_ACCESS_TOKEN', [], `${TOKENS}, separated by commas`, readAccessTokens),
      ...read('TOTE_ACCESS_TOKEN_FILE', [], `a file that can be read, with ${TOKENS}, a line for each`, tokensInFile),
    ],
    unfinishedBytesMax: processNumber('TOTE_UNFINISHED_BYTES_MAX'),
    heartbeatMs: processNumber('TOTE_HEARTBEAT_MS'),
    limits,
    unknownVariables: [],
  };
  const { mistyped, unknown } = strangeVariables(environment, settings);
  for (const { variable, meant } of mistyped)
    errors.push({ variable, message: `${variable} is no setting of the relay; ${meant} is.` });
  return errors.length > 0
    ? { ok: false, error: errors }
    : { ok: true, value: { ...config, unknownVariables: unknown } };
};

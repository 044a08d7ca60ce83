/** What the operator reads: one plain line per event, and under a flood one line per kind and interval with a count. */
import type { StoreEvent } from './adapters/store-event.ts';
import type { UpgradeRefusal } from './adapters/upgrade-gate.ts';
import { boundName } from './bound-names.ts';
import type { RelayEvent, StoreBound } from './core/index.ts';

/** Interval in which events of one kind share a line after the first. */
const INTERVAL_MS = 10_000;

/** How much a line matters: nobody need look; somebody should; somebody must. */
export type LogLevel = 'info' | 'warning' | 'error';

/** Lines for people, or objects for machines. */
export const LOG_FORMATS = ['text', 'json'] as const;

/** One of {@link LOG_FORMATS}. */
export type LogFormat = (typeof LOG_FORMATS)[number];

/** One line, as people or machines read it. Machines get all fields, always. */
export const logLine = (
  format: LogFormat,
  {
    kind,
    text,
    level = 'info',
    count = 1,
    time = new Date(),
  }: {
    readonly kind: string;
    readonly text: string;
    readonly level?: LogLevel;
    readonly count?: number;
    readonly time?: Date;
  },
): string =>
  format === 'json'
    ? JSON.stringify({ time, level, kind, count, message: text })
    : `${time.toISOString()} ${text}${count > 1 ? ` (${count} times)` : ''}`;

/** What a request says of the page that it comes from and of where it was sent. */
interface PageHeaders {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
}

/** Takes events and writes what matters. */
export interface OperatorLog {
  relay(event: RelayEvent): void;
  store(event: StoreEvent): void;
  /** With the request's head: a page that is refused is named, since who set up a proxy wrongly looks for it here. */
  upgradeRefused(why: UpgradeRefusal | 'not-admitted', headers: PageHeaders): void;
  /** Variables that begin like settings and are none. */
  unknownVariables(names: readonly string[]): void;
  /** The process may open fewer files than it may have connections. */
  tooFewFiles(filesMax: number, socketsMax: number): void;
  /** A socket was cut that held so much of a message without an end. */
  unfinishedCut(bytes: number): void;
  /** A connection was cut, since its address has as many as it may. */
  httpRefused(): void;
  /** Writes the counts that wait. */
  flush(): void;
}

const WHY_FULL: Readonly<Record<StoreBound, string>> = {
  'new-lists': 'new lists: nine tenths of TOTE_STORE_BYTES_MAX, or of the maxmemory of TOTE_STORE, are used',
  'store-bytes': 'new data: the store has grown to TOTE_STORE_BYTES_MAX',
  'disk-floor': 'new data: less than TOTE_DISK_FREE_BYTES_MIN is free on the disk',
  disk: 'new data on the disk',
  'redis-memory': 'new data: the server of TOTE_STORE has no memory left below its maxmemory',
};

/** The line of an event without its time; undefined for what is daily business. */
const lineOf = (event: RelayEvent | StoreEvent): string | undefined => {
  switch (event.type) {
    case 'connected':
    case 'disconnected':
    case 'appended':
    case 'acknowledged':
    case 'committed':
    case 'behind':
      return undefined;
    case 'closed':
      // Nothing is wrong when a client left a page open, or the operator stopped the relay.
      return event.code === 'draining' ? undefined : `closed a connection: ${event.code} (${event.detail})`;
    case 'refused':
      return `refused: ${event.code} (${event.detail}${event.bound ? `, ${boundName(event.bound)}` : ''})`;
    case 'store-failure':
      return `the store did not take an append: ${event.detail}`;
    case 'evicted':
      return `evicted a slow connection with ${event.bytes} bytes unsent: all together had more than TOTE_UNSENT_BYTES_TOTAL_MAX`;
    case 'log-changed':
      return `list ${event.list} has another log than before; its devices open it again`;
    case 'fault':
      return `FAULT, please report it: ${event.detail}`;
    case 'damaged':
      return event.sequence === undefined
        ? `DAMAGED: the head of list ${event.list}; made again from its entries`
        : `DAMAGED: entry ${event.sequence} of list ${event.list}; set aside, the rest is served`;
    case 'replayed':
      return `brought in ${event.entries} envelopes from the journal${event.missing > 0 ? `; DAMAGED: ${event.missing} of its records cannot be read` : ''}`;
    case 'life-unseen':
      return 'the data folder takes no named pipe, or there is no mkfifo: a relay in another container that shares it would not see this one';
    case 'store-full':
      return `FULL: no room for ${WHY_FULL[event.bound]}; all stored data stays readable`;
    case 'store-unreachable':
      return `the store cannot be reached: ${event.detail}; appends are refused until it can`;
    case 'store-reachable':
      return 'the store can be reached again';
    case 'store-broken':
      return `BROKEN: a write to the disk failed: ${event.detail}`;
  }
};

const WHY_REFUSED: Readonly<Record<Exclude<UpgradeRefusal, 'other-path'> | 'not-admitted', string>> = {
  'other-page': 'a page of another host (TOTE_ORIGINS)',
  'too-many-sockets': 'there are as many as may be (TOTE_SOCKETS_MAX)',
  'too-many-sockets-of-address':
    'too many from one address (TOTE_SOCKETS_PER_ADDRESS_MAX; behind a reverse proxy also TRUST_PROXY)',
  'not-admitted': 'no access token, or a wrong one (TOTE_ACCESS_TOKEN)',
};

/** A flood of it, or one: whether that is for somebody to look at. */
const LEVELS: Readonly<Record<string, LogLevel>> = {
  closed: 'info',
  refused: 'info',
  replayed: 'info',
  'store-reachable': 'info',
  'store-unreachable': 'error',
  fault: 'error',
  damaged: 'error',
  'store-broken': 'error',
};

const levelOf = (event: RelayEvent | StoreEvent): LogLevel => {
  if (event.type === 'replayed' && event.missing > 0) return 'error';
  if (event.type === 'refused' && (event.code === 'relay-full' || event.code === 'storage-failed')) return 'warning';
  return LEVELS[event.type] ?? 'warning';
};

/** Lines of one kind share one under a flood: by the code, and by the bound that was met. */
const kindOf = (event: RelayEvent | StoreEvent): string =>
  [event.type, ...('code' in event ? [event.code] : []), ...('bound' in event ? [boundName(event.bound)] : [])].join(
    '/',
  );

/** What a browser says of a page, and a proxy of us, goes into the log only where it is an address and nothing else. */
const PLAIN_ADDRESS = /^(?:https?:\/\/)?[\w.:[\]-]{1,100}$/;
const plain = (header: string | undefined): string =>
  header !== undefined && PLAIN_ADDRESS.test(header) ? header : 'something odd';

/** Creates the log. */
export const createOperatorLog = (deps: {
  readonly write: (line: string) => void;
  readonly now: () => Date;
  readonly format: LogFormat;
}): OperatorLog => {
  const waiting = new Map<string, { sinceMs: number; count: number; level: LogLevel; text: string }>();

  const write = (kind: string, level: LogLevel, text: string, count: number): void =>
    deps.write(logLine(deps.format, { kind, level, text, count, time: deps.now() }));

  const flush = (): void => {
    for (const [kind, { count, level, text }] of waiting) if (count > 0) write(kind, level, text, count);
    waiting.clear();
  };

  const take = (event: RelayEvent | StoreEvent): void => {
    const line = lineOf(event);
    if (line !== undefined) note(kindOf(event), line, levelOf(event));
  };

  const note = (kind: string, text: string, level: LogLevel = 'warning'): void => {
    const nowMs = deps.now().getTime();
    const held = waiting.get(kind);
    if (held && nowMs - held.sinceMs < INTERVAL_MS) {
      held.count += 1;
      held.text = text;
      return;
    }
    write(kind, level, text, 1 + (held?.count ?? 0));
    waiting.set(kind, { sinceMs: nowMs, count: 0, level, text });
  };

  const upgradeRefused: OperatorLog['upgradeRefused'] = (why, { origin, host }) => {
    if (why === 'other-path') return;
    const which =
      why === 'other-page'
        ? `: it says ${plain(origin)}, and was sent to ${plain(host)}, which a proxy must hand on`
        : '';
    note(`upgrade/${why}`, `refused a connection: ${WHY_REFUSED[why]}${which}`);
  };

  const unknownVariables = (names: readonly string[]): void => {
    if (names.length > 0) note('settings', `not settings of the relay, and of no effect: ${names.join(', ')}`);
  };

  const tooFewFiles = (filesMax: number, socketsMax: number): void =>
    note(
      'files',
      `the process may have ${filesMax} files open, fewer than TOTE_SOCKETS_MAX (${socketsMax}): raise the bound (ulimit -n, LimitNOFILE) or lower the setting`,
    );

  const unfinishedCut = (bytes: number): void =>
    note(
      'unfinished',
      `cut a connection with ${bytes} bytes of a message that did not end: all together had more than TOTE_UNFINISHED_BYTES_MAX`,
    );

  const httpRefused = (): void =>
    note(
      'http',
      'cut a connection: too many from one address (TOTE_HTTP_CONNECTIONS_PER_ADDRESS_MAX; behind a reverse proxy also TRUST_PROXY)',
    );

  return { relay: take, store: take, upgradeRefused, unknownVariables, tooFewFiles, unfinishedCut, httpRefused, flush };
};

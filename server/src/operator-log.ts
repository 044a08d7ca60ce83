/** What the operator reads: one plain line per event, and under a flood one line per kind and interval with a count. */
import type { StoreEvent } from './adapters/store-event.ts';
import type { UpgradeRefusal } from './adapters/upgrade-gate.ts';
import type { RelayEvent } from './core/index.ts';

/** Interval in which events of one kind share a line after the first. */
const INTERVAL_MS = 10_000;

/** Takes events and writes what matters. */
export interface OperatorLog {
  relay(event: RelayEvent): void;
  store(event: StoreEvent): void;
  upgradeRefused(why: UpgradeRefusal | 'not-admitted'): void;
  /** A socket was cut that held so much of a message without an end. */
  unfinishedCut(bytes: number): void;
  /** A connection was cut, since its address has as many as it may. */
  httpRefused(): void;
  /** Writes the counts that wait. */
  flush(): void;
}

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
      return `refused: ${event.code} (${event.detail})`;
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
      return 'FULL: no room for new data (TOTE_STORE_BYTES_MAX, TOTE_DISK_FREE_BYTES_MIN, disk); all stored data stays readable';
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

/** Lines for people, or objects for machines. */
export const LOG_FORMATS = ['text', 'json'] as const;

/** One of {@link LOG_FORMATS}. */
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Creates the log. */
export const createOperatorLog = (deps: {
  readonly write: (line: string) => void;
  readonly now: () => Date;
  readonly format: LogFormat;
}): OperatorLog => {
  const waiting = new Map<string, { sinceMs: number; count: number; line: string }>();

  const write = (kind: string, line: string, count: number): void => {
    const time = deps.now().toISOString();
    if (deps.format === 'json') deps.write(JSON.stringify({ time, kind, count, message: line }));
    else deps.write(`${time} ${line}${count > 1 ? ` (${count} times)` : ''}`);
  };

  const flush = (): void => {
    for (const [kind, { count, line }] of waiting) if (count > 0) write(kind, line, count);
    waiting.clear();
  };

  const take = (event: RelayEvent | StoreEvent): void => {
    const line = lineOf(event);
    if (line !== undefined) note('code' in event ? `${event.type}/${event.code}` : event.type, line);
  };

  const note = (kind: string, line: string): void => {
    const nowMs = deps.now().getTime();
    const held = waiting.get(kind);
    if (held && nowMs - held.sinceMs < INTERVAL_MS) {
      held.count += 1;
      held.line = line;
      return;
    }
    write(kind, line, 1 + (held?.count ?? 0));
    waiting.set(kind, { sinceMs: nowMs, count: 0, line });
  };

  const upgradeRefused = (why: UpgradeRefusal | 'not-admitted'): void => {
    if (why !== 'other-path') note(`upgrade/${why}`, `refused a connection: ${WHY_REFUSED[why]}`);
  };

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

  return { relay: take, store: take, upgradeRefused, unfinishedCut, httpRefused, flush };
};

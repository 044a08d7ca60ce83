/**
 * A lane of connections: to the only server, or to every master of a cluster (redis-cluster-lane.ts). It knows which of them are lost, and when each was lost last: a
 * connection that was lost has forgotten what it was asked to do, and a channel that it heard was not heard meanwhile.
 */
import { errorDetail } from './error-detail.ts';

/** What a command is made of. */
export type Argument = string | Buffer;

/** Hears a channel. */
export type Listener = (message: Buffer) => void;

/** Whether a channel belongs to a slot of the cluster, or is heard wherever it is published. */
export type Reach = 'sharded' | 'everywhere';

/** One server, by its connection of this lane. */
export interface RedisServer {
  /** Asks this very server. Rejects, after a bounded time at the latest. */
  ask(command: readonly string[]): Promise<unknown>;
  /** Which of the lane's losses was the last of this connection; 0: none. */
  readonly lostAt: number;
}

/** What a lane tells: a connection is lost; one is there again, or its server has left the cluster. */
export type LaneEvent = { readonly type: 'lost'; readonly detail: string } | { readonly type: 'back' };

/** The connections of one lane. */
export interface Lane {
  /** Sends a command to where its key is. */
  send(key: string, command: readonly Argument[]): Promise<unknown>;
  /** The masters. */
  servers(): readonly RedisServer[];
  subscribe(channel: string, listener: Listener, reach: Reach): Promise<unknown>;
  unsubscribe(channel: string, listener: Listener, reach: Reach): Promise<unknown>;
  /** Grows with every connection that was lost. */
  readonly losses: number;
  /** No connection is lost now. */
  readonly isWhole: boolean;
  destroy(): unknown;
}

/** Whatever takes longer counts as not done. A sync to a disk in trouble may take some seconds. */
const ANSWER_MS_MAX = 8_000;
/** And connecting. */
export const CONNECT_MS_MAX = 5_000;
const RECONNECT_MS = { first: 50, most: 2_000 } as const;
/** A connection that says nothing is asked so often, and given up when it stays silent. */
const PING_MS = 5_000;
const SILENCE_MS_MAX = 15_000;

/** Spread, so that the relays of a server that comes back do not all come at once. */
const reconnectStrategy = (retries: number): number =>
  Math.min(RECONNECT_MS.most, RECONNECT_MS.first * 2 ** Math.min(retries, 10)) * (0.5 + Math.random() / 2);

/** Late: a relay with a store of its own does not need the library. */
export const loadLibrary = () => import('@redis/client');
/** The library. */
export type Library = Awaited<ReturnType<typeof loadLibrary>>;

/** How every connection is made. */
export const clientOptions = (url: string) => ({
  url,
  name: 'tote-relay',
  // What cannot be sent now is refused: the client tries again, and may find another relay.
  disableOfflineQueue: true,
  pingInterval: PING_MS,
  maintNotifications: 'disabled' as const,
  socket: { connectTimeout: CONNECT_MS_MAX, socketTimeout: SILENCE_MS_MAX, reconnectStrategy },
});

/** Rejects if it takes longer than anything may. */
export const within = <T>(call: Promise<T>, what: string, ms = ANSWER_MS_MAX): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer to ${what} within ${ms} ms`)), ms);
  });
  return Promise.race([call, late]).finally(() => clearTimeout(timer));
};

/** Which connections of a lane are lost, and which were. */
export const createLosses = (onEvent: (event: LaneEvent) => void) => {
  let count = 0;
  const lostAt = new Map<string, number>();
  const away = new Set<string>();
  return {
    get count() {
      return count;
    },
    get isWhole() {
      return away.size === 0;
    },
    lostAt: (server: string) => lostAt.get(server) ?? 0,
    lost: (server: string, error: unknown) => {
      lostAt.set(server, (count += 1));
      away.add(server);
      onEvent({ type: 'lost', detail: `${server}: ${errorDetail(error)}` });
    },
    back: (server: string) => {
      if (away.delete(server)) onEvent({ type: 'back' });
    },
    /** It is not waited for any more. */
    left: (server: string) => {
      lostAt.set(server, (count += 1));
      if (away.delete(server)) onEvent({ type: 'back' });
    },
  };
};

/** Opens a lane to one server; rejects if nobody is there, or does not let us in. */
export const openSingle = async (
  library: Library,
  url: string,
  onEvent: (event: LaneEvent) => void = () => undefined,
): Promise<Lane> => {
  const client = library.createClient(clientOptions(url)).withTypeMapping({ [library.RESP_TYPES.BLOB_STRING]: Buffer });
  const server = new URL(url).host;
  const losses = createLosses(onEvent);
  /** It tries again for ever: what an operator has to know is what the last try met (a wrong password, a name that nobody has). */
  let cause: unknown;
  client.on('error', (error: unknown) => {
    cause = error;
    losses.lost(server, error);
  });
  client.on('reconnecting', () => losses.lost(server, 'reconnecting'));
  try {
    await within(client.connect(), 'connecting', CONNECT_MS_MAX);
  } catch (error) {
    client.destroy();
    throw cause ?? error;
  }
  client.on('ready', () => losses.back(server));
  const only: RedisServer = {
    ask: (command) => within(client.sendCommand([...command]), command[0] ?? ''),
    get lostAt() {
      return losses.lostAt(server);
    },
  };
  return {
    send: (_, command) => client.sendCommand([...command]),
    servers: () => [only],
    subscribe: (channel, listener, reach) =>
      reach === 'sharded' ? client.sSubscribe(channel, listener, true) : client.subscribe(channel, listener, true),
    unsubscribe: (channel, listener, reach) =>
      reach === 'sharded' ? client.sUnsubscribe(channel, listener, true) : client.unsubscribe(channel, listener, true),
    get losses() {
      return losses.count;
    },
    get isWhole() {
      return losses.isWhole;
    },
    destroy: () => client.destroy(),
  };
};

/**
 * Connections to a server of Redis or Valkey, or to a cluster of them. Two of each: what waits for a disk (WAITAOF, WAIT) holds up what
 * comes behind it on its connection, so appends have one of their own and readings another.
 */
import { errorDetail } from './error-detail.ts';
import type { RedisScript } from './redis-scripts.ts';

/** Appends and what they wait for; or everything else. */
export type Lane = 'write' | 'read';

type Argument = string | Buffer;

/** Sends scripts and commands, and hears channels. */
export interface RedisLink {
  /** Runs a script where its keys are. Blobs come back as buffers. Rejects, after a bounded time at the latest. */
  run(lane: Lane, script: RedisScript, keys: readonly string[], args: readonly Argument[]): Promise<unknown>;
  /** Asks every server of the cluster, or the only one. */
  askAll(lane: Lane, command: readonly string[]): Promise<readonly unknown[]>;
  /** Resolves when everything that is published from then on is heard. The answer ends it. */
  listen(channel: string, listener: (message: Buffer) => void, how?: 'sharded' | 'everywhere'): Promise<() => void>;
  /** What cannot be sent is not heard by anybody: channels promise no more. */
  publish(channel: string, message: Buffer, how?: 'sharded' | 'everywhere'): void;
  /** Grows with every connection that was lost. */
  readonly losses: number;
  close(): Promise<void>;
}

/** What the link tells of its connections: one is lost, all are back; and what was said meanwhile was not heard. */
export type LinkEvent =
  { readonly type: 'lost'; readonly detail: string } | { readonly type: 'back' } | { readonly type: 'was-deaf' };

/** What one lane tells. */
type LaneEvent = Exclude<LinkEvent, { readonly type: 'was-deaf' }>;

/** Whatever takes longer counts as not done. A sync to a disk in trouble may take some seconds. */
const ANSWER_MS_MAX = 8_000;
const CONNECT_MS_MAX = 5_000;
const RECONNECT_MS = { first: 50, most: 2_000 } as const;
/** A connection that says nothing is asked so often, and given up when it stays silent. */
const PING_MS = 5_000;
const SILENCE_MS_MAX = 15_000;

/** Spread, so that the relays of a server that comes back do not all come at once. */
const reconnectStrategy = (retries: number): number =>
  Math.min(RECONNECT_MS.most, RECONNECT_MS.first * 2 ** Math.min(retries, 10)) * (0.5 + Math.random() / 2);

/** Late: a relay with a store of its own does not need the library. */
const loadLibrary = () => import('@redis/client');
type Library = Awaited<ReturnType<typeof loadLibrary>>;

/** One lane: a connection, or one to every server of a cluster. */
interface Connections {
  send(key: string | undefined, command: readonly Argument[]): Promise<unknown>;
  sendAll(command: readonly string[]): Promise<readonly unknown[]>;
  subscribe(channel: string, listener: (message: Buffer) => void, how: 'sharded' | 'everywhere'): Promise<unknown>;
  unsubscribe(channel: string, listener: (message: Buffer) => void, how: 'sharded' | 'everywhere'): Promise<unknown>;
  destroy(): unknown;
}

const clientOptions = (url: string) => ({
  url,
  name: 'tote-relay',
  // What cannot be sent now is refused: the client tries again, and may find another relay.
  disableOfflineQueue: true,
  pingInterval: PING_MS,
  maintNotifications: 'disabled' as const,
  socket: { connectTimeout: CONNECT_MS_MAX, socketTimeout: SILENCE_MS_MAX, reconnectStrategy },
});

const within = <T>(ms: number, call: Promise<T>, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer to ${what} within ${ms} ms`)), ms);
  });
  return Promise.race([call, late]).finally(() => clearTimeout(timer));
};

const openSingle = async (library: Library, url: string, onEvent: (event: LaneEvent) => void): Promise<Connections> => {
  const client = library.createClient(clientOptions(url)).withTypeMapping({ [library.RESP_TYPES.BLOB_STRING]: Buffer });
  /** It tries again for ever: what an operator has to know is what the last try met (a wrong password, a name that nobody has). */
  let cause: unknown;
  client.on('error', (error: unknown) => {
    cause = error;
    onEvent({ type: 'lost', detail: errorDetail(error) });
  });
  client.on('reconnecting', () => onEvent({ type: 'lost', detail: 'reconnecting' }));
  try {
    await within(CONNECT_MS_MAX, client.connect(), 'connecting');
  } catch (error) {
    client.destroy();
    throw cause ?? error;
  }
  client.on('ready', () => onEvent({ type: 'back' }));
  return {
    send: (_, command) => client.sendCommand([...command]),
    sendAll: async (command) => [await client.sendCommand([...command])],
    subscribe: (channel, listener, how) =>
      how === 'sharded' ? client.sSubscribe(channel, listener, true) : client.subscribe(channel, listener, true),
    unsubscribe: (channel, listener, how) =>
      how === 'sharded' ? client.sUnsubscribe(channel, listener, true) : client.unsubscribe(channel, listener, true),
    destroy: () => client.destroy(),
  };
};

const openCluster = async (
  library: Library,
  url: string,
  onEvent: (event: LaneEvent) => void,
): Promise<Connections> => {
  const { username, password, protocol } = new URL(url);
  const { url: _, ...shared } = clientOptions(url);
  const cluster = library.createCluster({
    rootNodes: [{ url }],
    defaults: {
      ...shared,
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
      socket: { ...shared.socket, ...(protocol === 'rediss:' && { tls: true as const }) },
    },
    commandOptions: { typeMapping: { [library.RESP_TYPES.BLOB_STRING]: Buffer } },
  });
  const lost = (error?: unknown): void => onEvent({ type: 'lost', detail: errorDetail(error ?? 'reconnecting') });
  cluster
    .on('error', lost)
    .on('node-error', lost)
    .on('node-disconnect', () => lost());
  cluster.on('sharded-channel-moved-error', lost);
  await within(CONNECT_MS_MAX, cluster.connect(), 'connecting');
  cluster.on('node-ready', () => onEvent({ type: 'back' }));
  return {
    send: (key, command) => cluster.sendCommand(key, false, [...command]),
    sendAll: (command) =>
      Promise.all(
        cluster.masters.map(async (node) => {
          const client = await cluster.nodeClient(node);
          return client.sendCommand([...command]);
        }),
      ),
    subscribe: (channel, listener, how) =>
      how === 'sharded' ? cluster.sSubscribe(channel, listener, true) : cluster.subscribe(channel, listener, true),
    unsubscribe: (channel, listener, how) =>
      how === 'sharded'
        ? cluster.sUnsubscribe(channel, listener, true)
        : cluster.unsubscribe(channel, listener as (message: string | Buffer) => void, true),
    destroy: () => cluster.destroy(),
  };
};

/** Whether the server is one of a cluster. */
const isOfCluster = async (library: Library, url: string): Promise<boolean> => {
  const asked = await openSingle(library, url, () => undefined);
  try {
    return String(await asked.send(undefined, ['INFO', 'cluster'])).includes('cluster_enabled:1');
  } finally {
    asked.destroy();
  }
};

/** The client speaks of Redis only; so do its addresses. */
const toRedisUrl = (url: string): string => url.replace(/^valkey(s?):/, 'redis$1:');

/** Connects; rejects if nobody is there, or does not let us in. */
export const openRedisLink = async (address: string, onEvent: (event: LinkEvent) => void): Promise<RedisLink> => {
  const library = await loadLibrary();
  const url = toRedisUrl(address);
  const open = (await isOfCluster(library, url)) ? openCluster : openSingle;
  let losses = 0;
  let closed = false;
  const lost = new Set<Lane>();
  const tellOf =
    (lane: Lane) =>
    (event: LaneEvent): void => {
      if (event.type === 'lost') {
        losses += 1;
        lost.add(lane);
      } else if (!lost.delete(lane)) return;
      if (closed) return;
      if (event.type === 'back' && lane === 'read') onEvent({ type: 'was-deaf' });
      if (event.type === 'lost' || lost.size === 0) onEvent(event);
    };
  const lanes: Readonly<Record<Lane, Connections>> = {
    write: await open(library, url, tellOf('write')),
    read: await open(library, url, tellOf('read')),
  };

  const evaluate = async (
    lane: Lane,
    { sha, text }: RedisScript,
    keys: readonly string[],
    args: readonly Argument[],
  ) => {
    const rest = [String(keys.length), ...keys, ...args];
    try {
      return await lanes[lane].send(keys[0], ['EVALSHA', sha, ...rest]);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return lanes[lane].send(keys[0], ['EVAL', text, ...rest]);
    }
  };

  return {
    get losses() {
      return losses;
    },
    run: (lane, script, keys, args) => within(ANSWER_MS_MAX, evaluate(lane, script, keys, args), 'a script'),
    askAll: (lane, command) => within(ANSWER_MS_MAX, lanes[lane].sendAll(command), command[0] ?? ''),
    listen: async (channel, listener, how = 'sharded') => {
      // A connection that is lost meanwhile has told so itself, and has forgotten its channels.
      const unlisten = (): void => void lanes.read.unsubscribe(channel, listener, how).catch(() => undefined);
      const listening = lanes.read.subscribe(channel, listener, how);
      try {
        await within(ANSWER_MS_MAX, listening, 'subscribing');
      } catch (error) {
        listening.then(unlisten, () => undefined); // late, and nobody listens any more
        throw error;
      }
      return unlisten;
    },
    publish: (channel, message, how = 'sharded') => {
      const command = how === 'sharded' ? 'SPUBLISH' : 'PUBLISH';
      lanes.read.send(channel, [command, channel, message]).catch(() => undefined);
    },
    close: () => {
      closed = true;
      for (const lane of Object.values(lanes)) lane.destroy();
      return Promise.resolve();
    },
  };
};

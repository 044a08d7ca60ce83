/**
 * What a relay says to a server of Redis or Valkey, or to a cluster of them, over two lanes: what waits for a disk (WAITAOF, WAIT) holds up
 * what comes behind it on its connection, so appends have a lane of their own and readings another.
 */
import { openCluster } from './redis-cluster-lane.ts';
import {
  loadLibrary,
  openSingle,
  within,
  type Argument,
  type Lane,
  type LaneEvent,
  type Reach,
  type RedisServer,
} from './redis-connections.ts';
import type { RedisScript } from './redis-scripts.ts';

/** Appends and what they wait for; or everything else. */
export type LaneName = 'write' | 'read';

/** Sends scripts and commands, and hears channels. */
export interface RedisLink {
  /** Runs a script where its keys are. Blobs come back as buffers. Rejects, after a bounded time at the latest. */
  run(lane: LaneName, script: RedisScript, keys: readonly string[], args: readonly Argument[]): Promise<unknown>;
  /** The masters of the cluster, or the only server. */
  servers(lane: LaneName): readonly RedisServer[];
  /** Asks all of them. */
  askAll(command: readonly string[]): Promise<readonly unknown[]>;
  /** Resolves when everything that is published from then on is heard. The answer ends it. */
  listen(channel: string, listener: (message: Buffer) => void, reach?: Reach): Promise<() => void>;
  /** What cannot be sent is not heard by anybody: channels promise no more. */
  publish(channel: string, message: Buffer, reach?: Reach): void;
  /** Of the connections that append: see {@link RedisServer}. */
  readonly losses: number;
  close(): Promise<void>;
}

/** What the link tells of its connections: one is lost, all are back; and what was said meanwhile was not heard. */
export type LinkEvent = LaneEvent | { readonly type: 'was-deaf' };

/** A list that is moving through a cluster is there in part for a moment, and its servers ask to try again: so long, and after this pause. */
const MOVING_MS_MAX = 3_000;
const MOVING_PAUSE_MS = 50;

/** The client speaks of Redis only; so do its addresses. */
const toRedisUrl = (url: string): string => url.replace(/^valkey(s?):/, 'redis$1:');

const says = (error: unknown, code: string): boolean => error instanceof Error && error.message.startsWith(code);

const openLanes = async (
  address: string,
  onEvent: (lane: LaneName, event: LaneEvent) => void,
): Promise<Readonly<Record<LaneName, Lane>>> => {
  const library = await loadLibrary();
  const url = toRedisUrl(address);
  const asked = await openSingle(library, url);
  const info = await asked.send('', ['INFO', 'cluster']).finally(() => void asked.destroy());
  const open = String(info).includes('cluster_enabled:1') ? openCluster : openSingle;
  const write = await open(library, url, (event) => onEvent('write', event));
  try {
    return { write, read: await open(library, url, (event) => onEvent('read', event)) };
  } catch (error) {
    write.destroy();
    throw error;
  }
};

/** Connects; rejects if nobody is there, or does not let us in. */
export const openRedisLink = async (address: string, onEvent: (event: LinkEvent) => void): Promise<RedisLink> => {
  let isOpen = false;
  const lanes = await openLanes(address, (lane, event) => {
    if (!isOpen) return;
    if (event.type === 'back' && lane === 'read') onEvent({ type: 'was-deaf' });
    if (event.type === 'lost' || (lanes.write.isWhole && lanes.read.isWhole)) onEvent(event);
  });
  isOpen = true;

  const evaluateOnce = async (
    lane: LaneName,
    { sha, text }: RedisScript,
    keys: readonly string[],
    args: readonly Argument[],
  ): Promise<unknown> => {
    const [key = ''] = keys;
    const rest = [String(keys.length), ...keys, ...args];
    try {
      return await lanes[lane].send(key, ['EVALSHA', sha, ...rest]);
    } catch (error) {
      if (!says(error, 'NOSCRIPT')) throw error;
      return lanes[lane].send(key, ['EVAL', text, ...rest]);
    }
  };

  /** Nothing was done by a script that is to be tried again. */
  const evaluate = async (...how: Parameters<typeof evaluateOnce>): Promise<unknown> => {
    for (const endMs = performance.now() + MOVING_MS_MAX; ;) {
      try {
        return await evaluateOnce(...how);
      } catch (error) {
        if (!says(error, 'TRYAGAIN') || performance.now() > endMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, MOVING_PAUSE_MS));
      }
    }
  };

  return {
    get losses() {
      return lanes.write.losses;
    },
    run: (...how) => within(evaluate(...how), 'a script'),
    servers: (lane) => lanes[lane].servers(),
    askAll: (command) => Promise.all(lanes.read.servers().map((server) => server.ask(command))),
    listen: async (channel, listener, reach = 'sharded') => {
      // A connection that is lost meanwhile has told so itself, and has forgotten its channels.
      const unlisten = (): void => void lanes.read.unsubscribe(channel, listener, reach).catch(() => undefined);
      const listening = lanes.read.subscribe(channel, listener, reach);
      try {
        await within(listening, 'subscribing');
      } catch (error) {
        listening.then(unlisten, () => undefined); // late, and nobody listens any more
        throw error;
      }
      return unlisten;
    },
    publish: (channel, message, reach = 'sharded') => {
      const command = reach === 'sharded' ? 'SPUBLISH' : 'PUBLISH';
      lanes.read.send(channel, [command, channel, message]).catch(() => undefined);
    },
    close: () => {
      isOpen = false;
      for (const lane of Object.values(lanes)) lane.destroy();
      return Promise.resolve();
    },
  };
};

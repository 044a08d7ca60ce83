/** A lane to the masters of a cluster, wherever its slots go. */
import {
  CONNECT_MS_MAX,
  clientOptions,
  createLosses,
  within,
  type Argument,
  type Lane,
  type LaneEvent,
  type Library,
  type Listener,
  type Reach,
} from './redis-connections.ts';

/** A master that does not come back may have been replaced: where the slots are now is asked after this time. */
const LOOK_FOR_SLOTS_MS = 1_000;

interface Address {
  readonly host: string;
  readonly port: number;
}

/** What a channel's listeners were, as the library hands them on when they have to be heard elsewhere. */
interface ChannelListeners {
  readonly buffers: ReadonlySet<Listener>;
}

/** A channel that is to be heard again. */
interface Hearing {
  readonly channel: string;
  readonly listener: Listener;
  readonly reach: Reach;
}

/** The library's own word for "hear these elsewhere". It hears a refusal of that itself as a rejection that nobody catches, which ends the process. */
const HEAR_ELSEWHERE = '__resubscribeListeners';
/** A slot may be nobody's for a moment, while one server takes another's place. */
const HEAR_AGAIN_MS = 250;

const addressOf = ({ host, port }: Address): string => `${host}:${port}`;

/** Opens a lane to a cluster, by any of its servers; rejects as {@link openSingle} does. */
export const openCluster = async (
  library: Library,
  url: string,
  onEvent: (event: LaneEvent) => void,
): Promise<Lane> => {
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
    topologyRefreshOnReconnectionAttemptStrategy: LOOK_FOR_SLOTS_MS,
    commandOptions: { typeMapping: { [library.RESP_TYPES.BLOB_STRING]: Buffer } },
  });
  const losses = createLosses(onEvent);
  cluster
    .on('error', () => undefined) // where the slots are was asked in vain: of each connection, and by each command, that is told as well
    .on('node-error', (error: unknown, node: Address) => losses.lost(addressOf(node), error))
    .on('node-disconnect', (node: Address) => losses.left(addressOf(node)));
  try {
    await within(cluster.connect(), 'connecting', CONNECT_MS_MAX);
  } catch (error) {
    cluster.destroy();
    throw error;
  }
  cluster.on('node-ready', (node: Address) => losses.back(addressOf(node)));

  /**
   * Asked while a slot was nobody's, the library has no server for it, and asks no more until some server says that it has moved. Any does,
   * asked for a key that it has not.
   */
  const send = async (key: string, command: readonly Argument[]): Promise<unknown> => {
    try {
      return await cluster.sendCommand(key, false, [...command]);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await cluster.sendCommand(undefined, false, ['TYPE', key]);
      return cluster.sendCommand(key, false, [...command]);
    }
  };

  const subscribe = (channel: string, listener: Listener, reach: Reach): Promise<unknown> =>
    reach === 'sharded' ? cluster.sSubscribe(channel, listener, true) : cluster.subscribe(channel, listener, true);
  const unsubscribe = (channel: string, listener: Listener, reach: Reach): Promise<unknown> =>
    reach === 'sharded'
      ? cluster.sUnsubscribe(channel, listener, true)
      : cluster.unsubscribe(channel, listener as (message: string | Buffer) => void, true);
  const wanted = new Map<Listener, string>();
  const hear = async ({ channel, listener, reach }: Hearing): Promise<void> => {
    await send(channel, ['TYPE', channel]);
    if (wanted.get(listener) === channel) await subscribe(channel, listener, reach);
  };
  let unheard: readonly Hearing[] = [];
  let hearing: NodeJS.Timeout | undefined;
  const hearUnheard = async (): Promise<void> => {
    const now = unheard.filter(({ channel, listener }) => wanted.get(listener) === channel);
    unheard = [];
    hearing = undefined;
    const outcomes = await Promise.allSettled(now.map(hear));
    hearAgain(now.filter((_, index) => outcomes[index]?.status === 'rejected'));
    if (outcomes.some(({ status }) => status === 'fulfilled')) onEvent({ type: 'back' }); // once for thousands of lists: each is looked at
  };
  const hearAgain = (hearings: readonly Hearing[]): void => {
    if (hearings.length === 0) return;
    unheard = [...unheard, ...hearings];
    hearing ??= setTimeout(() => void hearUnheard(), HEAR_AGAIN_MS).unref();
  };
  const hearingsIn = (channels: ReadonlyMap<string, ChannelListeners> = new Map(), reach: Reach) =>
    [...channels].flatMap(([channel, { buffers }]) => [...buffers].map((listener) => ({ channel, listener, reach })));
  cluster.removeAllListeners(HEAR_ELSEWHERE);
  cluster.on(HEAR_ELSEWHERE, (all: Readonly<Record<string, ReadonlyMap<string, ChannelListeners>>>) => {
    hearAgain([...hearingsIn(all['SHARDED'], 'sharded'), ...hearingsIn(all['CHANNELS'], 'everywhere')]);
  });
  cluster.on('sharded-channel-moved-error', (_: unknown, channel: string, listeners: ChannelListeners) =>
    hearAgain(hearingsIn(new Map([[channel, listeners]]), 'sharded')),
  );

  const askAt = async (address: string, command: readonly string[]): Promise<unknown> => {
    const node = cluster.nodeByAddress.get(address);
    if (!node) throw new Error(`${address} has left the cluster`);
    return (await cluster.nodeClient(node)).sendCommand([...command]);
  };
  return {
    send,
    servers: () =>
      cluster.masters.map(({ address }) => ({
        ask: (command) => within(askAt(address, command), command[0] ?? ''),
        get lostAt() {
          return losses.lostAt(address);
        },
      })),
    subscribe: (channel, listener, reach) => {
      wanted.set(listener, channel);
      return subscribe(channel, listener, reach);
    },
    unsubscribe: (channel, listener, reach) => {
      wanted.delete(listener);
      return unsubscribe(channel, listener, reach);
    },
    get losses() {
      return losses.count;
    },
    get isWhole() {
      return losses.isWhole;
    },
    destroy: () => {
      wanted.clear();
      clearTimeout(hearing);
      cluster.destroy();
    },
  };
};

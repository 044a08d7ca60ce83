/** The logs that this relay listens to in Redis, and what is known of them. */
import { emptyLogState, headOf, type LogState } from '../core/log-state.ts';
import type { ListName, LogFollowing, LogListener } from '../core/log-store.ts';
import type { RedisLink } from './redis-link.ts';
import { readMessage, relayName, saidMessage } from './redis-messages.ts';
import { keysOf } from './redis-scripts.ts';

/** However a message was lost, its log is looked at after this time. */
const LOOK_MS = 30_000;
/** Those that are due are looked for so often. */
const TURN_MS = 1_000;

/** All of them. */
export interface RedisFollowings {
  follow(list: ListName, listener: LogListener): Promise<LogFollowing>;
  /** The state of a log when it was last heard of; undefined if nobody listens to it. It may be old. */
  stateOf(list: ListName): LogState | undefined;
  /** Notes a state, if somebody listens to its log. */
  note(list: ListName, state: LogState): void;
  /** A relay stopped, or has been silent for too long. */
  gone(relay: string): void;
  /** Whatever was said meanwhile was not heard. */
  missed(): void;
  close(): void;
}

/** Somebody listens to a log of which nothing was heard yet. */
const UNKNOWN = emptyLogState(new Uint8Array());

interface Following {
  readonly list: ListName;
  readonly listener: LogListener;
  lookAtMs: number;
}

/** Creates the empty set. `self`: 8 bytes; `onHeard`: something came from a relay. */
export const createRedisFollowings = (
  link: RedisLink,
  self: Uint8Array,
  /** `nowMs`: monotonic. */
  deps: { readonly nowMs: () => number; readonly onHeard: (relay: string) => void },
): RedisFollowings => {
  const followings = new Set<Following>();
  const stateByList = new Map<ListName, LogState>();
  const own = relayName(self);

  const note = (list: ListName, state: LogState): void => {
    if (stateByList.has(list)) stateByList.set(list, state);
  };

  const take = ({ list, listener }: Following, bytes: Buffer): void => {
    const message = readMessage(list, bytes);
    if (!message) return;
    if (message.relay !== own) deps.onHeard(message.relay);
    if (message.type === 'appended') {
      note(list, message.state);
      listener.appended({ head: headOf(message.state), entries: message.entries });
    } else if (message.relay !== own) listener.said(message.relay, message.message);
  };

  const look = (following: Following, what: 'entries' | 'all'): void => {
    following.lookAtMs = deps.nowMs() + LOOK_MS;
    following.listener.missed(what);
  };
  const looking = setInterval(() => {
    for (const following of followings) if (following.lookAtMs <= deps.nowMs()) look(following, 'entries');
  }, TURN_MS);
  looking.unref();

  return {
    follow: async (list, listener) => {
      const [, , , channel] = keysOf(list);
      const following: Following = { list, listener, lookAtMs: deps.nowMs() + LOOK_MS };
      const unlisten = await link.listen(channel, (message) => take(following, message));
      followings.add(following);
      stateByList.set(list, UNKNOWN);
      return {
        say: (message) => link.publish(channel, saidMessage(self, message)),
        close: () => {
          unlisten();
          followings.delete(following);
          stateByList.delete(list);
        },
      };
    },
    stateOf: (list) => {
      const state = stateByList.get(list);
      return state === UNKNOWN ? undefined : state;
    },
    note,
    gone: (relay) => {
      for (const { listener } of followings) listener.gone(relay);
    },
    missed: () => {
      for (const following of followings) look(following, 'all');
    },
    close: () => {
      clearInterval(looking);
      followings.clear();
    },
  };
};

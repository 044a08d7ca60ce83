/**
 * What a room knows of the other relays that share its list's log (RELAY.md, R20-R23): what was appended there and could not be told yet,
 * and who follows the list there. What relays say to each other are the frames that they would send to a follower on channel 0.
 */
import { decodeRelayFrame, encodeRelayFrame } from '@tote/wire';
import type { LogNews } from './log-store.ts';
import type { PeerFrame } from './telling.ts';

/** More is not kept: it is read from the log. */
const HEARD_MAX = 256;

/** Bytes of what one relay tells the others. */
export const toMessage = (frame: PeerFrame): Uint8Array => encodeRelayFrame({ ...frame, channel: 0 });

/** Reads {@link toMessage}; undefined if a later relay says something that this one does not know. */
export const fromMessage = (message: Uint8Array): PeerFrame | undefined => {
  const frame = decodeRelayFrame(message);
  if (!frame.ok) return undefined;
  const { type } = frame.value;
  return type === 'presence' || type === 'peer-joined' || type === 'peer-left' ? frame.value : undefined;
};

/** Relays give out numbers of peers without asking each other: each begins somewhere else, with two billion to go. */
export const firstPeer = ([first = 0, second = 0, third = 0, fourth = 0]: Uint8Array): number =>
  (first % 128) * 2 ** 24 + second * 2 ** 16 + third * 2 ** 8 + fourth;

/** Of one room. */
export interface Elsewhere {
  /** Those who follow the list at other relays, as far as they were heard of. */
  readonly followers: number;
  /** Keeps news until the append that is under way has its place; false if there are too many. */
  keep(news: LogNews): boolean;
  /** Takes what was kept, in the order in which it came. */
  takeKept(): readonly LogNews[];
  /** Notes who is there. */
  heard(relay: string, frame: PeerFrame): void;
  /** Forgets a relay, or all; the peers that were there. */
  forget(relay?: string): readonly number[];
}

class OtherRelays implements Elsewhere {
  #kept: LogNews[] = [];
  readonly #relayByPeer = new Map<number, string>();

  get followers(): number {
    return this.#relayByPeer.size;
  }

  keep(news: LogNews): boolean {
    if (this.#kept.length >= HEARD_MAX) return false;
    this.#kept.push(news);
    return true;
  }

  takeKept(): readonly LogNews[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  heard(relay: string, { type, peer }: PeerFrame): void {
    if (type === 'peer-left') this.#relayByPeer.delete(peer);
    else this.#relayByPeer.set(peer, relay);
  }

  forget(relay?: string): readonly number[] {
    const isThere = (at: string): boolean => relay === undefined || at === relay;
    const peers = [...this.#relayByPeer].filter(([, at]) => isThere(at)).map(([peer]) => peer);
    for (const peer of peers) this.#relayByPeer.delete(peer);
    return peers;
  }
}

/** For a room that was just opened. */
export const createElsewhere = (): Elsewhere => new OtherRelays();

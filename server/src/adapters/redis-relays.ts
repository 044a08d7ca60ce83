/** Which other relays are there (RELAY.md, R22): each says so every few seconds, to all. */
import { RELAYS_CHANNEL } from './redis-scripts.ts';
import type { RedisLink } from './redis-link.ts';
import { relayName } from './redis-messages.ts';

const BEAT_MS = 5_000;
/** Four beats: a relay that collects its memory for a second is not gone. */
const SILENCE_MS_MAX = 20_000;
const RELAY_BYTES = 8;

/** The relays that were heard of. */
export interface RedisRelays {
  /** Something was heard of it. */
  heard(relay: string): void;
  /** Says that this relay goes, and no more. */
  close(): void;
}

/** Starts to tell of this relay (8 bytes), and to listen. `nowMs`: monotonic; `onGone`: a relay stopped, or has been silent for too long. */
export const createRedisRelays = async (
  link: RedisLink,
  self: Uint8Array,
  deps: { readonly nowMs: () => number; readonly onGone: (relay: string) => void },
): Promise<RedisRelays> => {
  const heardAtMs = new Map<string, number>();
  const own = relayName(self);
  const say = (isHere: boolean): void =>
    link.publish(RELAYS_CHANNEL, Buffer.concat([self, Uint8Array.of(Number(isHere))]), 'everywhere');

  const forget = (relay: string): void => {
    if (heardAtMs.delete(relay)) deps.onGone(relay);
  };
  const heard = (relay: string): void => {
    if (relay !== own) heardAtMs.set(relay, deps.nowMs());
  };

  const unlisten = await link.listen(
    RELAYS_CHANNEL,
    (message) => {
      const relay = relayName(message.subarray(0, RELAY_BYTES));
      if (message[RELAY_BYTES] === 0) forget(relay);
      else heard(relay);
    },
    'everywhere',
  );
  const beat = (): void => {
    say(true);
    for (const [relay, atMs] of heardAtMs) if (deps.nowMs() - atMs > SILENCE_MS_MAX) forget(relay);
  };
  beat();
  const beating = setInterval(beat, BEAT_MS);
  beating.unref();

  return {
    heard,
    close: () => {
      clearInterval(beating);
      unlisten();
      say(false);
    },
  };
};

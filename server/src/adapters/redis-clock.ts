/**
 * What time it is in a store that relays share: what its servers say. So a relay whose own clock is wrong by years neither drops what must
 * be kept nor keeps what may go, and all of them mean the same by the age of a snapshot (RELAY.md, L7).
 */
import type { RedisLink } from './redis-link.ts';

/** Between two questions this process's monotonic clock counts on. */
const ASK_MS = 60_000;

/** The time of the servers. */
export interface RedisClock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  close(): void;
}

/** Asks for the first time; rejects if no server says. */
export const openRedisClock = async (link: Pick<RedisLink, 'servers'>): Promise<RedisClock> => {
  /** Of several servers the one in the middle: one that is wrong decides nothing. */
  const ask = async (): Promise<number | undefined> => {
    const answers = await Promise.allSettled(link.servers('read').map((server) => server.ask(['TIME'])));
    const times = answers.flatMap((answer) => {
      if (answer.status === 'rejected') return [];
      const [seconds, microseconds] = (answer.value as readonly unknown[]).map((part) => Number(String(part)));
      return [(seconds ?? NaN) * 1000 + (microseconds ?? NaN) / 1000];
    });
    return times.sort((a, b) => a - b)[times.length >> 1];
  };
  const first = await ask();
  if (first === undefined) throw new Error('it does not say what time it is');
  let offsetMs = first - performance.now();
  const asking = setInterval(() => {
    void ask().then((time) => {
      if (time !== undefined) offsetMs = time - performance.now();
    });
  }, ASK_MS);
  asking.unref();
  return { nowMs: () => performance.now() + offsetMs, close: () => clearInterval(asking) };
};

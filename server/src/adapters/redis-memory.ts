/** How full the servers are (RELAY.md, L9): asked now and then, since it is the same for everybody and changes slowly. */
import type { RedisLink } from './redis-link.ts';

const ASK_MS = 5_000;
/** New lists are refused first, so that those that are there can go on. */
const NEARLY_FULL = 0.9;

/** Of the fullest server of a cluster. */
export interface RedisMemory {
  readonly usedBytes: number;
  /** NaN if nobody set a bound. */
  readonly bytesMax: number;
  readonly isNearlyFull: boolean;
  close(): void;
}

const numberOf = (info: string, name: string): number => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);

/** Why lists could be deleted to make room for others; undefined if they could not. */
export const whyForgetful = async (link: RedisLink): Promise<string | undefined> => {
  const infos = await link.askAll(['INFO', 'memory']);
  if (infos.every((info) => /^maxmemory_policy:noeviction\b/m.test(String(info)))) return undefined;
  return 'it deletes lists when it is full: set "maxmemory-policy noeviction"';
};

/** Starts to ask. */
export const createRedisMemory = (link: RedisLink): RedisMemory => {
  let usedBytes = 0;
  let bytesMax = NaN;
  const take = (infos: readonly unknown[]): void => {
    const servers = infos.map((info) => {
      const text = String(info);
      const most = numberOf(text, 'maxmemory');
      return { used: numberOf(text, 'used_memory'), most: most > 0 ? most : NaN };
    });
    const [fullest] = servers.sort((a, b) => (b.used / b.most || 0) - (a.used / a.most || 0));
    if (fullest) ({ used: usedBytes, most: bytesMax } = fullest);
  };
  const ask = async (): Promise<void> => {
    const answers = await Promise.allSettled(link.servers('read').map((server) => server.ask(['INFO', 'memory'])));
    // Whoever appends finds out by himself if a server does not answer.
    take(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])));
  };
  void ask();
  const asking = setInterval(() => void ask(), ASK_MS);
  asking.unref();
  return {
    get usedBytes() {
      return usedBytes;
    },
    get bytesMax() {
      return bytesMax;
    },
    get isNearlyFull() {
      return usedBytes >= NEARLY_FULL * bytesMax;
    },
    close: () => clearInterval(asking),
  };
};

/**
 * What an acknowledgement waits for beyond the script that appended (RELAY.md, L11). One wait is under way at a time and stands for all
 * that was appended before it: what comes meanwhile waits together for the next.
 */
import type { Result } from '../core/result.ts';
import type { RedisLink } from './redis-link.ts';

/** What is asked for. */
export interface DurabilityNeed {
  /** `disk`: in the append-only file of the server that has the list, synced. `memory`: done there. */
  readonly ack: 'disk' | 'memory';
  /** So many of its replicas have it as well. */
  readonly replicas: number;
}

/** How long servers may take to say that they have it. */
const WAIT_MS_MAX = 4_000;

const numberIn = (answer: unknown): number => Number(String(answer));

/** Asks for what every server has: its own file's answer (0 or 1) and the count of replicas. */
type Ask = () => Promise<readonly (readonly [own: number, replicas: number])[]>;

const waitAof =
  (link: RedisLink, { replicas }: DurabilityNeed): Ask =>
  async () => {
    const answers = await link.askAll('write', ['WAITAOF', '1', String(replicas), String(WAIT_MS_MAX)]);
    return answers.map((answer) => {
      const [own, others] = answer as readonly unknown[];
      return [numberIn(own), numberIn(others)];
    });
  };

const wait =
  (link: RedisLink, { replicas }: DurabilityNeed): Ask =>
  async () => {
    const answers = await link.askAll('write', ['WAIT', String(replicas), String(WAIT_MS_MAX)]);
    return answers.map((answer) => [1, numberIn(answer)]);
  };

/** Every server has a file to sync. */
const keepsFile = async (link: RedisLink): Promise<boolean> =>
  (await link.askAll('read', ['INFO', 'persistence'])).every((info) => String(info).includes('aof_enabled:1'));

/** Every server syncs it before it answers: then there is nothing more to wait for. */
const syncsFirst = async (link: RedisLink): Promise<boolean> =>
  (await link.askAll('read', ['CONFIG', 'GET', 'appendfsync'])).every(
    (answer) =>
      Object.values(answer as Readonly<Record<string, unknown>>)
        .map(String)
        .join() === 'always',
  );

const hasWaitAof = async (link: RedisLink): Promise<boolean> => {
  const [info] = await link.askAll('read', ['COMMAND', 'INFO', 'WAITAOF']);
  return Array.isArray(info) ? info[0] !== null && info.length > 0 : Boolean(info);
};

const chooseAsk = async (link: RedisLink, need: DurabilityNeed): Promise<Result<Ask | undefined, string>> => {
  const replicas = need.replicas > 0 ? wait(link, need) : undefined;
  if (need.ack === 'memory') return { ok: true, value: replicas };
  if (!(await keepsFile(link))) return { ok: false, error: 'it keeps no append-only file: set "appendonly yes"' };
  if (await hasWaitAof(link)) return { ok: true, value: waitAof(link, need) };
  if (await syncsFirst(link)) return { ok: true, value: replicas };
  const error = 'it is older than 7.2, so that it cannot be asked what is on its disk: set "appendfsync always"';
  return { ok: false, error };
};

/**
 * Resolves when what was appended before is as durable as was asked for; rejects if it is not, or not for sure. `losses`: of the link,
 * before it was appended. A connection that was lost since has forgotten what it is asked to wait for, and the server that answers may be
 * another one.
 */
export type Settle = (losses: number) => Promise<void>;

/** Finds out how this server can be asked; an error says why what is asked for cannot be had from it. */
export const createSettle = async (link: RedisLink, need: DurabilityNeed): Promise<Result<Settle, string>> => {
  const chosen = await chooseAsk(link, need).catch((error: unknown): Result<never, string> => ({
    ok: false,
    error: `it does not say how it keeps what it is given (${String(error)})`,
  }));
  if (!chosen.ok) return chosen;
  const ask = chosen.value;
  if (!ask) return { ok: true, value: () => Promise.resolve() };

  const askOnce = async (): Promise<void> => {
    for (const [own, replicas] of await ask()) {
      if (own < 1) throw new Error('the append-only file was not synced in time');
      if (replicas < need.replicas) throw new Error(`${replicas} of ${need.replicas} replicas have it`);
    }
  };

  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | undefined;
  const settle: Settle = async (losses) => {
    next ??= underWay = underWay.then(
      () => ((next = undefined), askOnce()),
      () => ((next = undefined), askOnce()),
    );
    await next;
    if (link.losses !== losses) throw new Error('the connection was lost meanwhile');
  };
  return { ok: true, value: settle };
};

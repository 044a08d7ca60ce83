import { expect, it } from 'vitest';
import type { RedisServer } from './redis-connections.ts';
import { createSettle } from './redis-durability.ts';
import type { RedisLink } from './redis-link.ts';

interface FakeServer extends RedisServer {
  lostAt: number;
  readonly asked: string[];
}

/** A server whose life is named by a letter; `synced` says when its file is. */
const createServer = (epoch: string, synced: () => Promise<unknown> = () => Promise.resolve([1, 0])): FakeServer => {
  const answers: Readonly<Record<string, unknown>> = {
    INFO: `role:master\r\nmaster_replid:${epoch}\r\naof_enabled:1`,
    COMMAND: ['waitaof'],
  };
  const asked: string[] = [];
  const ask = ([name = '']: readonly string[]): Promise<unknown> => {
    asked.push(name);
    return name === 'WAITAOF' ? synced() : Promise.resolve(answers[name]);
  };
  return { ask, asked, lostAt: 0 };
};

const settleOn = async (...servers: readonly FakeServer[]) => {
  const link = {
    servers: () => servers,
    askAll: (command: readonly string[]) => Promise.all(servers.map((server) => server.ask(command))),
  } as unknown as RedisLink;
  const settle = await createSettle(link, { ack: 'disk', replicas: 0 });
  if (!settle.ok) throw new Error(settle.error);
  return settle.value;
};

it('[L11] counts what was appended before a connection was lost as not done, whatever the next one says', async () => {
  const server = createServer('a');
  const settle = await settleOn(server);
  await settle({ epoch: 'a', losses: 0 });
  server.lostAt = 3;
  await expect(settle({ epoch: 'a', losses: 2 })).rejects.toThrow('lost meanwhile');
  await settle({ epoch: 'a', losses: 3 });
});

it('[L11] waits for the server that has the list, and for no other of the cluster', async () => {
  const never = new Promise<never>(() => undefined);
  const dead = createServer('dead', () => never);
  const alive = createServer('alive');
  const settle = await settleOn(dead, alive);
  void settle({ epoch: 'dead', losses: 0 });
  dead.lostAt = 5;
  await settle({ epoch: 'alive', losses: 0 });
  expect(dead.asked.filter((name) => name === 'WAITAOF')).toHaveLength(1);
  await expect(settle({ epoch: 'gone', losses: 0 })).rejects.toThrow('does not answer');
});

it('[L11] one wait stands for all that was appended before it, and for nothing that came while it was under way', async () => {
  const synced: (() => void)[] = [];
  const server = createServer('a', () => new Promise((resolve) => synced.push(() => resolve([1, 0]))));
  const settle = await settleOn(server);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  let settled = 0;
  const append = (): void => void settle({ epoch: 'a', losses: 0 }).then(() => (settled += 1));
  append();
  await turn();
  for (let more = 0; more < 5; more++) append();
  await turn();
  expect(synced).toHaveLength(1);
  synced[0]?.();
  await turn();
  expect([settled, synced.length]).toEqual([1, 2]);
  synced[1]?.();
  await turn();
  expect([settled, synced.length]).toEqual([6, 2]);
});

it('[L11] a server that cannot be asked must sync before it answers, also while it rewrites its file', async () => {
  const openOn = async (settings: Readonly<Record<string, string>>) => {
    const ask = ([name, , setting = '']: readonly string[]): Promise<unknown> => {
      if (name === 'CONFIG') return Promise.resolve({ [setting]: Buffer.from(settings[setting] ?? '') });
      return Promise.resolve(name === 'COMMAND' ? [null] : 'aof_enabled:1');
    };
    const link = { askAll: async (command: readonly string[]) => [await ask(command)] } as unknown as RedisLink;
    const settle = await createSettle(link, { ack: 'disk', replicas: 0 });
    return settle.ok ? 'used' : settle.error;
  };
  const rewrite = 'no-appendfsync-on-rewrite';
  expect(await openOn({ appendfsync: 'always', [rewrite]: 'no' })).toBe('used');
  expect(await openOn({ appendfsync: 'everysec', [rewrite]: 'no' })).toContain('set "appendfsync always"');
  expect(await openOn({ appendfsync: 'always', [rewrite]: 'yes' })).toContain(`set "${rewrite} no"`);
});

import { expect, it } from 'vitest';
import { createSettle } from './redis-durability.ts';
import type { RedisLink } from './redis-link.ts';

it('[L11] counts what was appended before a connection was lost as not done, whatever the next one says', async () => {
  const answers: Readonly<Record<string, unknown>> = { INFO: 'aof_enabled:1', COMMAND: ['waitaof'], WAITAOF: [1, 0] };
  let losses = 0;
  const link = {
    get losses() {
      return losses;
    },
    askAll: (_: unknown, [name = '']: readonly string[]) => Promise.resolve([answers[name]]),
  } as unknown as RedisLink;
  const settle = await createSettle(link, { ack: 'disk', replicas: 0 });
  if (!settle.ok) throw new Error(settle.error);
  await settle.value(0);
  losses += 1;
  await expect(settle.value(0)).rejects.toThrow('lost meanwhile');
  await settle.value(1);
});

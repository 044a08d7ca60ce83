/** A dying disk under a whole relay: a write to the journal fails while clients are connected. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type * as JournalModule from './adapters/journal.ts';
import { readConfig } from './config.ts';
import { serve } from './serve.ts';
import { createTestList } from './testing/test-list.ts';
import { connectTo } from './testing/test-process.ts';

const disk = vi.hoisted(() => ({ isDying: false }));
vi.mock('./adapters/journal.ts', async (importOriginal) => {
  const original = await importOriginal<typeof JournalModule>();
  return {
    ...original,
    openJournal: (...args: Parameters<typeof original.openJournal>) => {
      const journal = original.openJournal(...args);
      const write: typeof journal.write = (content) =>
        disk.isDying ? Promise.reject(new Error('Input/output error')) : journal.write(content);
      return { ...journal, write };
    },
  };
});

it('[P6] refuses, says why, tells its clients to come back, and asks to be ended when a write to the disk fails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-broken-'));
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', TOTE_DATA: folder, TOTE_DISK_FREE_BYTES_MIN: '0' });
  if (!config.ok) throw new Error('config');
  const lines: string[] = [];
  const served = await serve(config.value, (line) => lines.push(line));
  if (!served.ok) throw new Error(served.error.type);
  const { port, broken, stop } = served.value;
  let isBroken = false;
  const asked = broken.then(() => (isBroken = true));
  const at = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(async (reply) => [reply.status, await reply.text()]);

  const list = createTestList();
  const client = await connectTo(port);
  await client.follow(list);
  const kept = list.envelope();
  expect(await client.append([kept])).toMatchObject({ type: 'ack' });
  expect(await at('/readyz')).toEqual([200, 'ready\n']);
  expect(isBroken).toBe(false);

  disk.isDying = true;
  expect(await client.append([list.envelope()])).toMatchObject({ type: 'refused', code: 'storage-failed' });
  await asked;
  expect(await at('/healthz')).toEqual([503, 'store-broken\n']);
  const late = await connectTo(port);
  await late.follow(list);
  expect(late.received.flatMap((frame) => (frame.type === 'entries' ? frame.entries : []))).toHaveLength(1);
  expect(lines.join('\n')).toMatch(/BROKEN: a write to the disk failed: Input\/output error/);

  await stop();
  expect(await Promise.all([client.whenClosed(), late.whenClosed()])).toEqual([1012, 1012]);
  // The next start must not trust the cursors that were given out.
  expect(existsSync(join(folder, 'closed-in-order'))).toBe(false);
  rmSync(folder, { recursive: true });
});

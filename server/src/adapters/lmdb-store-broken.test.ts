/** A dying disk: a write of LMDB itself fails, though there was room. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openLmdbStore, type StoreEvent } from './lmdb-store.ts';
import type * as Tables from './lmdb-tables.ts';
import { someEntry } from './log-store-contract.ts';

const disk = vi.hoisted(() => ({ isDying: false }));
vi.mock('./lmdb-tables.ts', async (importOriginal) => {
  const original = await importOriginal<typeof Tables>();
  return {
    openLmdbTables: (...args: Parameters<typeof original.openLmdbTables>) => {
      const tables = original.openLmdbTables(...args);
      const batch = tables.root.batch.bind(tables.root);
      tables.root.batch = (act: () => unknown) => {
        if (!disk.isDying) return batch(act);
        const commitError = Promise.reject(new Error('Input/output error'));
        return Promise.reject(Object.assign(new Error('Commit failed'), { commitError }));
      };
      return tables;
    },
  };
});

it('[L9] takes no more writes after a write failed, says why, and goes on reading', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-lmdb-'));
  const list = randomBytes(32).toString('base64url');
  const generation = new Uint8Array(randomBytes(16));
  const events: StoreEvent[] = [];
  const opened = openLmdbStore({
    folder,
    random: (length) => new Uint8Array(randomBytes(length)),
    nowMs: () => 0,
    bytesMax: 64 * 1024 * 1024,
    diskFreeBytesMin: 0,
    onEvent: (event) => event.type !== 'committed' && events.push(event),
  });
  if (!opened.ok) throw new Error(opened.error.type);
  const store = opened.value;
  await store.append(list, [someEntry()], generation);
  disk.isDying = true;
  const failed = { ok: false, error: { type: 'store-failed', detail: 'Input/output error' } };
  expect(await store.append(list, [someEntry()], generation)).toEqual(failed);
  disk.isDying = false;
  expect(await store.append(list, [someEntry()], generation)).toEqual(failed);
  expect(store.isSound).toBe(false);
  expect(events).toEqual([{ type: 'store-broken', detail: 'Input/output error' }]);
  expect(await store.read(list, 0, 1e6)).toHaveLength(1);
  await store.close();
  rmSync(folder, { recursive: true });
});

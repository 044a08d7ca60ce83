/** A check of a file whose own order is damaged: what LMDB says then is played by a mock, since it may also end the process. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { checkLmdbStore } from './lmdb-check.ts';
import { openLmdbStore } from './lmdb-store.ts';
import type * as TablesModule from './lmdb-tables.ts';

vi.mock('./lmdb-tables.ts', async (importOriginal) => {
  const original = await importOriginal<typeof TablesModule>();
  return {
    ...original,
    openLmdbTablesToRead: (folder: string) => {
      const tables = original.openLmdbTablesToRead(folder);
      tables.heads.getRange = () => {
        throw new Error('MDB_CORRUPTED: Located page was wrong type');
      };
      return tables;
    },
  };
});

it('[O5] a check says what is damaged and what to do when the file’s own order is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-check-'));
  const store = openLmdbStore({
    folder,
    random: (length) => new Uint8Array(randomBytes(length)),
    nowMs: () => 0,
    bytesMax: 64 * 1024 * 1024,
    diskFreeBytesMin: 0,
    onEvent: () => undefined,
  });
  if (!store.ok) throw new Error(store.error.type);
  await store.value.close();
  const checked = await checkLmdbStore(folder);
  expect(!checked.ok && checked.error).toMatch(/own order is damaged.*\(MDB_CORRUPTED: .*\)\. Restore a copy/);
  rmSync(folder, { recursive: true });
});

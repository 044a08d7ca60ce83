/** A check of a file whose own order is damaged: what LMDB says then is played by a mock, since it may also end the process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { checkLmdbStore } from './lmdb-check.ts';
import { openTestStore } from '../testing/test-store.ts';
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
  await openTestStore(folder).close();
  const checked = await checkLmdbStore(folder);
  expect(!checked.ok && checked.error).toMatch(/own order is damaged.*\(MDB_CORRUPTED: .*\)\. Restore a copy/);
  rmSync(folder, { recursive: true });
});

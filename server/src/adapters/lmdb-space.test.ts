import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLmdbSpace } from './lmdb-space.ts';
import { openLmdbTables } from './lmdb-tables.ts';

it('[L1] room is made behind all that LMDB has written, even where it wrote more than was foreseen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-space-'));
  const tables = openLmdbTables(folder, 256 * 1024 * 1024);
  const space = openLmdbSpace({ folder, diskFreeBytesMin: 0, ...tables });
  const records = Array.from({ length: 200 }, (_, index) => ({
    key: Buffer.from(`key ${index}`),
    value: randomBytes(9_000),
  }));
  // No room was asked for, so LMDB makes the file longer by itself.
  for (const { key, value } of records) await tables.entries.put(key, value);
  const written = statSync(join(folder, 'data.mdb')).size;
  expect(space.makeRoom(space.usedBytes(), 10, 1_000)).toBe(true);
  expect(statSync(join(folder, 'data.mdb')).size).toBeGreaterThan(written);
  for (const { key, value } of records) expect(tables.entries.get(key)?.equals(value)).toBe(true);
  await tables.root.close();
  space.close();
  rmSync(folder, { recursive: true });
});

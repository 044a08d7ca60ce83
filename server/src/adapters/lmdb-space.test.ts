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

it.each([
  ['as small as an id', 6, 6],
  ['as an edit', 200, 400],
  ['a third of a page', 1_300, 1_500],
  ['half a page', 1_900, 2_100],
  ['of all sizes', 1, 9_000],
])('[L9] room is foreseen for all that a transaction writes: records %s, all over the tree', async (_, least, most) => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-space-'));
  const tables = openLmdbTables(folder, 1024 * 1024 * 1024);
  const space = openLmdbSpace({ folder, diskFreeBytesMin: 0, ...tables });
  const size = (): number => statSync(join(folder, 'data.mdb')).size;
  for (let round = 0; round < 14; round++) {
    const records = Array.from({ length: round % 4 === 0 ? 1_500 : 300 }, () => ({
      key: randomBytes(48),
      value: randomBytes(least + (randomBytes(4).readUInt32BE() % (most - least + 1))),
    }));
    const bytes = records.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
    expect(space.makeRoom(space.usedBytes(), records.length, bytes)).toBe(true);
    const before = size();
    await tables.root.batch(() => {
      for (const { key, value } of records) void tables.entries.put(key, value);
    });
    expect(space.usedBytes(), `round ${round}`).toBeLessThanOrEqual(before);
    expect(size(), `round ${round}`).toBe(before);
  }
  await tables.root.close();
  space.close();
  rmSync(folder, { recursive: true });
});

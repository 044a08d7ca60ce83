/** Copies of a store that is written faster than it is copied: what lies between the copy's steps is played by a mock. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envelopeId } from '@tote/seal/verify';
import { expect, it, vi } from 'vitest';
import type { NewEntry } from '../core/log-store.ts';
import { backUpLmdbStore } from './lmdb-backup.ts';
import type * as TablesModule from './lmdb-tables.ts';
import { random } from '../testing/random.ts';
import { openTestStore } from '../testing/test-store.ts';

const meanwhile = vi.hoisted(() => ({ afterCopy: (): Promise<unknown> => Promise.resolve() }));
vi.mock('./lmdb-tables.ts', async (importOriginal) => {
  const original = await importOriginal<typeof TablesModule>();
  return {
    ...original,
    openLmdbTablesToRead: (folder: string) => {
      const tables = original.openLmdbTablesToRead(folder);
      const backup = tables.root.backup.bind(tables.root);
      tables.root.backup = async (...args) => {
        await backup(...args);
        await meanwhile.afterCopy();
      };
      return tables;
    },
  };
});

const entry = (): NewEntry => {
  const envelope = random(200);
  return { id: envelopeId(envelope), envelope };
};
/** Enough for a round of its own (D12), so that two of them write over the journal. */
const aRound = (): readonly NewEntry[] => Array.from({ length: 1_100 }, entry);

it('[O4] a backup has what the journal alone held when it began, though the journal was written over after the copy', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-backup-'));
  const list = randomBytes(32).toString('base64url');
  const store = openTestStore(folder);
  const acknowledged = [entry(), entry(), entry()];
  expect(await store.append(list, acknowledged, random(16))).toMatchObject({ ok: true });
  meanwhile.afterCopy = async () => {
    for (let round = 0; round < 3; round++) await store.append(list, aRound(), random(16));
  };
  const to = join(folder, 'copy');
  expect(await backUpLmdbStore(folder, to)).toMatchObject({ ok: true, value: { damageCount: 0 } });
  await store.close();
  const restored = openTestStore(to);
  const envelopes = (await restored.read(list, 0, 1e6)).map(({ envelope }) => Buffer.from(envelope));
  await restored.close();
  expect(envelopes.slice(0, 3)).toEqual(acknowledged.map(({ envelope }) => Buffer.from(envelope)));
  rmSync(folder, { recursive: true });
});

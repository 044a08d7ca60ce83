import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLmdbStore, type LmdbStore } from './lmdb-store.ts';
import { describeLogStore } from './log-store-contract.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

describeLogStore('LMDB', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-lmdb-'));
  let nowMs = 1_700_000_000_000;
  const open = (): LmdbStore => {
    const opened = openLmdbStore({
      folder,
      random,
      nowMs: () => nowMs,
      bytesMax: 256 * 1024 * 1024,
      diskFreeBytesMin: 0,
      onEvent: () => undefined,
    });
    if (!opened.ok) throw new Error(opened.error.type);
    return opened.value;
  };
  let store = open();
  return Promise.resolve({
    store: () => store,
    restart: async () => {
      await store.close();
      store = open();
    },
    advance: (ms) => (nowMs += ms),
    dispose: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  });
});

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeLogStore, someEntry } from './log-store-contract.ts';
import { createMemoryStore } from './memory-store.ts';
import { random } from '../testing/random.ts';

const LIST = randomBytes(32).toString('base64url');

describeLogStore('memory', () => {
  let nowMs = 0;
  const store = createMemoryStore({ random, nowMs: () => nowMs });
  return Promise.resolve({
    store: () => store,
    restart: (how) => {
      if (how === 'crash') store.crash();
      return Promise.resolve();
    },
    advance: (ms) => (nowMs += ms),
    dispose: () => store.close(),
  });
});

describe('memory store: faults on demand', () => {
  const held = () => {
    const waiting: (() => void)[] = [];
    const store = createMemoryStore({ random, sync: () => new Promise((resolve) => waiting.push(resolve)) });
    const sync = async (): Promise<void> => {
      for (const resolve of waiting.splice(0)) resolve();
      await Promise.resolve();
    };
    return { store, sync };
  };
  const sequences = async (store: ReturnType<typeof createMemoryStore>) =>
    (await store.read(LIST, 0, 1e6)).map(({ sequence }) => sequence);

  it('[L1] loses what was not confirmed in a crash, and never confirms it', async () => {
    const { store, sync } = held();
    const first = store.append(LIST, [someEntry()], random(16));
    await sync();
    await first;
    let confirmed = false;
    void store.append(LIST, [someEntry()], random(16)).then(() => (confirmed = true));
    expect(await sequences(store)).toEqual([1]);
    store.crash();
    await sync();
    await sync();
    expect(confirmed).toBe(false);
    expect(await sequences(store)).toEqual([1]);
  });

  it('[L1] may have kept what was not confirmed', async () => {
    const { store, sync } = held();
    const entry = someEntry();
    void store.append(LIST, [entry], random(16));
    store.crash('kept');
    expect(await sequences(store)).toEqual([1]);
    const again = store.append(LIST, [entry], random(16));
    await sync();
    expect(await again).toMatchObject({ ok: true, value: { sequences: [1] } });
  });

  it('[L5] goes back to a checkpoint, under another generation unless asked not to', async () => {
    const store = createMemoryStore({ random });
    await store.append(LIST, [someEntry()], random(16));
    const before = await store.head(LIST);
    const checkpoint = store.checkpoint();
    await store.append(LIST, [someEntry()], random(16));
    store.rollBack(checkpoint, { sameGenerations: true });
    expect(await store.head(LIST)).toEqual(before);
    await store.append(LIST, [someEntry()], random(16));
    store.rollBack(checkpoint);
    expect(await sequences(store)).toEqual([1]);
    expect((await store.head(LIST))?.generation).not.toEqual(before?.generation);
    store.wipe();
    expect(await store.head(LIST)).toBeUndefined();
  });
});

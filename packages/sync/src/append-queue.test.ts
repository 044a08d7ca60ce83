import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createAppendQueue } from './append-queue.ts';
import type { UpdateContents } from './update-check.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** An update that appends these words. */
const act = (...words: readonly string[]): Uint8Array => {
  const doc = new Y.Doc();
  doc.getArray('words').push([...words]);
  return Y.encodeStateAsUpdate(doc);
};

const wordsIn = (update: Uint8Array): readonly unknown[] => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc.getArray('words').toArray().toSorted();
};

/** A queue whose relay answers only when a test does, and all that it did. */
const createQueue = () => {
  const sent: { readonly request: number; readonly update: Uint8Array }[] = [];
  const acknowledged: UpdateContents[] = [];
  const refused: string[] = [];
  const queue = createAppendQueue({
    seal: (update) => Promise.resolve(update),
    send: (request, update) => sent.push({ request, update }),
    acknowledged: (contents) => acknowledged.push(contents),
    refused: (code) => refused.push(code),
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return {
    queue,
    acknowledged,
    refused,
    settle,
    /** Words of all that was sent, in order. */
    sent: () => sent.map(({ update }) => wordsIn(update)),
    updates: () => sent.map(({ update }) => update),
    lastRequest: () => sent.at(-1)?.request ?? 0,
    offer: async (...words: readonly string[]) => {
      queue.push(act(...words));
      await settle();
    },
  };
};

describe('the queue of acts', () => {
  it('[S9] sends the first act at once, and what gathers while it is unanswered as one', async () => {
    const { queue, offer, settle, sent, lastRequest } = createQueue();
    expect(queue.idle).toBe(true);
    queue.push(act('milk'));
    expect(queue.idle).toBe(false); // it is being sealed
    await settle();
    await offer('bread');
    await offer('salt');
    expect(sent()).toEqual([['milk']]);
    queue.ack(lastRequest(), [1]);
    await settle();
    expect(sent()).toEqual([['milk'], ['bread', 'salt']]);
    queue.ack(lastRequest(), [2]);
    expect(queue.idle).toBe(true);
  });

  it('[S4] [S9] an answer to another request than the unanswered one is none, also if it comes twice', async () => {
    const { queue, offer, sent, lastRequest, acknowledged, refused } = createQueue();
    await offer('milk');
    const first = lastRequest();
    queue.ack(first, [1]);
    await offer('bread');
    queue.ack(first, [1]);
    queue.refuse(first, 'list-full');
    await offer('salt');
    expect({ sent: sent(), acknowledged: acknowledged.length, refused }).toEqual({
      sent: [['milk'], ['bread']],
      acknowledged: 1,
      refused: [],
    });
  });

  it('[S9] [S10] what is put off is tried again with a doubling pause, and nothing overtakes it', async () => {
    const { queue, offer, settle, sent, lastRequest } = createQueue();
    await offer('milk');
    queue.refuse(lastRequest(), 'relay-full');
    expect(queue.putOff).toBeUndefined(); // as a rule it is over in a second
    await offer('bread');
    await vi.advanceTimersByTimeAsync(999);
    expect(sent()).toEqual([['milk']]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent()).toEqual([['milk'], ['milk']]);
    queue.refuse(lastRequest(), 'relay-full');
    expect(queue.putOff).toBe('relay-full');
    await vi.advanceTimersByTimeAsync(1_999);
    expect(sent().length).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    queue.ack(lastRequest(), [1]);
    expect(queue.putOff).toBeUndefined();
    await settle();
    expect(sent()).toEqual([['milk'], ['milk'], ['milk'], ['bread']]);
    queue.refuse(lastRequest(), 'relay-full');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent().at(-1)).toEqual(['bread']);
    expect([sent().length, queue.putOff]).toEqual([5, undefined]);
  });

  it('[S9] pieces of one large act go in their order, a refused one again before the next', async () => {
    const { queue, offer, settle, updates, lastRequest } = createQueue();
    const words = Array.from({ length: 40 }, (_, i) => `${i} `.padEnd(4_000, 'x'));
    await offer(...words);
    queue.refuse(lastRequest(), 'rate-limited');
    await vi.advanceTimersByTimeAsync(1_000);
    while (!queue.idle) {
      queue.ack(lastRequest(), [updates().length]);
      await settle();
    }
    const [first, again, ...others] = updates();
    expect(others.length).toBeGreaterThan(1);
    expect(again).toEqual(first);
    // Each builds on those before it: none is pending where it comes.
    const doc = new Y.Doc();
    for (const update of [...(again ? [again] : []), ...others]) {
      Y.applyUpdate(doc, update);
      expect(doc.store.pendingStructs).toBeNull();
    }
    expect(doc.getArray('words').toArray()).toEqual(words);
  });

  it('[S10] what is refused for good may be offered again after a pause that doubles, until something is taken', async () => {
    const { queue, offer, lastRequest } = createQueue();
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      await offer('milk');
      queue.refuse(lastRequest(), 'list-full');
      await vi.advanceTimersByTimeAsync(pauseMs - 1);
      expect(queue.idle).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(queue.idle).toBe(true);
    }
    await offer('milk');
    queue.ack(lastRequest(), [1]);
    await offer('milk');
    queue.refuse(lastRequest(), 'list-full');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(queue.idle).toBe(true);
    await offer('milk');
    queue.refuse(lastRequest(), 'list-full');
    queue.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('[S9] sends nothing once it is stopped, not what was being sealed either', async () => {
    const { queue, settle, sent } = createQueue();
    queue.push(act('milk'));
    queue.stop();
    queue.push(act('bread'));
    await settle();
    expect(sent()).toEqual([]);
  });
});

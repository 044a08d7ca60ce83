import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createAppendQueue } from './append-queue.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const act = (): Uint8Array => {
  const doc = new Y.Doc();
  doc.getArray('words').push(['milk']);
  return Y.encodeStateAsUpdate(doc);
};

describe('the queue of acts', () => {
  it('[S10] what is refused for good may be offered again after a pause that doubles, until something is taken', async () => {
    const requests: number[] = [];
    const queue = createAppendQueue({
      seal: (update) => Promise.resolve(update),
      send: (request) => requests.push(request),
      acknowledged: () => undefined,
      refused: () => undefined,
    });
    const offer = async () => {
      queue.push(act());
      await vi.advanceTimersByTimeAsync(0);
      return requests.at(-1) ?? 0;
    };
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      queue.refuse(await offer(), 'list-full');
      await vi.advanceTimersByTimeAsync(pauseMs - 1);
      expect(queue.idle).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(queue.idle).toBe(true);
    }
    queue.ack(await offer(), [1]);
    queue.refuse(await offer(), 'list-full');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(queue.idle).toBe(true);
    queue.refuse(await offer(), 'list-full');
    queue.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

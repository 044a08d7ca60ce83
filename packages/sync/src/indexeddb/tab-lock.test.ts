import { describe, expect, it } from 'vitest';
import { takeTabLock } from './tab-lock.ts';

/** The part of the Web Locks API that the tab lock uses, for one name, in one process. */
const createLocks = (): LockManager => {
  let held = false;
  const waiting: (() => void)[] = [];
  const run = async (callback: (lock: Lock | null) => unknown) => {
    held = true;
    await callback({ name: 'x', mode: 'exclusive' });
    held = false;
    waiting.shift()?.();
  };
  const request = (_name: string, options: LockOptions, callback: (lock: Lock | null) => unknown): Promise<unknown> => {
    if (!held) return run(callback);
    if (options.ifAvailable) return Promise.resolve(callback(null));
    return new Promise((resolve, reject) => {
      const start = () => resolve(run(callback));
      waiting.push(start);
      options.signal?.addEventListener('abort', () => {
        if (waiting.includes(start)) reject(new DOMException('aborted', 'AbortError'));
        waiting.splice(waiting.indexOf(start), 1);
      });
    });
  };
  return { request } as unknown as LockManager;
};

const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('tab lock', () => {
  it('[S15] the first tab holds it; the next in line gets it when the first goes', async () => {
    const locks = createLocks();
    const acquired: string[] = [];
    const first = await takeTabLock(locks, 'list', () => acquired.push('first'));
    const second = await takeTabLock(locks, 'list', () => acquired.push('second'));
    expect([first.held, second.held]).toEqual([true, false]);
    first.release();
    await tick();
    expect(acquired).toEqual(['second']);
  });

  it('a tab that leaves while it waits is passed over', async () => {
    const locks = createLocks();
    const acquired: string[] = [];
    const first = await takeTabLock(locks, 'list', () => undefined);
    const second = await takeTabLock(locks, 'list', () => acquired.push('second'));
    await takeTabLock(locks, 'list', () => acquired.push('third'));
    second.release();
    first.release();
    await tick();
    expect(acquired).toEqual(['third']);
  });

  it('without Web Locks every tab stores', async () => {
    expect((await takeTabLock(undefined, 'list', () => undefined)).held).toBe(true);
  });
});

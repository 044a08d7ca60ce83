import { describe, expect, it } from 'vitest';
import { createProcessLocks } from '../testing/process-locks.ts';
import { takeTabLock } from './tab-lock.ts';

const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('tab lock', () => {
  it('[S15] the first tab holds it; the next in line gets it when the first goes', async () => {
    const locks = createProcessLocks();
    const acquired: string[] = [];
    const first = await takeTabLock(locks, 'list', () => acquired.push('first'));
    const second = await takeTabLock(locks, 'list', () => acquired.push('second'));
    expect([first.held, second.held]).toEqual([true, false]);
    first.release();
    await tick();
    expect(acquired).toEqual(['second']);
  });

  it('a tab that leaves while it waits is passed over', async () => {
    const locks = createProcessLocks();
    const acquired: string[] = [];
    const first = await takeTabLock(locks, 'list', () => undefined);
    const second = await takeTabLock(locks, 'list', () => acquired.push('second'));
    await takeTabLock(locks, 'list', () => acquired.push('third'));
    second.release();
    first.release();
    await tick();
    expect(acquired).toEqual(['third']);
  });

  it('a tab that leaves in the moment in which the lock comes to it does not keep it', async () => {
    let grant: () => unknown = () => undefined;
    const locks = {
      request: (_name: string, options: LockOptions, callback: (lock: Lock | null) => unknown) => {
        if (options.ifAvailable) return Promise.resolve(callback(null));
        return new Promise((resolve) => (grant = () => resolve(callback({ name: 'x', mode: 'exclusive' }))));
      },
    } as unknown as LockManager;
    const lock = await takeTabLock(locks, 'list', () => expect.unreachable());
    lock.release();
    expect(await Promise.race([Promise.resolve(grant()).then(() => 'given back'), tick()])).toBe('given back');
  });

  it('without Web Locks every tab stores', async () => {
    expect((await takeTabLock(undefined, 'list', () => undefined)).held).toBe(true);
  });

  it('[S1] so it does where the browser refuses them, as it does when site data is blocked', async () => {
    const request = () => Promise.reject(new DOMException('denied', 'SecurityError'));
    const lock = takeTabLock({ request } as unknown as LockManager, 'list', () => expect.unreachable());
    expect(await Promise.race([lock, tick()])).toMatchObject({ held: true, isExclusive: false });
  });
});

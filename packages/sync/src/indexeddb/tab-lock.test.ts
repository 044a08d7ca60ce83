import { describe, expect, it, vi } from 'vitest';
import { createProcessLocks } from '../testing/process-locks.ts';
import { takeTabLock } from './tab-lock.ts';

const tick = () => new Promise<undefined>((resolve) => setTimeout(resolve, 0));

/** A request whose lock comes when `grant` is called, which returns how long it is held. */
const grantedLater = () => {
  let grant: () => unknown = () => undefined;
  const later = (callback: (lock: Lock | null) => unknown) =>
    new Promise<unknown>((resolve) => {
      grant = () => {
        const held = callback({ name: 'x', mode: 'exclusive' });
        resolve(held);
        return held;
      };
    });
  return { later, grant: () => grant() };
};

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
    const { later, grant } = grantedLater();
    const locks = {
      request: (_name: string, options: LockOptions, callback: (lock: Lock | null) => unknown) => {
        if (options.ifAvailable) return Promise.resolve(callback(null));
        return later(callback);
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

  it('[S1] and where it does not say whether the lock is free; one that comes after all is given back', async () => {
    vi.useFakeTimers();
    const { later, grant } = grantedLater();
    const request = (_name: string, _options: LockOptions, callback: (lock: Lock | null) => unknown) => later(callback);
    const taken = takeTabLock({ request } as unknown as LockManager, 'list', () => expect.unreachable());
    await vi.advanceTimersByTimeAsync(2_000);
    vi.useRealTimers();
    const lock = await Promise.race([taken, tick()]);
    expect(lock).toMatchObject({ held: true, isExclusive: false });
    const given = grant();
    lock?.release();
    expect(await Promise.race([Promise.resolve(given).then(() => 'given back'), tick()])).toBe('given back');
  });
});

/**
 * One tab of a browser stores a list at a time: the one that holds this lock. Web Locks free themselves when a tab dies.
 * Plain-http origins have none; there every tab stores, which costs space until the next fold and nothing else.
 */
import { within } from './request.ts';

/** Longest wait for the browser to say whether the lock is free, in milliseconds. To store without it costs space only. */
const ANSWER_MS_MAX = 2_000;

/** The right to store a list. */
export interface TabLock {
  readonly held: boolean;
  /** Whether holding it shuts other tabs out: not where there are no locks, or none for this page. */
  readonly isExclusive: boolean;
  release(): void;
}

const NO_LOCK: TabLock = { held: true, isExclusive: false, release: () => undefined };

/**
 * Takes the lock if it is free. If it is not, waits in line and calls `acquired` when it comes to us.
 * @param locks the browser's lock manager, or undefined where there is none.
 */
export const takeTabLock = async (
  locks: LockManager | undefined,
  name: string,
  acquired: () => void,
): Promise<TabLock> => {
  if (!locks) return NO_LOCK;
  const ended = new AbortController();
  const { signal } = ended;
  const hold = () =>
    new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve());
    });
  const isFree = new Promise<boolean>((resolve, reject) => {
    const take = (lock: Lock | null) => {
      resolve(lock !== null);
      return lock ? hold() : undefined;
    };
    locks.request(name, { ifAvailable: true }, take).catch(reject);
  });
  let held: boolean;
  try {
    held = await within(ANSWER_MS_MAX, isFree);
  } catch {
    // Browsers that let a page store nothing refuse it locks, too (SecurityError). One that comes after all is given back at the end.
    return { ...NO_LOCK, release: () => ended.abort() };
  }
  if (!held)
    locks
      .request(name, { signal }, () => {
        if (!signal.aborted) acquired();
        return hold();
      })
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
  return { held, isExclusive: true, release: () => ended.abort() };
};

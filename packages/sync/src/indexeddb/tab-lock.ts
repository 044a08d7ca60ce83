/**
 * One tab of a browser stores a list at a time: the one that holds this lock. Web Locks free themselves when a tab dies.
 * Plain-http origins have none; there every tab stores, which costs space until the next trim and nothing else.
 */

/** The right to store a list. */
export interface TabLock {
  readonly held: boolean;
  release(): void;
}

/**
 * Takes the lock if it is free. If it is not, waits in line and calls `acquired` when it comes to us.
 * @param locks the browser's lock manager, or undefined where there is none.
 */
export const takeTabLock = async (
  locks: LockManager | undefined,
  name: string,
  acquired: () => void,
): Promise<TabLock> => {
  if (!locks) return { held: true, release: () => undefined };
  const ended = new AbortController();
  const hold = () => new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()));
  const held = await new Promise<boolean>((resolve) => {
    void locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? hold() : undefined;
    });
  });
  if (!held)
    locks
      .request(name, { signal: ended.signal }, () => {
        acquired();
        return hold();
      })
      .catch((error: unknown) => {
        if (!ended.signal.aborted) throw error;
      });
  return { held, release: () => ended.abort() };
};

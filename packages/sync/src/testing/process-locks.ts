/** The part of the Web Locks API that the tab lock uses, for one name, in one process. */
export const createProcessLocks = (): LockManager => {
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

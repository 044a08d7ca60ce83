/** Web Locks of one browser, as far as the app uses them: who asks waits in line, and a tab that is gone holds none. */
import type { Owner, VirtualClock } from './virtual-clock.ts';

/** Locks of a browser. */
export interface TabLocks {
  /** `navigator.locks` of one tab. */
  forTab(tab: Owner): LockManager;
  /** The tab's locks are free, and its place in line is given up. */
  gone(tab: Owner): void;
}

interface Request {
  readonly tab: Owner;
  /** Runs the callback; the answer resolves when it lets go of the lock. */
  readonly grant: () => Promise<unknown>;
  granted: boolean;
}

interface RequestOptions {
  readonly ifAvailable?: boolean;
  readonly signal?: AbortSignal;
}

/** Creates locks that nobody holds; `passedOn` hears that one went to the next in line. */
export const createTabLocks = (clock: VirtualClock, passedOn: () => void): TabLocks => {
  /** By name, whoever has the lock first, then those who wait for it. */
  const linesByName = new Map<string, Request[]>();

  const leave = (name: string, request: Request) => {
    const line = linesByName.get(name) ?? [];
    const at = line.indexOf(request);
    if (at < 0) return;
    line.splice(at, 1);
    const [next] = line;
    // The browser tells the next in line in a task of that tab.
    if (at === 0 && next)
      clock.schedule(next.tab, 0, () => {
        passedOn();
        hold(name, next);
      });
  };
  const hold = (name: string, request: Request) => {
    if (linesByName.get(name)?.[0] !== request) return;
    request.granted = true;
    void request.grant().finally(() => leave(name, request));
  };

  const request = (
    tab: Owner,
    name: string,
    { ifAvailable = false, signal }: RequestOptions,
    granted: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    const line = linesByName.get(name) ?? [];
    linesByName.set(name, line);
    if (ifAvailable && line.length > 0) return Promise.resolve(granted(null));
    return new Promise((resolve, reject) => {
      const asked: Request = {
        tab,
        granted: false,
        grant: async () => {
          const done = Promise.resolve(granted({ name, mode: 'exclusive' }));
          resolve(done);
          await done;
        },
      };
      signal?.addEventListener('abort', () => {
        if (asked.granted) return;
        leave(name, asked);
        reject(new DOMException('given up', 'AbortError'));
      });
      line.push(asked);
      if (line[0] === asked) hold(name, asked);
    });
  };

  return {
    forTab: (tab) => ({
      request: ((name: string, options: RequestOptions, granted: (lock: Lock | null) => unknown) =>
        request(tab, name, options, granted)) as LockManager['request'],
      query: () => Promise.resolve({}),
    }),
    gone: (tab) => {
      for (const [name, line] of linesByName)
        for (const asked of line.filter((one) => one.tab === tab)) leave(name, asked);
    },
  };
};

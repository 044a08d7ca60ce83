/**
 * What code reaches without being handed it: timers, the wall clock, random values, channels between tabs, the console.
 * y-websocket, y-protocols and Yjs use them directly, and lib0 even keeps some of them as it found them at import. So this
 * module replaces them once, for good, and must be imported before anything of theirs: `index.ts` and `main.ts` do.
 * While a world runs they ask the world; at all other times they are what they were.
 */
/* eslint-disable no-restricted-properties -- this is the one place that takes the ambient clock away from everybody else */

/** What a BroadcastChannel is to those who use it here. */
export interface TabChannel {
  onmessage: ((event: { readonly data: Uint8Array }) => void) | null;
  postMessage(said: Uint8Array): void;
  close(): void;
}

/** What stands in for the platform while a world runs. */
export interface Ambient {
  /** Milliseconds since 1970, as the device whose code is running believes. */
  wallClockMs(): number;
  setTimer(run: () => void, delayMs: number, repeats: boolean): number;
  clearTimer(timer: number): void;
  fillRandom(bytes: Uint8Array): void;
  /** A channel to the other tabs of the browser whose code is running. */
  openChannel(address: string): TabChannel;
  /** Somebody swallowed an error and logged it. */
  complain(words: readonly unknown[]): void;
}

let current: Ambient | undefined;

const platform = {
  now: Date.now.bind(Date),
  // Bound, for a browser's own refuse to be called on anything but their window or worker.
  setTimeout: globalThis.setTimeout.bind(globalThis),
  setInterval: globalThis.setInterval.bind(globalThis),
  clearTimeout: globalThis.clearTimeout.bind(globalThis),
  clearInterval: globalThis.clearInterval.bind(globalThis),
  setImmediate: (globalThis as { setImmediate?: (run: () => void) => void }).setImmediate,
  BroadcastChannel: globalThis.BroadcastChannel,
  getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto),
  error: console.error.bind(console),
  warn: console.warn.bind(console),
};

type Run = (...args: unknown[]) => void;
type RealTimer = Parameters<typeof clearTimeout>[0];

/** Far above the handles of any platform, so that a handle says whose it is. */
const FIRST_VIRTUAL_TIMER = 2 ** 40;
const isVirtual = (timer: unknown): timer is number => typeof timer === 'number' && timer >= FIRST_VIRTUAL_TIMER;

const setTimer =
  (repeats: boolean) =>
  (run: Run, delayMs = 0, ...args: unknown[]) => {
    if (!current)
      return repeats ? platform.setInterval(run, delayMs, ...args) : platform.setTimeout(run, delayMs, ...args);
    return FIRST_VIRTUAL_TIMER + current.setTimer(() => run(...args), delayMs, repeats);
  };
const clearTimer = (timer: unknown) => {
  if (isVirtual(timer)) current?.clearTimer(timer - FIRST_VIRTUAL_TIMER);
  else platform.clearTimeout(timer as RealTimer);
};

const listen =
  (speak: (...words: unknown[]) => void) =>
  (...words: unknown[]) =>
    current ? current.complain(words) : speak(...words);

/** Called with `new`, it gives what it returns. */
function AnyChannel(address: string): object {
  return current ? current.openChannel(address) : new platform.BroadcastChannel(address);
}

const install = () => {
  Date.now = () => (current ? current.wallClockMs() : platform.now());
  Object.assign(globalThis, {
    setTimeout: setTimer(false),
    setInterval: setTimer(true),
    clearTimeout: clearTimer,
    clearInterval: clearTimer,
    BroadcastChannel: AnyChannel,
  });
  Object.defineProperty(globalThis.crypto, 'getRandomValues', {
    configurable: true,
    value: <T extends ArrayBufferView<ArrayBuffer>>(view: T): T => {
      if (!current) return platform.getRandomValues(view);
      current.fillRandom(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
      return view;
    },
  });
  console.error = listen(platform.error);
  console.warn = listen(platform.warn);
};

const INSTALLED = Symbol.for('tote.sim.ambient');
const marks = globalThis as { [INSTALLED]?: true };
if (marks[INSTALLED]) throw new Error('the simulated world is loaded twice: two copies would fight over the clock');
marks[INSTALLED] = true;
install();

/** Lets `ambient` stand in while `act` runs, until {@link leaveAmbient}. Worlds take turns; two at once are a bug. */
export const enterAmbient = (ambient: Ambient): void => {
  if (current && current !== ambient) throw new Error('another world is running');
  current = ambient;
};

/** Gives the platform back. */
export const leaveAmbient = (): void => {
  current = undefined;
};

/** The platform's own clock in milliseconds, for measuring how long a run takes. */
export const platformNowMs = (): number => platform.now();

/** Resolves after every promise that can go on by itself has done so: one turn of the platform's own event loop. */
export const afterMicrotasks: () => Promise<void> = (() => {
  const { setImmediate } = platform;
  if (setImmediate) return () => new Promise((resolve) => setImmediate(() => resolve()));
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    });
})();

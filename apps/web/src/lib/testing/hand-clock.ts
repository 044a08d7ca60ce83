import type { Schedule } from '../state/schedule.ts';

/** A clock that a test turns by hand. */
export interface HandClock {
  readonly schedule: Schedule;
  readonly nowMs: () => number;
  /** Lets time pass; what is due runs in the order in which it is due. */
  pass(ms: number): void;
}

/** Creates a clock that stands at zero. */
export const createHandClock = (): HandClock => {
  let now = 0;
  let due: readonly { readonly atMs: number; readonly act: () => void }[] = [];
  return {
    schedule(act, delayMs) {
      const entry = { atMs: now + delayMs, act };
      due = [...due, entry];
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    nowMs: () => now,
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = due.filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        due = due.filter((other) => other !== next);
        now = next.atMs;
        next.act();
      }
      now = end;
    },
  };
};

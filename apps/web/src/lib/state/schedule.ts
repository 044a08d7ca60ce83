/** Runs `act` once after `delayMs`; the result cancels it. A dependency, so that tests own the time. */
export type Schedule = (act: () => void, delayMs: number) => () => void;

/** The browser's timers. */
export const browserSchedule: Schedule = (act, delayMs) => {
  const timer = setTimeout(act, delayMs);
  return () => {
    clearTimeout(timer);
  };
};

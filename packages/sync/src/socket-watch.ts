/**
 * Notices a socket that is open but carries nothing (S11):
 *
 *   quiet ──15 s──▶ ping ──▶ waiting for whatever comes ──heard──▶ quiet
 *                              └──8 s, and what the bytes under way need──▶ given up
 */
import { LIMITS, type ClientFrame, type RelayFrame } from '@tote/wire';
import { createUnderWay } from './under-way.ts';

/**
 * Bytes a second of the slowest line that is waited for: GPRS in a cellar. A snapshot takes a minute on it, and as long it
 * takes to notice that a socket died under one.
 */
const SLOWEST_BYTES_PER_SECOND = 4 * 1024;
/** Steps of a wait, in milliseconds: a provider that hears nothing for 30 s opens its list again. */
const STEP_MS = 10_000;

/** Watches one socket. */
export interface SocketWatch {
  /** A frame was sent, of so many bytes. */
  sent(frame: ClientFrame, bytes: number): void;
  heard(frame: RelayFrame): void;
  /** Something must come now, within this time and what is under way needs. */
  expect(withinMs: number): void;
  stop(): void;
}

/** Creates the watch of a socket on which nothing has been sent. */
export const createSocketWatch = (deps: {
  readonly pingAfterMs: number;
  readonly answerDeadlineMs: number;
  readonly ping: () => void;
  /** The socket is not given up. */
  readonly alive: () => void;
  readonly giveUp: () => void;
}): SocketWatch => {
  const underWay = createUnderWay();
  /** Channels whose log is being read: what comes next may be as long as a frame gets, and our answer stands behind it. */
  const reading = new Set<number>();
  let deadline: ReturnType<typeof setTimeout> | undefined;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const waitFor = (leftMs: number) => {
    const stepMs = Math.min(leftMs, STEP_MS);
    deadline = setTimeout(() => {
      if (leftMs <= stepMs) return deps.giveUp();
      deps.alive();
      waitFor(leftMs - stepMs);
    }, stepMs);
  };

  const expect = (withinMs: number) => {
    const bytes = underWay.bytes + (reading.size > 0 ? LIMITS.frameBytesMax : 0);
    if (deadline === undefined) waitFor(withinMs + (bytes / SLOWEST_BYTES_PER_SECOND) * 1_000);
  };

  const stop = () => {
    clearTimeout(deadline);
    clearTimeout(idleTimer);
    deadline = undefined;
  };

  return {
    sent: ({ type }, bytes) => {
      underWay.sent(bytes);
      if (type === 'ping') underWay.asked();
      if (type !== 'presence' && type !== 'close') expect(deps.answerDeadlineMs);
      if (underWay.wantsPing) deps.ping();
    },
    heard: (frame) => {
      if (frame.type === 'pong') underWay.answered();
      else if (frame.type === 'opened') reading.add(frame.channel);
      else if (frame.type === 'caught-up' || frame.type === 'closed') reading.delete(frame.channel);
      stop();
      idleTimer = setTimeout(deps.ping, deps.pingAfterMs);
      deps.alive();
    },
    expect,
    stop,
  };
};

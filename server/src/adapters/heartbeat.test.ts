import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSilence, startHeartbeat, type Beating } from './heartbeat.ts';

const HEARTBEAT_MS = 30_000;

describe('a heartbeat', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const counted = () => {
    const socket = { looks: 0, checkHeartbeat: () => void (socket.looks += 1) };
    return socket;
  };

  it('[T4] looks at each socket twice in a heartbeat, and never at more than a few at a time', () => {
    const heartbeat = startHeartbeat<Beating>(HEARTBEAT_MS);
    const sockets = Array.from({ length: 601 }, counted);
    for (const socket of sockets) heartbeat.add(socket);
    expect(heartbeat.size).toBe(601);
    const looks = (): number => sockets.reduce((sum, socket) => sum + socket.looks, 0);
    let most = 0;
    for (let passedMs = 0; passedMs < HEARTBEAT_MS; passedMs += 100) {
      const before = looks();
      vi.advanceTimersByTime(100);
      most = Math.max(most, looks() - before);
    }
    expect(new Set(sockets.map((socket) => socket.looks))).toEqual(new Set([2]));
    expect(most).toBe(21);
    heartbeat.stop();
  });

  it('[T4] leaves half a heartbeat between two looks, whoever comes and goes, and looks no more at who has gone', () => {
    const heartbeat = startHeartbeat<Beating>(HEARTBEAT_MS);
    const sockets = Array.from({ length: 300 }, counted);
    for (const socket of sockets) heartbeat.add(socket);
    const [gone, kept] = [sockets.slice(0, 250), sockets.slice(250)];
    vi.advanceTimersByTime(HEARTBEAT_MS / 2);
    for (const socket of gone) heartbeat.delete(socket);
    expect([...heartbeat.all()]).toEqual(kept);
    for (let i = 0; i < 7; i += 1) heartbeat.add(counted());
    vi.advanceTimersByTime(HEARTBEAT_MS / 2);
    expect(new Set(gone.map(({ looks }) => looks))).toEqual(new Set([1]));
    expect(new Set(kept.map(({ looks }) => looks))).toEqual(new Set([2]));
    heartbeat.stop();
  });
});

describe('a silent socket', () => {
  it('[T4] is asked within a heartbeat and cut within two, if somebody would miss it', () => {
    const silence = createSilence();
    expect([1, 2, 3, 4].map(() => silence.look(() => true))).toEqual(['leave', 'ask', 'leave', 'cut']);
  });

  it('[T4] is asked after ten heartbeats if nobody would, and cut one later', () => {
    const silence = createSilence();
    const outcomes = Array.from({ length: 23 }, () => silence.look(() => false));
    expect(outcomes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'leave'));
    expect(outcomes.slice(20)).toEqual(['ask', 'leave', 'cut']);
  });

  it('[T4] that somebody begins to miss is asked within two heartbeats, and the question is not put at each look', () => {
    const silence = createSilence();
    const isMissed = vi.fn(() => false);
    for (let look = 0; look < 6; look++) silence.look(isMissed);
    expect(isMissed).toHaveBeenCalledTimes(2);
    isMissed.mockReturnValue(true);
    expect([7, 8, 9, 10].map(() => silence.look(isMissed))).toEqual(['leave', 'leave', 'leave', 'ask']);
  });

  it('[T4] is not asked again for a heartbeat when it answers, and never when it speaks by itself', () => {
    const [answers, speaks] = [createSilence(), createSilence()];
    const looks = Array.from({ length: 6 }, () => {
      const outcome = answers.look(() => true);
      if (outcome === 'ask') answers.heard();
      speaks.heard();
      return [outcome, speaks.look(() => true)];
    });
    expect(looks.map(([outcome]) => outcome)).toEqual(['leave', 'ask', 'leave', 'ask', 'leave', 'ask']);
    expect(new Set(looks.map(([, outcome]) => outcome))).toEqual(new Set(['leave']));
  });
});

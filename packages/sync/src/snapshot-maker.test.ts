import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSnapshotMaker, type SnapshotOutcome } from './snapshot-maker.ts';

const PAUSE_MS_MAX = 5_000;

describe('the maker of snapshots', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const watch = (make: () => SnapshotOutcome) => {
    const tail = { entries: 0, bytes: 0 };
    const made: number[] = [];
    const maker = createSnapshotMaker({
      random: (length) => new Uint8Array(length).fill(255),
      tail: () => tail,
      make: () => {
        made.push(tail.entries);
        return make();
      },
    });
    const move = (to: number): void => {
      tail.entries = to;
      maker.tailMoved();
    };
    const grow = (to: number): void => {
      move(to);
      vi.advanceTimersByTime(PAUSE_MS_MAX);
    };
    return { made, move, grow };
  };

  it('[S13] is asked again while it cannot be made now', () => {
    const { made, grow } = watch(() => 'not-now');
    grow(99);
    expect(made).toEqual([]);
    grow(100);
    vi.advanceTimersByTime(2 * PAUSE_MS_MAX);
    expect(made).toEqual([100, 100, 100]);
  });

  it('[S13] leaves it when somebody else’s comes first', () => {
    const { made, move, grow } = watch(() => 'made');
    move(100);
    vi.advanceTimersByTime(PAUSE_MS_MAX - 1);
    grow(3);
    expect(made).toEqual([]);
    grow(100);
    expect(made).toEqual([100]);
  });

  it('[S13] makes one that does not arrive again after a pause that doubles, until one stands', () => {
    const { made, grow } = watch(() => 'made');
    for (let i = 0; i < 15; i++) grow(100);
    expect(made).toHaveLength(4); // after 5, 10, 20 and 40 s
    grow(5);
    grow(100);
    expect(made).toHaveLength(5);
  });

  it('[S13] encodes a state that fits none again only when the tail is twice as long', () => {
    const { made, grow } = watch(() => 'too-long');
    for (let entries = 90; entries <= 1_000; entries += 5) grow(entries);
    expect(made).toEqual([100, 200, 400, 800]);
    grow(5);
    grow(100);
    expect(made).toEqual([100, 200, 400, 800, 100]);
  });
});

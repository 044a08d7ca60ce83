import { describe, expect, it } from 'vitest';
import { readAwarenessUpdate, writeAwarenessUpdate } from './awareness-update.ts';

describe('an awareness update of somebody else', () => {
  const withClock = (clock: number) => readAwarenessUpdate(writeAwarenessUpdate([{ client: 7, clock, state: {} }]));

  it('[S12] is read if its clock can be raised, as a face that comes back needs it', () => {
    expect(withClock(1_000_000)).toEqual([{ client: 7, clock: 1_000_000, state: {} }]);
    for (const clock of [2 ** 32, Number.MAX_SAFE_INTEGER]) expect(withClock(clock)).toBeUndefined();
  });
});

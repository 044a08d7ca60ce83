import { expect, test } from 'vitest';
import { joinTicks, type Tick, type Ticks } from './tick.ts';

const tick = (stamp: number, value: number, by = 'anna0000'): Ticks => {
  const one: Tick = { device: by, stamp, minutes: 7, saw: { value, unit: 'l' }, after: new Map() };
  return new Map([[by, one]]);
};

// Found by document run d0c0000000003dd8: an untick was undone for somebody who had ticked anew in the meantime.
test('[M17] [R6] two ticks of one device and one stamp: the same one stands whatever arrives first', () => {
  const [putBack, anew] = [tick(9, 2), tick(9, 3)];
  expect(joinTicks(putBack, anew)).toEqual(anew);
  expect(joinTicks(anew, putBack)).toEqual(anew);
});

test('[I2] joining ticks is commutative, associative and idempotent', () => {
  const some = [tick(9, 2), tick(9, 3), tick(8, 5), tick(9, 2, 'ben00000'), tick(10, 1, 'ben00000')];
  for (const a of some) {
    expect(joinTicks(a, a)).toEqual(a);
    for (const b of some) {
      expect(joinTicks(a, b)).toEqual(joinTicks(b, a));
      for (const c of some) expect(joinTicks(joinTicks(a, b), c)).toEqual(joinTicks(a, joinTicks(b, c)));
    }
  }
});

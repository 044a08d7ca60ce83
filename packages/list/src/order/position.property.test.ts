import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ItemId } from '../ids.ts';
import { createSeededRandom } from '../testing/seeded-random.ts';
import { between, isPosition, placeOf, positionBetween, wholePosition } from './position.ts';

const digits = fc.stringMatching(/^[0-9A-Za-z]{0,6}$/);
const whole = fc.oneof(fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: -(2 ** 40), max: 2 ** 40 }));

describe('positions', () => {
  test('[O2] whole numbers sort like their text', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(wholePosition(a) < wholePosition(b)).toBe(a < b);
        expect(isPosition(wholePosition(a))).toBe(true);
      }),
    );
  });

  test('[O3] there is always something between, whatever is appended', () => {
    fc.assert(
      fc.property(digits, digits, digits, (a, b, tail) => {
        const [low = '', high = ''] = [`${a}V`, `${b}V`].sort();
        fc.pre(low < high);
        const middle = between(low, high) + tail;
        expect(low < middle && middle < high).toBe(true);
        expect(between(low, undefined) + tail > low).toBe(true);
        expect(between('', high) + tail < high).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[O3] moves to any spot land there, again and again', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 120 }), (spots) => {
        const random = createSeededRandom(1n);
        const places: string[] = [];
        spots.forEach((spot, i) => {
          const at = spot % (places.length + 1);
          const position = positionBetween(places[at - 1], places[at], i + 1, random.bytes);
          const place = placeOf(position, 1, String(i).padStart(7, '0') as ItemId);
          places.splice(at, 0, place);
          expect([...places].sort()).toEqual(places);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('[O3] positions stay short: a thousand moves to the top, the end, and to one spot', () => {
    const random = createSeededRandom(1n);
    const longest = (spotOf: (count: number) => number, moves: number): number => {
      const places: string[] = [];
      for (let i = 0; i < moves; i += 1) {
        const at = spotOf(places.length);
        const position = positionBetween(places[at - 1], places[at], i + 1, random.bytes);
        places.splice(at, 0, placeOf(position, 1, String(i).padStart(7, '0') as ItemId));
      }
      return Math.max(...places.map((place) => place.length - 8));
    };
    expect(longest(() => 0, 1_000)).toBeLessThanOrEqual(6);
    expect(longest((count) => count, 1_000)).toBeLessThanOrEqual(6);
    expect(longest((count) => Math.min(1, count), 400)).toBeLessThanOrEqual(100);
  });
});

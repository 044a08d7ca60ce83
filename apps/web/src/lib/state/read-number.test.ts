import { describe, expect, it } from 'vitest';
import { readNumber } from './read-number.ts';

describe('a typed amount', () => {
  it.each([
    ['2', 2],
    [' 2.5 ', 2.5],
    ['2,5', 2.5],
    ['.5', 0.5],
    ['٣', 3],
    ['٢٫٥', 2.5],
  ])('reads %s', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it.each(['', '0', '-1', 'two', '1e9', '1.2.3', 'NaN'])('does not take "%s" for one', (text) => {
    expect(readNumber(text)).toBeUndefined();
  });
});

import { expect, test } from 'vitest';
import { type FirstReading, nextReading } from './first-reading.ts';

type Phase = Parameters<typeof nextReading>[1];

const readingAfter = (...phases: readonly Phase[]): FirstReading =>
  phases.slice(1).reduce<FirstReading>((reading, to, at) => nextReading(reading, phases[at] ?? 'off', to), 'fetching');

test.each<[FirstReading, readonly Phase[]]>([
  ['fetching', ['off', 'connecting']],
  ['fetching', ['off', 'connecting', 'catching-up']],
  ['read', ['off', 'connecting', 'catching-up', 'live']],
  ['unreachable', ['off', 'connecting', 'off']],
  ['unreachable', ['off', 'connecting', 'off', 'connecting']],
  ['unreachable', ['off', 'connecting', 'refused']],
  ['fetching', ['off', 'connecting', 'off', 'connecting', 'catching-up']],
  ['read', ['off', 'connecting', 'catching-up', 'live', 'off', 'connecting', 'off']],
])('a log is "%s" after %j', (reading, phases) => {
  expect(readingAfter(...phases)).toBe(reading);
});

import { expect, it } from 'vitest';
import { whyNotAppend } from './append-bounds.ts';
import { RELAY_LIMITS } from './limits.ts';
import { createWaitingRequests } from './waiting-requests.ts';

const entriesOf = (count: number, bytes: number) =>
  Array.from({ length: count }, () => ({ id: new Uint8Array(32), envelope: new Uint8Array(bytes) }));
const empty = { sequence: 0, prunedThrough: 0, bytes: 0, tailBytes: 0 };
const limits = { ...RELAY_LIMITS, tailEntriesMax: 10, tailBytesMax: 1_000, listBytesMax: 2_000 };

it.each([
  ['tailEntriesMax', 'entries of the tail', empty, { entries: 7, bytes: 0 }, entriesOf(3, 1), entriesOf(4, 1)],
  ['tailBytesMax', 'bytes of the tail', empty, { entries: 0, bytes: 700 }, entriesOf(1, 300), entriesOf(1, 301)],
  [
    'listBytesMax',
    'bytes of the list',
    { ...empty, bytes: 1_500 },
    { entries: 0, bytes: 300 },
    entriesOf(1, 200),
    entriesOf(1, 201),
  ],
] as const)(
  '[R3] [O7] by %s counts what waits for the store among the %s',
  (bound, _, head, waiting, fits, tooMuch) => {
    expect(whyNotAppend(fits, head, waiting, { bytes: 0 }, limits)).toBeUndefined();
    expect(whyNotAppend(tooMuch, head, waiting, { bytes: 0 }, limits)).toBe(bound);
  },
);

it('[R4] a request that is more than a batch may hold goes to the store by itself', () => {
  const queue = createWaitingRequests({ batchEntriesMax: 2, batchBytesMax: 100 }, { bytes: 0 });
  const request = (entries: number) =>
    ({ entries: entriesOf(entries, 1) }) as unknown as Parameters<typeof queue.push>[0];
  const [large, small] = [request(3), request(1)];
  queue.push(large);
  queue.push(small);
  expect([queue.takeBatch(), queue.takeBatch()]).toEqual([[large], [small]]);
});

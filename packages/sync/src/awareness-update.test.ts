import { describe, expect, it } from 'vitest';
import { readAwarenessUpdate, writeAwarenessUpdate, type AwarenessEntry } from './awareness-update.ts';

const ann: AwarenessEntry = { client: 7, clock: 3, state: { app: { name: 'Ann' } } };
const gone: AwarenessEntry = { client: 2 ** 32 - 1, clock: 2 ** 31, state: null };
/** A state whose JSON has this many characters. */
const stateOf = (length: number): AwarenessEntry['state'] => ({ app: 'x'.repeat(length - '{"app":""}'.length) });

describe('awareness updates from other members', () => {
  it('[S12] are read as they are written, or one client of them alone', () => {
    const update = writeAwarenessUpdate([ann, gone]);
    expect(readAwarenessUpdate(update)).toEqual([ann, gone]);
    expect(readAwarenessUpdate(update, ann.client)).toEqual([ann]);
    expect(readAwarenessUpdate(update, 1)).toEqual([]);
  });

  it.each([
    ['a clock above which none could be raised', [{ ...ann, clock: 2 ** 31 + 1 }]],
    ['a state of more than 2,048 characters', [{ ...ann, state: stateOf(2_049) }]],
    ['more than 64 replicas', Array.from({ length: 65 }, () => ann)],
    ['a state that is a list', [{ ...ann, state: [] as unknown as AwarenessEntry['state'] }]],
    ['a state that is a word', [{ ...ann, state: 'Ann' as unknown as AwarenessEntry['state'] }]],
  ])('[S12] none is taken with %s', (_, entries) => {
    expect(readAwarenessUpdate(writeAwarenessUpdate(entries))).toBeUndefined();
  });

  it('[S12] takes the largest that may be', () => {
    const largest = Array.from({ length: 64 }, (_, client) => ({ client, clock: 2 ** 31, state: stateOf(2_048) }));
    expect(readAwarenessUpdate(writeAwarenessUpdate(largest))).toEqual(largest);
  });

  it('[S12] passes over a face that is too large if it is not the one that is wanted', () => {
    const update = writeAwarenessUpdate([{ client: 8, clock: 1, state: stateOf(2_049) }, ann]);
    expect(readAwarenessUpdate(update, ann.client)).toEqual([ann]);
  });

  it('[S12] one that is cut off anywhere, or no JSON, is none, and nothing throws', () => {
    const update = writeAwarenessUpdate([ann]);
    for (let length = 0; length < update.length; length += 1)
      expect(readAwarenessUpdate(update.subarray(0, length))).toBeUndefined();
    const brokenJson = update.slice();
    brokenJson[update.length - 1] = '{'.charCodeAt(0);
    expect(readAwarenessUpdate(brokenJson)).toBeUndefined();
  });
});

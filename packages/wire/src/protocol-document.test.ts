import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CLOSE_CODES,
  isFinalRefusal,
  isPassingRefusal,
  LIMITS,
  readRetryAfterMs,
  REFUSALS,
  retryAfterReason,
} from './index.ts';
import { refusalFromNumber } from './refusals.ts';

const document = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8');
/** Cells of all table rows that begin with a name in code font. */
const rows = document
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, name = '', ...cells]) => [name.replaceAll('`', ''), ...cells]);

describe('PROTOCOL.md says what the code does', () => {
  it('[W4] limits', () => {
    for (const [name, value] of Object.entries(LIMITS)) {
      expect(rows.find(([first]) => first === name)?.[1], name).toBe(String(value));
    }
  });

  it.each([
    ['[W14] refusals', Object.entries(REFUSALS)],
    ['[W18] close codes', Object.entries(CLOSE_CODES)],
  ])('%s', (_, table) => {
    for (const [name, { number, retry, meaning }] of table) {
      const row = [name, String(number), retry ? 'retry' : 'final', meaning];
      expect(rows.map((cells) => cells.slice(0, 4))).toContainEqual(row);
    }
  });

  it('[W14] numbers of refusals are unique and fit a byte', () => {
    const numbers = Object.values(REFUSALS).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const [code, { number }] of Object.entries(REFUSALS)) {
      expect(number).toBeLessThan(256);
      expect(refusalFromNumber(number)).toBe(code);
    }
    expect(refusalFromNumber(200)).toBeUndefined();
  });

  it('[W14] the answer to a close is no refusal that anybody is told of, nor one to try again after', () => {
    expect([isFinalRefusal('closed-as-asked'), isPassingRefusal('closed-as-asked')]).toEqual([false, false]);
    expect([isFinalRefusal('list-full'), isPassingRefusal('list-full')]).toEqual([true, false]);
    expect([isFinalRefusal('rate-limited'), isPassingRefusal('rate-limited')]).toEqual([false, true]);
  });

  it('[W18] the reason of a close may ask for a pause', () => {
    expect(readRetryAfterMs(retryAfterReason(1234.4))).toBe(1234);
    for (const reason of [
      '',
      'draining',
      'retry-after-ms=',
      'retry-after-ms=-1',
      'retry-after-ms=9999999999',
      ' retry-after-ms=1',
    ])
      expect(readRetryAfterMs(reason)).toBeUndefined();
  });

  it('[W18] the final codes are those of 4400-4499, after which y-websocket stays away', () => {
    for (const { number, retry } of Object.values(CLOSE_CODES)) expect(retry).toBe(number < 4400 || number > 4499);
  });
});

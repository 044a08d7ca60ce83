import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JOURNAL_FILES, openJournal, type Journal } from './journal.ts';
import { decodeJournal, journalRecordBytes, type JournalAppend } from './journal-record.ts';
import { someEntry } from './log-store-contract.ts';
import { random } from '../testing/random.ts';

const appendOf = (bytes: number): readonly JournalAppend[] => [
  { list: randomBytes(32).toString('base64url'), generation: random(16), entries: [someEntry(undefined, bytes)] },
];

describe('the journal', () => {
  let folder: string;
  let journal: Journal;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tote-journal-'));
    journal = openJournal({ folder, after: new Uint8Array(16), random });
  });
  afterEach(() => {
    journal.close();
    rmSync(folder, { recursive: true });
  });
  const sizes = (): readonly number[] => JOURNAL_FILES.map((name) => statSync(join(folder, name)).size);
  const lengthsIn = (name: string): readonly (number | undefined)[] =>
    decodeJournal(readFileSync(join(folder, name))).map(({ appends }) => appends[0]?.entries[0]?.envelope.length);
  const write = async (bytes: number): Promise<void> => {
    const appends = appendOf(bytes);
    expect(journal.reserve(appends)).toBe(true);
    await journal.write({ atMs: 0, appends });
  };

  it('[L1] writes into files that have their length already, and never makes them shorter', async () => {
    expect(journal.reserve([])).toBe(true);
    const before = sizes();
    expect(Math.min(...before)).toBeGreaterThan(1_000_000);
    for (let i = 1; i <= 5; i++) await write(100 * i);
    journal.turn();
    await write(700);
    expect(sizes()).toEqual(before);
    expect(lengthsIn('journal-0')).toEqual([100, 200, 300, 400, 500]);
    expect(lengthsIn('journal-1')).toEqual([700]);
  });

  it('[L1] begins a round at the start of the other file, and names it after the one before', async () => {
    await write(100);
    const first = journal.turn();
    await write(200);
    await write(300);
    const second = journal.turn();
    await write(400);
    const [zeroth, other] = JOURNAL_FILES.map((name) => decodeJournal(readFileSync(join(folder, name))));
    expect(zeroth?.map(({ index, after }) => [index, [...after]])).toEqual([[0, [...second]]]);
    expect(other?.map(({ index, after, own }) => [index, [...after], [...own]])).toEqual([
      [0, [...first], [...second]],
      [1, [...first], [...second]],
    ]);
  });

  it('[L1] says when a record does not fit, and takes it in a longer file', async () => {
    await write(100);
    const big = appendOf(Math.min(...sizes()));
    expect(journal.fits(appendOf(100))).toBe(true);
    expect(journal.fits(big)).toBe(false);
    expect(journal.reserve(big)).toBe(true);
    await journal.write({ atMs: 0, appends: big });
    expect(sizes()[0]).toBe(4096 + journalRecordBytes(big));
    expect(lengthsIn('journal-0')).toHaveLength(2);
  });

  it('[L1] gives a file its length again that has lost it', async () => {
    await write(100);
    journal.close();
    truncateSync(join(folder, 'journal-1'), 10);
    journal = openJournal({ folder, after: random(16), random });
    journal.reserve([]);
    expect(sizes()[1]).toBe(sizes()[0]);
  });

  it.runIf(existsSync('/dev/full'))('[L9] has no room where the disk is full, and says what else is wrong', () => {
    symlinkSync('/dev/full', join(folder, 'journal-0'));
    expect(journal.reserve([])).toBe(false);
    rmSync(join(folder, 'journal-0'));
    journal.close();
    symlinkSync(folder, join(folder, 'journal-0'));
    expect(() => journal.reserve([])).toThrow(/EISDIR/);
  });
});

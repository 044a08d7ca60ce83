import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  decodeJournal,
  encodeJournalRecord,
  JOURNAL_PAGE_BYTES,
  journalRecordBytes,
  type JournalRecord,
} from './journal-record.ts';
import { someEntry } from './log-store-contract.ts';
import { random } from '../testing/random.ts';

const [before, own] = [random(16), random(16)];
const listName = (): string => randomBytes(32).toString('base64url');

const record = (index: number, bytes = 150): JournalRecord => ({
  index,
  after: before,
  own,
  atMs: 1_700_000_000_000 + index,
  appends: [
    { list: listName(), generation: random(16), entries: [someEntry(undefined, bytes), someEntry(0), someEntry(7, 1)] },
    { list: listName(), generation: random(16), entries: [someEntry()] },
  ],
});

const plain = (records: readonly JournalRecord[]) =>
  records.map(({ appends, ...place }) => ({
    index: place.index,
    after: [...place.after],
    own: [...place.own],
    atMs: place.atMs,
    appends: appends.map(({ list, generation, entries }) => ({
      list,
      generation: [...generation],
      entries: entries.map(({ id, envelope, covers }) => ({ id: [...id], envelope: [...envelope], covers })),
    })),
  }));

describe('a record of the journal', () => {
  it('[L1] is read as it was written, each on pages of its own', () => {
    const records = [record(0), record(1, 20_000), { ...record(2), appends: [] }];
    const written = records.map(encodeJournalRecord);
    for (const [index, bytes] of written.entries()) {
      expect(bytes.length % JOURNAL_PAGE_BYTES).toBe(0);
      expect(bytes.length).toBe(journalRecordBytes(records[index]?.appends ?? []));
    }
    const file = Buffer.concat([...written, Buffer.alloc(3 * JOURNAL_PAGE_BYTES)]);
    expect(plain(decodeJournal(file))).toEqual(plain(records));
  });

  it('[L6] is not read when a bit of it is another, wherever, nor when its end is missing', () => {
    const bytes = encodeJournalRecord(record(0));
    const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
    for (let at = 0; at < end; at++) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (at % 8)), at);
      expect(decodeJournal(damaged), `byte ${at}`).toEqual([]);
    }
    for (let length = 0; length < end; length++)
      expect(decodeJournal(bytes.subarray(0, length)), `${length} bytes`).toEqual([]);
  });

  it('[L6] is found behind one that is damaged', () => {
    const [first, second, third] = [record(0), record(1, 9_000), record(2)].map(encodeJournalRecord);
    second?.writeUInt8((second[300] ?? 0) ^ 1, 300);
    const found = decodeJournal(Buffer.concat([first ?? [], second ?? [], third ?? []].map((one) => Buffer.from(one))));
    expect(found.map(({ index }) => index)).toEqual([0, 2]);
  });

  it('[L6] is no record when it is random', () => {
    for (let i = 0; i < 50; i++) {
      const bytes = randomBytes(3 * JOURNAL_PAGE_BYTES);
      bytes.write('Tote', JOURNAL_PAGE_BYTES);
      expect(decodeJournal(bytes)).toEqual([]);
    }
  });
});

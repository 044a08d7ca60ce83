/**
 * Bytes of the journal (RELAY.md, D12). A record is what became durable with one sync. It begins on a page of its own, so that no
 * write touches a page that holds something acknowledged, and says itself to which round it belongs, so that nothing depends on
 * the beginning of the file. All numbers big-endian.
 *
 *   record  'Tote' | crc 4 | length of the content 4 | number in its round 4 | mark of the round before 16 | mark of this round 16
 *           | time (ms) 6 | appends
 *   append  list id 32 | generation 16 | number of entries 4 | entries
 *   entry   envelope id 32 | covers + 1, or 0 6 | length 4 | envelope
 *
 * The CRC-32 is over everything behind it. A round is what becomes one transaction of LMDB, which stores the round's mark.
 */
import { crc32 } from 'node:zlib';
import type { ListName, NewEntry } from '../core/log-store.ts';
import { headKey } from './log-records.ts';

/** Records begin at multiples of this: what disks and file systems write as one, or several of it. */
export const JOURNAL_PAGE_BYTES = 4096;
/** A mark is drawn, never counted: a file of another store, or of an older copy of this one, continues nothing here. */
export const MARK_BYTES = 16;

const MAGIC = Buffer.from('Tote');
const CRC_AT = 4;
const LENGTH_AT = 8;
const INDEX_AT = 12;
const AFTER_AT = 16;
const OWN_AT = AFTER_AT + MARK_BYTES;
const TIME_AT = OWN_AT + MARK_BYTES;
const TIME_BYTES = 6;
const CONTENT_AT = TIME_AT + TIME_BYTES;
const LIST_ID_BYTES = 32;
const GENERATION_BYTES = 16;
const APPEND_HEAD_BYTES = LIST_ID_BYTES + GENERATION_BYTES + 4;
const ID_BYTES = 32;
const COVERS_BYTES = 6;
const ENTRY_HEAD_BYTES = ID_BYTES + COVERS_BYTES + 4;

/** New entries of one list. */
export interface JournalAppend {
  readonly list: ListName;
  /** 16 bytes, as stored: the log's if it is new. */
  readonly generation: Uint8Array;
  readonly entries: readonly NewEntry[];
}

/** Where a record stands among others. */
export interface JournalPlace {
  /** From 0 in each round. */
  readonly index: number;
  /** Marks, 16 bytes each: of the round before, and of this one. */
  readonly after: Uint8Array;
  readonly own: Uint8Array;
}

/** What was planned together and made durable with one sync. */
export interface JournalContent {
  /** Time of day at which it was planned, in milliseconds: what was dropped then is dropped again. */
  readonly atMs: number;
  readonly appends: readonly JournalAppend[];
}

/** A record. */
export interface JournalRecord extends JournalPlace, JournalContent {}

const paged = (bytes: number): number => Math.ceil(bytes / JOURNAL_PAGE_BYTES) * JOURNAL_PAGE_BYTES;

/** Bytes of the file that a record with these appends takes. */
export const journalRecordBytes = (appends: readonly JournalAppend[]): number => {
  let bytes = CONTENT_AT;
  for (const { entries } of appends) {
    bytes += APPEND_HEAD_BYTES + entries.length * ENTRY_HEAD_BYTES;
    for (const { envelope } of entries) bytes += envelope.length;
  }
  return paged(bytes);
};

/** Writes a record with its padding. */
export const encodeJournalRecord = ({ index, after, own, atMs, appends }: JournalRecord): Buffer => {
  const record = Buffer.alloc(journalRecordBytes(appends));
  record.set(MAGIC);
  record.writeUInt32BE(index, INDEX_AT);
  record.set(after, AFTER_AT);
  record.set(own, OWN_AT);
  record.writeUIntBE(Math.floor(atMs), TIME_AT, TIME_BYTES);
  let at = CONTENT_AT;
  for (const { list, generation, entries } of appends) {
    record.set(headKey(list), at);
    record.set(generation, at + LIST_ID_BYTES);
    record.writeUInt32BE(entries.length, at + LIST_ID_BYTES + GENERATION_BYTES);
    at += APPEND_HEAD_BYTES;
    for (const { id, covers, envelope } of entries) {
      record.set(id, at);
      record.writeUIntBE(covers === undefined ? 0 : covers + 1, at + ID_BYTES, COVERS_BYTES);
      record.writeUInt32BE(envelope.length, at + ID_BYTES + COVERS_BYTES);
      record.set(envelope, at + ENTRY_HEAD_BYTES);
      at += ENTRY_HEAD_BYTES + envelope.length;
    }
  }
  record.writeUInt32BE(at - CONTENT_AT, LENGTH_AT);
  record.writeUInt32BE(crc32(record.subarray(LENGTH_AT, at)), CRC_AT);
  return record;
};

/** Takes pieces off some bytes; undefined once there are too few. */
const createCursor = (bytes: Buffer) => {
  let at = 0;
  return {
    get isAtEnd() {
      return at === bytes.length;
    },
    take: (length: number): Buffer | undefined => {
      if (at + length > bytes.length) return undefined;
      at += length;
      return bytes.subarray(at - length, at);
    },
  };
};

type Cursor = ReturnType<typeof createCursor>;

const decodeEntry = (cursor: Cursor): NewEntry | undefined => {
  const head = cursor.take(ENTRY_HEAD_BYTES);
  const envelope = head && cursor.take(head.readUInt32BE(ID_BYTES + COVERS_BYTES));
  if (!envelope) return undefined;
  const covers = head.readUIntBE(ID_BYTES, COVERS_BYTES) - 1;
  return { id: head.subarray(0, ID_BYTES), envelope, ...(covers >= 0 && { covers }) };
};

const decodeAppend = (cursor: Cursor): JournalAppend | undefined => {
  const head = cursor.take(APPEND_HEAD_BYTES);
  if (!head) return undefined;
  const entries: NewEntry[] = [];
  for (let left = head.readUInt32BE(LIST_ID_BYTES + GENERATION_BYTES); left > 0; left--) {
    const entry = decodeEntry(cursor);
    if (!entry) return undefined;
    entries.push(entry);
  }
  return {
    list: head.toString('base64url', 0, LIST_ID_BYTES),
    generation: head.subarray(LIST_ID_BYTES, LIST_ID_BYTES + GENERATION_BYTES),
    entries,
  };
};

/** The record that begins with these bytes; undefined if there is none, or not all of it as it was written. */
const decodeRecord = (bytes: Buffer): JournalRecord | undefined => {
  if (bytes.length < CONTENT_AT || !bytes.subarray(0, CRC_AT).equals(MAGIC)) return undefined;
  const end = CONTENT_AT + bytes.readUInt32BE(LENGTH_AT);
  if (end > bytes.length || bytes.readUInt32BE(CRC_AT) !== crc32(bytes.subarray(LENGTH_AT, end))) return undefined;
  const cursor = createCursor(bytes.subarray(CONTENT_AT, end));
  const appends: JournalAppend[] = [];
  while (!cursor.isAtEnd) {
    const append = decodeAppend(cursor);
    if (!append) return undefined;
    appends.push(append);
  }
  return {
    index: bytes.readUInt32BE(INDEX_AT),
    after: bytes.subarray(AFTER_AT, OWN_AT),
    own: bytes.subarray(OWN_AT, TIME_AT),
    atMs: bytes.readUIntBE(TIME_AT, TIME_BYTES),
    appends,
  };
};

/** All records of a file that are as they were written, of whatever round, in the order in which they stand. */
export const decodeJournal = (bytes: Buffer): readonly JournalRecord[] => {
  const records: JournalRecord[] = [];
  for (let at = 0; at < bytes.length;) {
    const record = decodeRecord(bytes.subarray(at));
    if (record) records.push(record);
    at += record ? journalRecordBytes(record.appends) : JOURNAL_PAGE_BYTES;
  }
  return records;
};

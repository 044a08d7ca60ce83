/**
 * Bytes of entries and heads, as stores that keep bytes have them. All numbers big-endian. Every record carries a CRC-32 over its key and
 * its content, so that one that was damaged, or stands in the wrong place, is noticed when it is read.
 *
 *   entry   key: list id 32 | sequence 8    version 1 | crc 4 | flags 1 | envelope id 16 | appended bytes 6 | [covers 6] | envelope
 *   id      key: list id 32 | envelope id 16    sequence 6
 *   head    key: list id 32    version 1 | crc 4 | generation 16 | sequence 6 | pruned through 6 | appended bytes 6
 *           | pruned bytes 6 | covered bytes 6 | marks, each: sequence 6 | covers 6 | stored at (ms) 6
 *
 * An envelope id is cut to 16 bytes: nobody can find a second envelope for one that exists, which is all that is needed here.
 */
import { crc32 } from 'node:zlib';
import type { LogState } from '../core/log-state.ts';
import type { ListName, StoredEntry } from '../core/log-store.ts';
import type { SnapshotMark } from '../core/retention.ts';

const VERSION = 1;
const CRC_AT = 1;
const BODY_AT = 5;
const FLAG_COVERS = 1;
const LIST_ID_BYTES = 32;
const ID_BYTES = 16;
const GENERATION_BYTES = 16;
/** Six bytes count to 2.8e14: sequences, bytes and milliseconds of any log fit. */
const NUMBER_BYTES = 6;
const SEQUENCE_KEY_BYTES = 8;
const MARK_BYTES = 3 * NUMBER_BYTES;
const ENTRY_BODY_BYTES = 1 + ID_BYTES + NUMBER_BYTES;
const HEAD_BODY_BYTES = GENERATION_BYTES + 5 * NUMBER_BYTES;

/** An entry as it lies on the disk. */
export interface EntryRecord {
  /** 16 bytes: the envelope's id, cut. */
  readonly idPart: Uint8Array;
  readonly appendedBytes: number;
  readonly covers?: number;
  readonly envelope: Uint8Array;
}

/** The last that was asked for: an append needs it six times in a row. */
let lastList: ListName | undefined;
let lastHeadKey = Buffer.alloc(0);

/** Key of a list's head; prefix of all its other keys. Nobody writes into it. */
export const headKey = (list: ListName): Buffer => {
  if (list === lastList) return lastHeadKey;
  const key = Buffer.from(list, 'base64url');
  if (key.length !== LIST_ID_BYTES) throw new RangeError('a list name is 43 characters of base64url');
  lastList = list;
  lastHeadKey = key;
  return key;
};

/** Key of an entry. */
export const entryKey = (list: ListName, sequence: number): Buffer => {
  const key = Buffer.allocUnsafe(LIST_ID_BYTES + SEQUENCE_KEY_BYTES);
  key.set(headKey(list));
  // In two halves: a third of what a BigInt costs, and this is done several times for each entry.
  key.writeUInt32BE(Math.floor(sequence / 2 ** 32), LIST_ID_BYTES);
  key.writeUInt32BE(sequence % 2 ** 32, LIST_ID_BYTES + 4);
  return key;
};

/** Sequence in an entry's key. */
export const sequenceOfKey = (key: Uint8Array): number =>
  Number(Buffer.from(key.buffer, key.byteOffset, key.length).readBigUInt64BE(LIST_ID_BYTES));

/** The part of an envelope's id that names it within a list. */
export const idPartOf = (id: Uint8Array): Uint8Array => id.subarray(0, ID_BYTES);

/** Key under which an envelope's sequence is found. */
export const idKey = (list: ListName, idPart: Uint8Array): Buffer => {
  const key = Buffer.allocUnsafe(LIST_ID_BYTES + ID_BYTES);
  key.set(headKey(list));
  key.set(idPart, LIST_ID_BYTES);
  return key;
};

/** Value of an id key. */
export const encodeSequence = (sequence: number): Buffer => {
  const value = Buffer.allocUnsafe(NUMBER_BYTES);
  value.writeUIntBE(sequence, 0, NUMBER_BYTES);
  return value;
};

/** Reads {@link encodeSequence}; undefined for bytes of another length. */
export const decodeSequence = (value: Buffer | undefined): number | undefined =>
  value?.length === NUMBER_BYTES ? value.readUIntBE(0, NUMBER_BYTES) : undefined;

const seal = (key: Uint8Array, record: Buffer): Buffer => {
  record.writeUInt8(VERSION, 0);
  record.writeUInt32BE(crc32(record.subarray(BODY_AT), crc32(key)), CRC_AT);
  return record;
};

const isSound = (key: Uint8Array, record: Buffer, bodyBytesMin: number): boolean =>
  record.length >= BODY_AT + bodyBytesMin &&
  record.readUInt8(0) === VERSION &&
  record.readUInt32BE(CRC_AT) === crc32(record.subarray(BODY_AT), crc32(key));

/** Value of an entry key. */
export const encodeEntry = (key: Uint8Array, entry: EntryRecord): Buffer => {
  const coversBytes = entry.covers === undefined ? 0 : NUMBER_BYTES;
  const envelopeAt = BODY_AT + ENTRY_BODY_BYTES + coversBytes;
  const record = Buffer.allocUnsafe(envelopeAt + entry.envelope.length);
  record.writeUInt8(entry.covers === undefined ? 0 : FLAG_COVERS, BODY_AT);
  record.set(entry.idPart, BODY_AT + 1);
  record.writeUIntBE(entry.appendedBytes, BODY_AT + 1 + ID_BYTES, NUMBER_BYTES);
  if (entry.covers !== undefined) record.writeUIntBE(entry.covers, BODY_AT + ENTRY_BODY_BYTES, NUMBER_BYTES);
  record.set(entry.envelope, envelopeAt);
  return seal(key, record);
};

/** Reads an entry into memory of its own; undefined if it is damaged. */
export const decodeEntry = (key: Uint8Array, record: Buffer): EntryRecord | undefined => {
  if (!isSound(key, record, ENTRY_BODY_BYTES)) return undefined;
  const hasCovers = record.readUInt8(BODY_AT) === FLAG_COVERS;
  const envelopeAt = BODY_AT + ENTRY_BODY_BYTES + (hasCovers ? NUMBER_BYTES : 0);
  if (record.length < envelopeAt) return undefined;
  return {
    idPart: Uint8Array.from(record.subarray(BODY_AT + 1, BODY_AT + 1 + ID_BYTES)),
    appendedBytes: record.readUIntBE(BODY_AT + 1 + ID_BYTES, NUMBER_BYTES),
    envelope: Uint8Array.from(record.subarray(envelopeAt)),
    ...(hasCovers && { covers: record.readUIntBE(BODY_AT + ENTRY_BODY_BYTES, NUMBER_BYTES) }),
  };
};

/** What a relay is given of a record. */
export const toStoredEntry = (sequence: number, { envelope, covers }: EntryRecord): StoredEntry =>
  covers === undefined ? { sequence, envelope } : { sequence, envelope, covers };

/** Value of a head key. */
export const encodeHead = (key: Uint8Array, state: LogState): Buffer => {
  const record = Buffer.allocUnsafe(BODY_AT + HEAD_BODY_BYTES + state.marks.length * MARK_BYTES);
  record.set(state.generation, BODY_AT);
  const { sequence, prunedThrough, appendedBytes, prunedBytes, coveredBytes } = state;
  let at = BODY_AT + GENERATION_BYTES;
  const write = (value: number): void => void (at = record.writeUIntBE(value, at, NUMBER_BYTES));
  for (const value of [sequence, prunedThrough, appendedBytes, prunedBytes, coveredBytes]) write(value);
  for (const mark of state.marks)
    for (const value of [mark.sequence, mark.covers, Math.floor(mark.storedAtMs)]) write(value);
  return seal(key, record);
};

/** Reads a head; undefined if it is damaged. */
export const decodeHead = (key: Uint8Array, record: Buffer): LogState | undefined => {
  if (!isSound(key, record, HEAD_BODY_BYTES)) return undefined;
  const numberAt = (index: number): number =>
    record.readUIntBE(BODY_AT + GENERATION_BYTES + index * NUMBER_BYTES, NUMBER_BYTES);
  const markCount = (record.length - BODY_AT - HEAD_BODY_BYTES) / MARK_BYTES;
  if (!Number.isInteger(markCount)) return undefined;
  const marks = Array.from({ length: markCount }, (_, index): SnapshotMark => {
    const first = 5 + index * 3;
    return { sequence: numberAt(first), covers: numberAt(first + 1), storedAtMs: numberAt(first + 2) };
  });
  return {
    generation: Uint8Array.from(record.subarray(BODY_AT, BODY_AT + GENERATION_BYTES)),
    sequence: numberAt(0),
    prunedThrough: numberAt(1),
    appendedBytes: numberAt(2),
    prunedBytes: numberAt(3),
    coveredBytes: numberAt(4),
    marks,
  };
};

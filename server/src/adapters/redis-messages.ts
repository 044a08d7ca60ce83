/**
 * What goes over a list's channel: kind 1 | relay 8 | body. What was appended: length 4 | head | for each entry: length 4 | record
 * (log-records.ts); the entries are the last of the log, or none if they are too large. What a relay says: the message as it is.
 */
import type { LogState } from '../core/log-state.ts';
import type { ListName, StoredEntry } from '../core/log-store.ts';
import { decodeEntry, decodeHead, entryKey, headKey, toStoredEntry } from './log-records.ts';

const APPENDED = 1;
const SAID = 2;
const RELAY_AT = 1;
const BODY_AT = 9;
const LENGTH_BYTES = 4;
/** More is read from the log by whoever wants it: a message goes to every relay that follows the list. */
const ENTRY_BYTES_MAX = 16 * 1024;

/** A message that was understood. */
export type RedisMessage =
  | {
      readonly type: 'appended';
      readonly relay: string;
      readonly state: LogState;
      readonly entries: () => readonly StoredEntry[];
    }
  | { readonly type: 'said'; readonly relay: string; readonly message: Uint8Array };

const withLength = (bytes: Uint8Array): readonly Uint8Array[] => {
  const length = Buffer.allocUnsafe(LENGTH_BYTES);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
};

/** `relay`: 8 bytes. */
export const appendedMessage = (relay: Uint8Array, head: Uint8Array, records: readonly Uint8Array[]): Buffer => {
  const bytes = records.reduce((sum, record) => sum + record.length, 0);
  const told = bytes <= ENTRY_BYTES_MAX ? records : [];
  return Buffer.concat([Uint8Array.of(APPENDED), relay, ...withLength(head), ...told.flatMap(withLength)]);
};

/** `relay`: 8 bytes. */
export const saidMessage = (relay: Uint8Array, message: Uint8Array): Buffer =>
  Buffer.concat([Uint8Array.of(SAID), relay, message]);

/** Name of a relay in these messages. */
export const relayName = (relay: Uint8Array): string => Buffer.from(relay).toString('hex');

function* partsOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at + LENGTH_BYTES <= bytes.length;) {
    const end = at + LENGTH_BYTES + bytes.readUInt32BE(at);
    yield bytes.subarray(at + LENGTH_BYTES, end);
    at = end;
  }
}

const readEntries = (list: ListName, last: number, records: readonly Buffer[]): readonly StoredEntry[] => {
  const found: StoredEntry[] = [];
  for (const [index, record] of records.entries()) {
    const sequence = last - records.length + 1 + index;
    const entry = decodeEntry(entryKey(list, sequence), record);
    if (!entry) return []; // as if it were too large: what the log has is read, and checked, there
    found.push(toStoredEntry(sequence, entry));
  }
  return found;
};

/** Reads a message; undefined if it is not one, or one of a later relay. */
export const readMessage = (list: ListName, message: Buffer): RedisMessage | undefined => {
  if (message.length < BODY_AT) return undefined;
  const relay = relayName(message.subarray(RELAY_AT, BODY_AT));
  const body = message.subarray(BODY_AT);
  switch (message.readUInt8(0)) {
    case SAID:
      return { type: 'said', relay, message: Uint8Array.from(body) };
    case APPENDED: {
      const [head, ...records] = partsOf(body);
      const state = head && decodeHead(headKey(list), head);
      return state && { type: 'appended', relay, state, entries: () => readEntries(list, state.sequence, records) };
    }
    default:
      return undefined;
  }
};

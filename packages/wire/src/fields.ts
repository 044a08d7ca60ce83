/** Fields that several frames share, each with its write and its read side by side. */
import type { FrameReader } from './frame-reader.ts';
import { assertWithin, type FrameWriter } from './frame-writer.ts';
import type { LogEntry } from './frames.ts';
import { FIELD_BYTES, LIMITS } from './limits.ts';
import { REFUSALS, refusalFromNumber, type RefusalCode } from './refusals.ts';

export const writeChannel = (writer: FrameWriter, channel: number): void => {
  writer.number('channel', channel, 0, LIMITS.channelMax);
};
export const readChannel = (reader: FrameReader): number => reader.number('channel', 0, LIMITS.channelMax);

export const writePeer = (writer: FrameWriter, peer: number): void => {
  writer.number('peer', peer, 0, LIMITS.peerMax);
};
export const readPeer = (reader: FrameReader): number => reader.number('peer', 0, LIMITS.peerMax);

/** Request numbers of acts start at 1; 0 names the open. */
export const writeRequest = (writer: FrameWriter, request: number, least: 0 | 1): void => {
  writer.number('request', request, least, LIMITS.requestMax);
};
export const readRequest = (reader: FrameReader, least: 0 | 1): number =>
  reader.number('request', least, LIMITS.requestMax);

export const writeSequence = (writer: FrameWriter, sequence: number, least: 0 | 1): void => {
  writer.number('sequence', sequence, least, LIMITS.sequenceMax);
};
export const readSequence = (reader: FrameReader, least: 0 | 1): number =>
  reader.number('sequence', least, LIMITS.sequenceMax);

export const writeGeneration = (writer: FrameWriter, generation: Uint8Array): void => {
  writer.fixed('generation', generation, FIELD_BYTES.generation);
};
export const readGeneration = (reader: FrameReader): Uint8Array => reader.bytes(FIELD_BYTES.generation);

export const writeRefusal = (writer: FrameWriter, code: RefusalCode): void => {
  writer.byte(REFUSALS[code].number);
};
export const readRefusal = (reader: FrameReader): RefusalCode => {
  const code = refusalFromNumber(reader.byte());
  if (code === undefined) reader.badValue('code');
  return code ?? 'relay-fault';
};

/** An envelope with its length before it. */
export const writeEnvelope = (writer: FrameWriter, envelope: Uint8Array, bytesMax: number): void => {
  writer.number('envelope length', envelope.length, 1, bytesMax);
  writer.bytes(envelope);
};
export const readEnvelope = (reader: FrameReader, bytesMax: number): Uint8Array =>
  reader.bytes(reader.number('envelope length', 1, bytesMax));

const MORE = 1;

/** One or more envelopes: before each a head `length × 2 + (1 if another follows)`. */
export const writeEnvelopes = (writer: FrameWriter, envelopes: readonly Uint8Array[]): void => {
  assertWithin('envelopes', envelopes.length, 1, LIMITS.envelopesPerAppendMax);
  envelopes.forEach((envelope, index) => {
    assertWithin('envelope length', envelope.length, 1, LIMITS.envelopeBytesMax);
    const more = index < envelopes.length - 1 ? MORE : 0;
    writer.number('envelope head', envelope.length * 2 + more, 0, LIMITS.sequenceMax);
    writer.bytes(envelope);
  });
};
export const readEnvelopes = (reader: FrameReader): Uint8Array[] => {
  const envelopes: Uint8Array[] = [];
  for (let more = true; more && !reader.failed;) {
    if (envelopes.length === LIMITS.envelopesPerAppendMax) reader.badNumber('envelopes');
    const head = reader.number('envelope head', 2, LIMITS.envelopeBytesMax * 2 + 1);
    more = (head & MORE) !== 0;
    envelopes.push(reader.bytes(head >>> 1));
  }
  return envelopes;
};

const ENTRY_COVERS = 1;
const ENTRY_GAP = 2;
const ENTRY_MORE = 4;

/**
 * One or more entries: the first sequence, then for each entry a head `length × 8 + flags`, the gap to the sequence that
 * would follow (flag 2), what a snapshot covers (flag 1), and the envelope. Flag 4: another entry follows. A plain entry
 * next to the one before it costs two bytes.
 */
export const writeEntries = (writer: FrameWriter, entries: readonly LogEntry[]): void => {
  assertWithin('entries', entries.length, 1, LIMITS.entriesPerFrameMax);
  let expected = entries[0]?.sequence ?? 1;
  writeSequence(writer, expected, 1);
  entries.forEach(({ sequence, covers, envelope }, index) => {
    assertWithin('sequence', sequence, expected, LIMITS.sequenceMax);
    assertWithin('envelope length', envelope.length, 1, LIMITS.envelopeBytesMax);
    const gap = sequence - expected;
    const flags =
      (covers === undefined ? 0 : ENTRY_COVERS) |
      (gap === 0 ? 0 : ENTRY_GAP) |
      (index < entries.length - 1 ? ENTRY_MORE : 0);
    writer.number('entry head', envelope.length * 8 + flags, 0, LIMITS.sequenceMax);
    if (gap !== 0) writer.number('gap', gap, 1, LIMITS.sequenceMax);
    if (covers !== undefined) writer.number('covers', covers, 0, sequence - 1);
    writer.bytes(envelope);
    expected = sequence + 1;
  });
};
export const readEntries = (reader: FrameReader): LogEntry[] => {
  const entries: LogEntry[] = [];
  let expected = readSequence(reader, 1);
  for (let more = true; more && !reader.failed;) {
    if (entries.length === LIMITS.entriesPerFrameMax) reader.badNumber('entries');
    const head = reader.number('entry head', 8, LIMITS.envelopeBytesMax * 8 + 7);
    more = (head & ENTRY_MORE) !== 0;
    // The first sequence is written out: a gap before it would be a second encoding of the same frame (W3).
    if (entries.length === 0 && (head & ENTRY_GAP) !== 0) reader.badNumber('gap');
    const gap = (head & ENTRY_GAP) === 0 ? 0 : reader.number('gap', 1, LIMITS.sequenceMax);
    const sequence = expected + gap;
    if (sequence > LIMITS.sequenceMax) reader.badNumber('sequence');
    const covers = (head & ENTRY_COVERS) === 0 ? undefined : reader.number('covers', 0, sequence - 1);
    const envelope = reader.bytes(head >>> 3);
    entries.push(covers === undefined ? { sequence, envelope } : { sequence, covers, envelope });
    expected = sequence + 1;
  }
  return entries;
};

/** Relay to client: opcode, then fields, by the tables of PROTOCOL.md. */
import {
  readChannel,
  readEntries,
  readEnvelope,
  readGeneration,
  readPeer,
  readRefusal,
  readRequest,
  readSequence,
  writeChannel,
  writeEntries,
  writeEnvelope,
  writeGeneration,
  writePeer,
  writeRefusal,
  writeRequest,
  writeSequence,
} from './fields.ts';
import { decodeFrame, type FrameReader } from './frame-reader.ts';
import { createFrameWriter, type FrameWriter } from './frame-writer.ts';
import type { AckFrame, ChallengeFrame, RelayFrame, SnapshotNotedFrame } from './frames.ts';
import { FIELD_BYTES, LIMITS } from './limits.ts';
import type { Result } from './result.ts';
import type { WireError } from './wire-error.ts';

const OPCODES = {
  challenge: 0x81,
  opened: 0x82,
  entries: 0x83,
  'snapshot-noted': 0x84,
  'caught-up': 0x85,
  ack: 0x86,
  refused: 0x87,
  presence: 0x88,
  'peer-joined': 0x89,
  'peer-left': 0x8a,
  closed: 0x8b,
  pong: 0x8c,
} as const satisfies Record<RelayFrame['type'], number>;

const writeChallenge = (writer: FrameWriter, frame: ChallengeFrame): void => {
  writer.number('version', frame.version, 1, LIMITS.versionMax);
  writer.number('nonces', frame.nonces.length, 1, LIMITS.noncesPerHelloMax);
  for (const nonce of frame.nonces) writer.fixed('nonce', nonce, FIELD_BYTES.nonce);
};

const readChallenge = (reader: FrameReader): ChallengeFrame => {
  const version = reader.number('version', 1, LIMITS.versionMax);
  const count = reader.number('nonces', 1, LIMITS.noncesPerHelloMax);
  const nonces: Uint8Array[] = [];
  while (nonces.length < count && !reader.failed) nonces.push(reader.bytes(FIELD_BYTES.nonce));
  return { type: 'challenge', version, nonces };
};

const writeAck = (writer: FrameWriter, frame: AckFrame): void => {
  writeChannel(writer, frame.channel);
  writeRequest(writer, frame.request, 1);
  writer.number('sequences', frame.sequences.length, 1, LIMITS.envelopesPerAppendMax);
  for (const sequence of frame.sequences) writeSequence(writer, sequence, 1);
};

const readAck = (reader: FrameReader): AckFrame => {
  const channel = readChannel(reader);
  const request = readRequest(reader, 1);
  const count = reader.number('sequences', 1, LIMITS.envelopesPerAppendMax);
  const sequences: number[] = [];
  while (sequences.length < count && !reader.failed) sequences.push(readSequence(reader, 1));
  return { type: 'ack', channel, request, sequences };
};

const readSnapshotNoted = (reader: FrameReader): SnapshotNotedFrame => {
  const channel = readChannel(reader);
  const sequence = readSequence(reader, 1);
  return { type: 'snapshot-noted', channel, sequence, covers: reader.number('covers', 0, sequence - 1) };
};

/** Bytes of one frame from relay to client. Throws a RangeError when a field breaks a documented limit (a caller's bug). */
export const encodeRelayFrame = (frame: RelayFrame): Uint8Array<ArrayBuffer> => {
  const writer = createFrameWriter(OPCODES[frame.type]);
  switch (frame.type) {
    case 'challenge':
      writeChallenge(writer, frame);
      break;
    case 'opened':
      writeChannel(writer, frame.channel);
      writeGeneration(writer, frame.generation);
      writeSequence(writer, frame.head, 0);
      writePeer(writer, frame.peer);
      break;
    case 'entries':
      writeChannel(writer, frame.channel);
      writeEntries(writer, frame.entries);
      break;
    case 'snapshot-noted':
      writeChannel(writer, frame.channel);
      writeSequence(writer, frame.sequence, 1);
      writer.number('covers', frame.covers, 0, frame.sequence - 1);
      break;
    case 'caught-up':
      writeChannel(writer, frame.channel);
      writeSequence(writer, frame.sequence, 0);
      break;
    case 'ack':
      writeAck(writer, frame);
      break;
    case 'refused':
      writeChannel(writer, frame.channel);
      writeRequest(writer, frame.request, 0);
      writeRefusal(writer, frame.code);
      break;
    case 'presence':
      writeChannel(writer, frame.channel);
      writePeer(writer, frame.peer);
      writeEnvelope(writer, frame.envelope, LIMITS.presenceBytesMax);
      break;
    case 'peer-joined':
    case 'peer-left':
      writeChannel(writer, frame.channel);
      writePeer(writer, frame.peer);
      break;
    case 'closed':
      writeChannel(writer, frame.channel);
      writeRefusal(writer, frame.code);
      break;
    case 'pong':
      writer.number('token', frame.token, 0, LIMITS.tokenMax);
      break;
  }
  return writer.finish();
};

const readRelayFrame = (reader: FrameReader, opcode: number): RelayFrame | undefined => {
  switch (opcode) {
    case OPCODES.challenge:
      return readChallenge(reader);
    case OPCODES.opened:
      return {
        type: 'opened',
        channel: readChannel(reader),
        generation: readGeneration(reader),
        head: readSequence(reader, 0),
        peer: readPeer(reader),
      };
    case OPCODES.entries:
      return { type: 'entries', channel: readChannel(reader), entries: readEntries(reader) };
    case OPCODES['snapshot-noted']:
      return readSnapshotNoted(reader);
    case OPCODES['caught-up']:
      return { type: 'caught-up', channel: readChannel(reader), sequence: readSequence(reader, 0) };
    case OPCODES.ack:
      return readAck(reader);
    case OPCODES.refused:
      return {
        type: 'refused',
        channel: readChannel(reader),
        request: readRequest(reader, 0),
        code: readRefusal(reader),
      };
    case OPCODES.presence:
      return {
        type: 'presence',
        channel: readChannel(reader),
        peer: readPeer(reader),
        envelope: readEnvelope(reader, LIMITS.presenceBytesMax),
      };
    case OPCODES['peer-joined']:
      return { type: 'peer-joined', channel: readChannel(reader), peer: readPeer(reader) };
    case OPCODES['peer-left']:
      return { type: 'peer-left', channel: readChannel(reader), peer: readPeer(reader) };
    case OPCODES.closed:
      return { type: 'closed', channel: readChannel(reader), code: readRefusal(reader) };
    case OPCODES.pong:
      return { type: 'pong', token: reader.number('token', 0, LIMITS.tokenMax) };
    default:
      return undefined;
  }
};

/** Frame that a relay sent. Never throws; byte fields are views on `bytes`. */
export const decodeRelayFrame = (bytes: Uint8Array): Result<RelayFrame, WireError> =>
  decodeFrame(bytes, readRelayFrame);

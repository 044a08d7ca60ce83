/** Client to relay: opcode, then fields, by the tables of PROTOCOL.md. */
import {
  readChannel,
  readEnvelope,
  readEnvelopes,
  readGeneration,
  readRequest,
  readSequence,
  writeChannel,
  writeEnvelope,
  writeEnvelopes,
  writeGeneration,
  writeRequest,
  writeSequence,
} from './fields.ts';
import { decodeFrame, type FrameReader } from './frame-reader.ts';
import { createFrameWriter, type FrameWriter } from './frame-writer.ts';
import type { ClientFrame, OpenFrame, Role } from './frames.ts';
import { FIELD_BYTES, LIMITS } from './limits.ts';
import type { Result } from './result.ts';
import type { WireError } from './wire-error.ts';

const OPCODES = {
  hello: 0x01,
  open: 0x02,
  append: 0x03,
  snapshot: 0x04,
  presence: 0x05,
  close: 0x06,
  ping: 0x07,
} as const satisfies Record<ClientFrame['type'], number>;

const ROLE_EDIT = 1;
const ROLE_VIEW = 2;
const RESUME_ABSENT = 0;
const RESUME_PRESENT = 1;

const writeOpen = (writer: FrameWriter, frame: OpenFrame): void => {
  writeChannel(writer, frame.channel);
  writer.byte(frame.role === 'edit' ? ROLE_EDIT : ROLE_VIEW);
  writer.fixed('writePublicKey', frame.writePublicKey, FIELD_BYTES.publicKey);
  writer.fixed('readPublicKey', frame.readPublicKey, FIELD_BYTES.publicKey);
  writer.fixed('contentCommitment', frame.contentCommitment, FIELD_BYTES.contentCommitment);
  writer.fixed('relayNonce', frame.relayNonce, FIELD_BYTES.nonce);
  writer.fixed('clientNonce', frame.clientNonce, FIELD_BYTES.nonce);
  writer.fixed('signature', frame.signature, FIELD_BYTES.signature);
  writer.byte(frame.resume === undefined ? RESUME_ABSENT : RESUME_PRESENT);
  if (frame.resume === undefined) return;
  writeGeneration(writer, frame.resume.generation);
  writeSequence(writer, frame.resume.sequence, 0);
};

const readRole = (reader: FrameReader): Role => {
  const role = reader.byte();
  if (role !== ROLE_EDIT && role !== ROLE_VIEW) reader.badValue('role');
  return role === ROLE_EDIT ? 'edit' : 'view';
};

const readOpen = (reader: FrameReader): OpenFrame => {
  const frame: OpenFrame = {
    type: 'open',
    channel: readChannel(reader),
    role: readRole(reader),
    writePublicKey: reader.bytes(FIELD_BYTES.publicKey),
    readPublicKey: reader.bytes(FIELD_BYTES.publicKey),
    contentCommitment: reader.bytes(FIELD_BYTES.contentCommitment),
    relayNonce: reader.bytes(FIELD_BYTES.nonce),
    clientNonce: reader.bytes(FIELD_BYTES.nonce),
    signature: reader.bytes(FIELD_BYTES.signature),
  };
  const resume = reader.byte();
  if (resume > RESUME_PRESENT) reader.badValue('resume');
  if (resume === RESUME_ABSENT) return frame;
  return { ...frame, resume: { generation: readGeneration(reader), sequence: readSequence(reader, 0) } };
};

/** Bytes of one frame from client to relay. Throws a RangeError when a field breaks a documented limit (a caller's bug). */
export const encodeClientFrame = (frame: ClientFrame): Uint8Array<ArrayBuffer> => {
  const writer = createFrameWriter(OPCODES[frame.type]);
  switch (frame.type) {
    case 'hello':
      writer.number('version', frame.version, 1, LIMITS.versionMax);
      writer.number('nonces', frame.nonces, 1, LIMITS.noncesPerHelloMax);
      break;
    case 'open':
      writeOpen(writer, frame);
      break;
    case 'append':
      writeChannel(writer, frame.channel);
      writeRequest(writer, frame.request, 1);
      writeEnvelopes(writer, frame.envelopes);
      break;
    case 'snapshot':
      writeChannel(writer, frame.channel);
      writeRequest(writer, frame.request, 1);
      writeGeneration(writer, frame.generation);
      writeSequence(writer, frame.covers, 0);
      writeEnvelope(writer, frame.envelope, LIMITS.envelopeBytesMax);
      break;
    case 'presence':
      writeChannel(writer, frame.channel);
      writeEnvelope(writer, frame.envelope, LIMITS.presenceBytesMax);
      break;
    case 'close':
      writeChannel(writer, frame.channel);
      break;
    case 'ping':
      writer.number('token', frame.token, 0, LIMITS.tokenMax);
      break;
  }
  return writer.finish();
};

const readClientFrame = (reader: FrameReader, opcode: number): ClientFrame | undefined => {
  switch (opcode) {
    case OPCODES.hello:
      return {
        type: 'hello',
        version: reader.number('version', 1, LIMITS.versionMax),
        nonces: reader.number('nonces', 1, LIMITS.noncesPerHelloMax),
      };
    case OPCODES.open:
      return readOpen(reader);
    case OPCODES.append:
      return {
        type: 'append',
        channel: readChannel(reader),
        request: readRequest(reader, 1),
        envelopes: readEnvelopes(reader),
      };
    case OPCODES.snapshot:
      return {
        type: 'snapshot',
        channel: readChannel(reader),
        request: readRequest(reader, 1),
        generation: readGeneration(reader),
        covers: readSequence(reader, 0),
        envelope: readEnvelope(reader, LIMITS.envelopeBytesMax),
      };
    case OPCODES.presence:
      return {
        type: 'presence',
        channel: readChannel(reader),
        envelope: readEnvelope(reader, LIMITS.presenceBytesMax),
      };
    case OPCODES.close:
      return { type: 'close', channel: readChannel(reader) };
    case OPCODES.ping:
      return { type: 'ping', token: reader.number('token', 0, LIMITS.tokenMax) };
    default:
      return undefined;
  }
};

/** Frame that a client sent. Never throws; byte fields are views on `bytes`. */
export const decodeClientFrame = (bytes: Uint8Array): Result<ClientFrame, WireError> =>
  decodeFrame(bytes, readClientFrame);

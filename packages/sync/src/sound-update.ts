/**
 * What Yjs decodes is not always what it can take in. A member can sign updates at which integrating breaks off, which drop what
 * others wrote when they are merged, or after which a document can never be written out again. They are refused here (S21).
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type * as Y from 'yjs';
import { ELEMENT_BYTES_MAX, inspectUpdate } from './update-check.ts';

/** Levels of arrays and objects in one value. Ours have four; recursion in Yjs and in whoever reads a value ends at some thousands. */
const VALUE_DEPTH_MAX = 32;
/** UTF-16 units of the name of a root or a key: each element may bring one. Ours have 120 at most, the link of a list. */
const NAME_LENGTH_MAX = 256;

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Decoded['structs'][number];

/** Plain all the way down: lib0 reads the key `__proto__` as an assignment, and with a strange prototype an object cannot be written again. */
const isPlain = (value: unknown, depth = 0): boolean => {
  if (value === null || typeof value !== 'object') return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Uint8Array.prototype) return true;
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  return depth < VALUE_DEPTH_MAX && Object.values(value).every((each) => isPlain(each, depth + 1));
};

/** Numbers by which Yjs writes what was deleted, bytes, text, and any values. */
const PLAIN_CONTENT: readonly number[] = [1, 3, 4, 8];

/** Types and documents inside others would be deleted by recursion; rich text is JSON of any depth. A list has neither. */
const isPlainContent = (content: Y.Item['content']): boolean =>
  PLAIN_CONTENT.includes(content.getRef()) && content.getContent().every((value: unknown) => isPlain(value));

/** Yjs waits for what other clients have not sent yet, but believes that a client's own past is there. */
const refersToPast = ({ id }: Struct, other: Y.ID | string | Y.AbstractType<unknown> | null): boolean => {
  if (other === null || typeof other === 'string' || !('clock' in other)) return true;
  return other.client === id.client ? other.clock < id.clock : Number.isSafeInteger(other.clock);
};

const isSoundStruct = (struct: Struct): boolean => {
  if (struct.length < 1) return false;
  if (!('content' in struct)) return true;
  const { origin, rightOrigin, parent, parentSub, content } = struct;
  if ([parent, parentSub].some((name) => typeof name === 'string' && name.length > NAME_LENGTH_MAX)) return false;
  return [origin, rightOrigin, parent].every((other) => refersToPast(struct, other)) && isPlainContent(content);
};

const bytesOf = (value: string): number => encoding.encode((encoder) => encoding.writeAny(encoder, value)).byteLength;

/** An element cannot be cut in two: what is larger could not be sent to a relay that lost it. */
const isSendable = (struct: Struct): boolean =>
  !('content' in struct) || struct.content.getContent().every((value) => bytesOf(value as string) <= ELEMENT_BYTES_MAX);

/** Clients come in falling order, each once and with something: else merging writes one twice, and of two only the last is taken in. */
const hasSoundOrder = ({ structs }: Decoded, clientsAnnounced: number): boolean => {
  let last = Infinity;
  let clients = 0;
  for (const { id } of structs) {
    if (id.client === last) continue;
    if (!(id.client < last)) return false;
    last = id.client;
    clients += 1;
  }
  return clients === clientsAnnounced;
};

const isSound = (decoded: Decoded, update: Uint8Array): boolean =>
  hasSoundOrder(decoded, decoding.readVarUint(decoding.createDecoder(update))) &&
  decoded.structs.every(isSoundStruct) &&
  (update.byteLength <= ELEMENT_BYTES_MAX || decoded.structs.every(isSendable)) &&
  [...decoded.ds.clients.values()].every((ranges) => ranges.every(({ len }) => len >= 1));

/** {@link inspectUpdate} for what comes from others: from a relay, or in a file. */
export const inspectForeignUpdate = (update: Uint8Array, bytesMax?: number): ReturnType<typeof inspectUpdate> =>
  inspectUpdate(update, bytesMax, isSound);

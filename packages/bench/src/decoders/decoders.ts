/**
 * Every decoder that takes bytes from somebody else, with samples of what it is for. Left out are sealed files and boxes between
 * devices: one decryption behind a key derivation that costs more than a million of these.
 */
import { createEditSecret, decodeLink, deriveKeys, encodeLink, linkFor, openEnvelope, sealEnvelope } from '@tote/seal';
import { checkPresence, readStorable } from '@tote/seal/verify';
import { readAwarenessUpdate, writeAwarenessUpdate } from '@tote/sync/awareness-update';
import { inspectForeignUpdate } from '@tote/sync/sound-update';
import {
  decodeClientFrame,
  decodeRelayFrame,
  encodeClientFrame,
  encodeRelayFrame,
  readRetryAfterMs,
  retryAfterReason,
  subprotocolsFor,
  tokenAmong,
  type ClientFrame,
  type RelayFrame,
  type Result,
  type WireError,
} from '@tote/wire';
import * as Y from 'yjs';
import { ed25519 } from '../relay/devices/load-ed25519.ts';
import { createRandom } from '../random.ts';

/** One of them. */
export interface Decoder {
  readonly name: string;
  readonly samples: readonly Uint8Array[];
  /** Whether the input was taken. A throw is a fault of the decoder. */
  decode(bytes: Uint8Array): boolean | Promise<boolean>;
}

const random = createRandom('decoders');
const draw = (length: number): Uint8Array<ArrayBuffer> => random.bytes(length);
const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const toText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const clientSamples = (envelope: Uint8Array): readonly ClientFrame[] => {
  const parts = { writePublicKey: draw(32), readPublicKey: draw(32), contentCommitment: draw(32) };
  const proof = { ...parts, relayNonce: draw(32), clientNonce: draw(32), signature: draw(64) };
  const resume = { generation: draw(16), sequence: 300 };
  return [
    { type: 'hello', version: 1, nonces: 3 },
    { type: 'open', channel: 1, role: 'edit', ...proof },
    { type: 'open', channel: 200, role: 'view', ...proof, resume },
    { type: 'append', channel: 1, request: 1, envelopes: [envelope, envelope.slice(0, 90)] },
    { type: 'snapshot', channel: 1, request: 2, generation: draw(16), covers: 130, envelope },
    { type: 'presence', channel: 1, envelope },
    { type: 'close', channel: 1 },
    { type: 'ping', token: 7 },
  ];
};

const relaySamples = (envelope: Uint8Array): readonly RelayFrame[] => {
  const entry = { sequence: 129, envelope };
  return [
    { type: 'challenge', version: 1, nonces: [draw(32), draw(32)] },
    { type: 'opened', channel: 1, generation: draw(16), head: 130, peer: 3 },
    {
      type: 'entries',
      channel: 1,
      entries: [entry, { ...entry, sequence: 130 }, { ...entry, sequence: 300, covers: 129 }],
    },
    { type: 'snapshot-noted', channel: 1, sequence: 131, covers: 130 },
    { type: 'caught-up', channel: 1, sequence: 131 },
    { type: 'ack', channel: 1, request: 1, sequences: [131, 132] },
    { type: 'refused', channel: 1, request: 1, code: 'rate-limited' },
    { type: 'presence', channel: 1, peer: 2, envelope },
    { type: 'peer-joined', channel: 1, peer: 2 },
    { type: 'peer-left', channel: 1, peer: 2 },
    { type: 'closed', channel: 1, code: 'too-slow' },
    { type: 'pong', token: 7 },
  ];
};

const updateSamples = (): readonly Uint8Array[] => {
  const doc = Object.assign(new Y.Doc(), { clientID: 42 });
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const lane = doc.getArray<unknown>('lane-1');
  lane.push([
    ['item/1', 1, 'milk'],
    ['tick/1', 2, null, 0.5, true],
  ]);
  lane.insert(1, [{ a: [1, 'x'] }, new Uint8Array([1, 2, 3])]);
  lane.delete(0, 1);
  doc.getMap('state').set('name', 'bread');
  doc.getText('note').insert(0, 'two loaves');
  const other = Object.assign(new Y.Doc(), { clientID: 2 ** 31 + 1 });
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  other.getArray('lane-2').push(['a', 'b', 'c']);
  return [...updates, Y.encodeStateAsUpdate(other)];
};

/** A frame that is taken must be the one that is written so: there is one way to write each (W3). */
const frameDecoder = <F>(
  name: string,
  frames: readonly F[],
  decode: (bytes: Uint8Array) => Result<F, WireError>,
  encode: (frame: F) => Uint8Array,
): Decoder => ({
  name,
  samples: frames.map(encode),
  decode: (bytes) => {
    const decoded = decode(bytes);
    if (decoded.ok && Buffer.compare(encode(decoded.value), bytes) !== 0)
      throw new Error('taken, and written otherwise');
    return decoded.ok;
  },
});

const textDecoder = (name: string, texts: readonly string[], decode: (text: string) => boolean): Decoder => ({
  name,
  samples: texts.map(toBytes),
  decode: (bytes) => decode(toText(bytes)),
});

/** All of them. */
export const createDecoders = async (): Promise<readonly Decoder[]> => {
  const derived = await deriveKeys({ role: 'edit', editSecret: createEditSecret(draw) }, ed25519);
  if (!derived.ok) throw new Error(derived.error.type);
  const keys = derived.value;
  const updates = updateSamples();
  const seal = (kind: 'update' | 'snapshot' | 'presence', plaintext: Uint8Array) =>
    sealEnvelope(keys, kind, plaintext, { ed25519, random: draw });
  const content = updates[0] ?? new Uint8Array();
  const envelopes = [await seal('update', content), await seal('snapshot', content), await seal('presence', content)];
  const envelope = envelopes[0] ?? new Uint8Array();
  // A signature that always holds lets the changes through to what lies behind it.
  const trusting = { ed25519: { ...ed25519, verify: () => Promise.resolve(true) } };
  return [
    frameDecoder('frames of a client', clientSamples(envelope), decodeClientFrame, encodeClientFrame),
    frameDecoder('frames of a relay', relaySamples(envelope), decodeRelayFrame, encodeRelayFrame),
    {
      name: 'envelopes at the relay',
      samples: envelopes,
      decode: (bytes) => [readStorable(bytes).ok, checkPresence(bytes).ok].includes(true),
    },
    {
      name: 'envelopes on a device',
      samples: envelopes,
      decode: async (bytes) => (await openEnvelope(keys, bytes, trusting)).ok,
    },
    { name: 'Yjs updates', samples: updates, decode: (bytes) => inspectForeignUpdate(bytes).ok },
    {
      name: 'presence',
      samples: [
        writeAwarenessUpdate([{ client: 42, clock: 3, state: { name: 'Ann', shopping: true, face: '🥕' } }]),
        writeAwarenessUpdate([
          { client: 42, clock: 4, state: null },
          { client: 7, clock: 1, state: {} },
        ]),
      ],
      decode: (bytes) => readAwarenessUpdate(bytes) !== undefined,
    },
    textDecoder(
      'links',
      (['edit', 'view'] as const).flatMap((role) => linkFor(keys, role) ?? []).map(encodeLink),
      (text) => decodeLink(text).ok,
    ),
    textDecoder('goodbyes', [retryAfterReason(1_500)], (text) => readRetryAfterMs(text) !== undefined),
    textDecoder(
      'access tokens',
      [subprotocolsFor('a-token-of-16-letters').join(', ')],
      (text) => tokenAmong(text) !== undefined,
    ),
  ];
};

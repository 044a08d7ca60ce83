/**
 * Tote's wire with real proofs, seals and signatures. As in `@tote/sync`, one append is unanswered at a time and what is edited
 * meanwhile goes as one; the replica itself is left out, as the others' providers are.
 */
import { createEditSecret, deriveKeys, openEnvelope, sealEnvelope, signAccess, type ListKeys } from '@tote/seal';
import { decodeRelayFrame, encodeClientFrame, PROTOCOL_VERSION, type ClientFrame, type RelayFrame } from '@tote/wire';
import * as Y from 'yjs';
import { createEditor, valuesIn, type OpenDevice } from './bench-device.ts';
import { ed25519 } from './load-ed25519.ts';
import { openPlainSocket } from './plain-socket.ts';

const CHANNEL = 1;
/** What goes as one at most; the rest waits for the next append. `@tote/sync` cuts what fits no envelope, too. */
const UPDATE_BYTES_MAX = 128 * 1024;
const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));
const keysByList = new Map<number, Promise<ListKeys>>();

const makeKeys = async (): Promise<ListKeys> => {
  const derived = await deriveKeys({ role: 'edit', editSecret: createEditSecret(random) }, ed25519);
  if (!derived.ok) throw new Error(derived.error.type);
  return derived.value;
};

/** Keys of a list, the same for all its devices. Made before anything is measured. */
export const toteKeysOf = (list: number): Promise<ListKeys> => {
  const keys = keysByList.get(list) ?? makeKeys();
  keysByList.set(list, keys);
  return keys;
};

/** Keys of the first so many lists. */
export const makeToteKeys = async (lists: number): Promise<void> => {
  for (let list = 0; list < lists; list += 1) await toteKeysOf(list);
};

const openFrame = async (
  keys: ListKeys,
  host: string,
  channel: number,
  relayNonce: Uint8Array,
): Promise<ClientFrame> => {
  const clientNonce = random(32);
  const { listIdBytes: listId, writePublicKey, readPublicKey, contentCommitment } = keys;
  const proof = { origin: host, listId, role: 'edit', relayNonce, clientNonce, version: PROTOCOL_VERSION } as const;
  const signature = await signAccess(keys, proof, ed25519);
  const parts = { writePublicKey, readPublicKey, contentCommitment };
  return { type: 'open', channel, role: 'edit', ...parts, relayNonce, clientNonce, signature };
};

/** Connects, proves, catches up. */
export const openToteDevice: OpenDevice = async ({ host, list, onValues, onDurable, offLine = [], lines }) => {
  const keys = await toteKeysOf(list);
  const whenCaughtUp = new Map<number, () => void>();
  const waiting: Uint8Array[] = [];
  let request = 0;
  let inFlight = false;
  let isLive = false;
  let head = { generation: new Uint8Array(16), sequence: 0 };
  let nextList = { channel: CHANNEL, keys };
  let acknowledged = (): void => undefined;

  const send = (frame: ClientFrame): void => socket.send(encodeClientFrame(frame));

  const pump = async (): Promise<void> => {
    if (inFlight || !isLive || waiting.length === 0) return;
    inFlight = true;
    let bytes = 0;
    const tooMany = waiting.findIndex(({ length }, index) => (bytes += length) > UPDATE_BYTES_MAX && index > 0);
    const some = waiting.splice(0, tooMany < 0 ? waiting.length : tooMany);
    const update = Y.mergeUpdates(some);
    const envelope = await sealEnvelope(keys, 'update', update, { ed25519, random });
    send({ type: 'append', channel: CHANNEL, request: (request += 1), envelopes: [envelope] });
  };

  const read = async (envelope: Uint8Array): Promise<void> => {
    if (!onValues) return;
    const opened = await openEnvelope(keys, envelope, { ed25519 });
    if (opened.ok) onValues(valuesIn(opened.value.plaintext));
  };

  const takeAck = (sequences: readonly number[]): void => {
    head = { ...head, sequence: Math.max(head.sequence, ...sequences) };
    inFlight = false;
    acknowledged();
    onDurable?.();
    void pump();
  };

  const take = (frame: RelayFrame): void => {
    const [nonce] = frame.type === 'challenge' ? frame.nonces : [];
    if (nonce) void openFrame(nextList.keys, host, nextList.channel, nonce).then(send);
    else if (frame.type === 'opened' && frame.channel === CHANNEL)
      head = { generation: frame.generation.slice(), sequence: frame.head };
    else if (frame.type === 'caught-up') {
      isLive = true;
      whenCaughtUp.get(frame.channel)?.();
      void pump();
    } else if (frame.type === 'entries') for (const { envelope } of frame.entries) void read(envelope);
    else if (frame.type === 'refused') throw new Error(`the relay refused: ${frame.code}`);
    else if (frame.type === 'ack') takeAck(frame.sequences);
  };

  const socket = await openPlainSocket(`ws://${host}/relay`, (bytes) => {
    // Takes it off its socket, as the others' devices do that open nothing.
    if (isLive && !onValues) return;
    const decoded = decodeRelayFrame(bytes);
    if (decoded.ok) take(decoded.value);
  });
  const follow = async (): Promise<void> => {
    const caughtUp = new Promise<void>((resolve) => whenCaughtUp.set(nextList.channel, resolve));
    send({ type: 'hello', version: PROTOCOL_VERSION, nonces: 1 });
    await caughtUp;
  };
  const editor = createEditor((update) => {
    waiting.push(update);
    void pump();
  }, lines);
  for (const value of offLine) editor.edit(value);
  await follow();
  return {
    ...socket,
    edit: editor.edit,
    followMore: async (other) => {
      nextList = { channel: nextList.channel + 1, keys: await toteKeysOf(other) };
      await follow();
    },
    // As the snapshot maker of `@tote/sync` does when the tail has become long.
    tidy: async () => {
      const envelope = await sealEnvelope(keys, 'snapshot', editor.state(), { ed25519, random });
      const { generation, sequence: covers } = head;
      const done = new Promise<void>((resolve) => (acknowledged = resolve));
      send({ type: 'snapshot', channel: CHANNEL, request: (request += 1), generation, covers, envelope });
      await done;
    },
  };
};

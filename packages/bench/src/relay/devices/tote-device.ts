/**
 * Tote's wire with real proofs, seals and signatures. As in `@tote/sync`, one append is unanswered at a time and what is edited
 * meanwhile goes as one; the replica itself is left out, as the others' providers are.
 */
import {
  chooseEd25519,
  createEditSecret,
  deriveKeys,
  openEnvelope,
  sealEnvelope,
  signAccess,
  type ListKeys,
} from '@tote/seal';
import { decodeRelayFrame, encodeClientFrame, PROTOCOL_VERSION, type ClientFrame, type RelayFrame } from '@tote/wire';
import * as Y from 'yjs';
import { createEditor, valuesIn, type OpenDevice } from './bench-device.ts';
import { openPlainSocket } from './plain-socket.ts';

const CHANNEL = 1;
const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));
const ed25519 = await chooseEd25519();
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

/** Connects, proves, catches up. */
export const openToteDevice: OpenDevice = async ({ host, list, onValues, onDurable }) => {
  const keys = await toteKeysOf(list);
  let caughtUp = (): void => undefined;
  const ready = new Promise<void>((resolve) => (caughtUp = resolve));
  let waiting: Uint8Array[] = [];
  let request = 0;
  let inFlight = false;

  const send = (frame: ClientFrame): void => socket.send(encodeClientFrame(frame));

  const open = async (relayNonce: Uint8Array): Promise<void> => {
    const clientNonce = random(32);
    const { listIdBytes: listId, writePublicKey, readPublicKey, contentCommitment } = keys;
    const challenge = {
      origin: host,
      listId,
      role: 'edit',
      relayNonce,
      clientNonce,
      version: PROTOCOL_VERSION,
    } as const;
    const signature = await signAccess(keys, challenge, ed25519);
    const parts = { writePublicKey, readPublicKey, contentCommitment };
    send({ type: 'open', channel: CHANNEL, role: 'edit', ...parts, relayNonce, clientNonce, signature });
  };

  const pump = async (): Promise<void> => {
    if (inFlight || waiting.length === 0) return;
    inFlight = true;
    const update = Y.mergeUpdates(waiting);
    waiting = [];
    const envelope = await sealEnvelope(keys, 'update', update, { ed25519, random });
    send({ type: 'append', channel: CHANNEL, request: (request += 1), envelopes: [envelope] });
  };

  const read = async (envelope: Uint8Array): Promise<void> => {
    const opened = await openEnvelope(keys, envelope, { ed25519 });
    if (opened.ok) onValues(valuesIn(opened.value.plaintext));
  };

  const take = (frame: RelayFrame): void => {
    if (frame.type === 'challenge' && frame.nonces[0]) void open(frame.nonces[0]);
    else if (frame.type === 'caught-up') caughtUp();
    else if (frame.type === 'entries') for (const { envelope } of frame.entries) void read(envelope);
    else if (frame.type === 'refused') throw new Error(`the relay refused: ${frame.code}`);
    else if (frame.type === 'ack') {
      inFlight = false;
      onDurable?.();
      void pump();
    }
  };

  const socket = await openPlainSocket(`ws://${host}/relay`, (bytes) => {
    const decoded = decodeRelayFrame(bytes);
    if (decoded.ok) take(decoded.value);
  });
  send({ type: 'hello', version: PROTOCOL_VERSION, nonces: 1 });
  await ready;
  const editor = createEditor((update) => {
    waiting.push(update);
    void pump();
  });
  return { ...editor, close: () => socket.terminate() };
};

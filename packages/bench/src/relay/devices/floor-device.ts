/** Signed updates over the floor's server. Readers check nothing: what they do is not what is measured there. */
import { createEditor, valuesIn, type OpenDevice } from './bench-device.ts';
import { ed25519Now, SIGNATURE_BYTES } from './load-ed25519.ts';
import { openPlainSocket } from './plain-socket.ts';

const SEED_BYTES = 32;
const seeds = new Map<number, Uint8Array>();

const seedOf = (list: number): Uint8Array => {
  const seed = seeds.get(list) ?? crypto.getRandomValues(new Uint8Array(SEED_BYTES));
  seeds.set(list, seed);
  return seed;
};

/** Connects; there is nothing to catch up with. */
export const openFloorDevice: OpenDevice = async ({ host, list, onValues, onDurable }) => {
  const seed = seedOf(list);
  const key = Buffer.from(ed25519Now.publicKey(seed)).toString('hex');
  const socket = await openPlainSocket(`ws://${host}/${list}/${key}`, (message) => {
    if (message.length <= SIGNATURE_BYTES) onDurable?.();
    else onValues?.(valuesIn(message.subarray(SIGNATURE_BYTES)));
  });
  const sendSigned = (update: Uint8Array): void => socket.send(Buffer.concat([ed25519Now.sign(seed, update), update]));
  return { ...socket, edit: createEditor(sendSigned).edit };
};

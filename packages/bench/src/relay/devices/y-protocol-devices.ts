/** The sync protocol of Yjs, as y-websocket and Hocuspocus speak it: each update is a message. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { createEditor, valuesIn, type DevicePlace, type OpenDevice } from './bench-device.ts';
import { openPlainSocket } from './plain-socket.ts';

const MESSAGE = { sync: 0, awareness: 1, auth: 2, syncReply: 4 } as const;
const SYNC = { step1: 0, step2: 1, update: 2 } as const;
/** State vector, and update, of an empty document. */
const EMPTY_STATE = Uint8Array.of(0);
const EMPTY_UPDATE = Uint8Array.of(0, 0);

const openYDevice = async (
  url: string,
  /** What stands before each message. */
  name: string | undefined,
  { onValues, offLine = [], lines }: DevicePlace,
): ReturnType<OpenDevice> => {
  let caughtUp = (): void => undefined;
  const ready = new Promise<void>((resolve) => (caughtUp = resolve));
  let isLive = false;
  const madeOffLine: Uint8Array[] = [EMPTY_UPDATE];
  const editor = createEditor((update) => {
    if (isLive) socket.send(sync(SYNC.update, update));
    else madeOffLine.push(update);
  }, lines);
  for (const value of offLine) editor.edit(value);

  const message = (write: (encoder: encoding.Encoder) => void): Uint8Array =>
    encoding.encode((encoder) => {
      if (name !== undefined) encoding.writeVarString(encoder, name);
      write(encoder);
    });
  const sync = (kind: number, bytes: Uint8Array): Uint8Array =>
    message((encoder) => {
      encoding.writeVarUint(encoder, MESSAGE.sync);
      encoding.writeVarUint(encoder, kind);
      encoding.writeVarUint8Array(encoder, bytes);
    });

  const take = (bytes: Uint8Array, answer: (message: Uint8Array) => void): void => {
    const decoder = decoding.createDecoder(bytes);
    if (name !== undefined) decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type !== MESSAGE.sync && type !== MESSAGE.syncReply) return;
    const kind = decoding.readVarUint(decoder);
    const content = decoding.readVarUint8Array(decoder);
    if (kind === SYNC.step1) {
      answer(sync(SYNC.step2, Y.mergeUpdates(madeOffLine)));
      isLive = true;
      return;
    }
    onValues?.(valuesIn(content));
    if (kind === SYNC.step2) caughtUp();
  };

  const socket = await openPlainSocket(url, take);
  if (name !== undefined)
    socket.send(
      message((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.auth);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarString(encoder, '');
        encoding.writeVarString(encoder, 'bench');
      }),
    );
  socket.send(sync(SYNC.step1, EMPTY_STATE));
  await ready;
  return { ...socket, edit: editor.edit };
};

/** A device of a y-websocket server: the list is in the address. */
export const openYWebsocketDevice: OpenDevice = (place) =>
  openYDevice(`ws://${place.host}/list-${place.list}`, undefined, place);

/** A device of a Hocuspocus server: the list stands before each message. */
export const openHocuspocusDevice: OpenDevice = (place) =>
  openYDevice(`ws://${place.host}/`, `list-${place.list}`, place);

/** Updates as they are, over a server that only passes them on. */
import { createEditor, valuesIn, type OpenDevice } from './bench-device.ts';
import { openPlainSocket } from './plain-socket.ts';

/** Connects; there is nothing to catch up with. */
export const openBareDevice: OpenDevice = async ({ host, list, onValues }) => {
  const socket = await openPlainSocket(`ws://${host}/${list}`, (update) => onValues?.(valuesIn(update)));
  return { ...socket, edit: createEditor((update) => socket.send(update)).edit };
};

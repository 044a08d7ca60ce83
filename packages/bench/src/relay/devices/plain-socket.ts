/** A WebSocket as all devices of the bench use it. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { BenchDevice } from './bench-device.ts';

/** An open one. */
export interface PlainSocket extends Pick<BenchDevice, 'stopReading' | 'receivedBytes' | 'close'> {
  send(message: Uint8Array): void;
}

/** Opens one and hands on what it brings; a server may speak before `open` is heard of. */
export const openPlainSocket = async (
  url: string,
  onMessage: (bytes: Uint8Array, answer: (message: Uint8Array) => void) => void,
): Promise<PlainSocket> => {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  let receivedBytes = 0;
  const send = (message: Uint8Array): void => socket.send(message);
  socket.on('message', (message: Buffer) => {
    receivedBytes += message.length;
    onMessage(new Uint8Array(message.buffer, message.byteOffset, message.length), send);
  });
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return {
    send,
    stopReading: () => socket.pause(),
    receivedBytes: () => receivedBytes,
    close: () => socket.terminate(),
  };
};

/** A WebSocket as all devices of the bench use it. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Opens one and hands on what it brings; a server may speak before `open` is heard of. */
export const openPlainSocket = async (
  url: string,
  onMessage: (bytes: Uint8Array, socket: WebSocket) => void,
): Promise<WebSocket> => {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('message', (message: Buffer) =>
    onMessage(new Uint8Array(message.buffer, message.byteOffset, message.length), socket),
  );
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return socket;
};

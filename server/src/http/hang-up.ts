import type { Duplex } from 'node:stream';

/** Gives a last answer and lets go of the socket once it is sent: a client may keep its half of it open for ever. */
export const hangUp = (socket: Duplex, answer: string): void => {
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(answer);
};

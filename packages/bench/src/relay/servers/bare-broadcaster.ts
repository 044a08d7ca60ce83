/** The ceiling: passes every message on to everybody at the same address, keeps nothing, checks nothing. */
import { WebSocketServer, type WebSocket } from 'ws';

const rooms = new Map<string, Set<WebSocket>>();

new WebSocketServer({ port: Number(process.env['PORT']), host: '127.0.0.1', perMessageDeflate: false }, () =>
  console.log('listening'),
).on('connection', (socket, { url = '' }) => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  socket.on('message', (message: Buffer) => {
    for (const other of room) if (other !== socket) other.send(message);
  });
  socket.on('close', () => room.delete(socket));
});

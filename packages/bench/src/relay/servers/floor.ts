/**
 * The floor: the least that any server does which checks who wrote and acknowledges what is on its disk. It knows one key for
 * each address and one file, and has no bounds, no log, no proof of access, no way back. Every microsecond that Tote's relay
 * needs beyond this one is Tote's own; none of this can be saved.
 */
import { constants, openSync, write, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { ed25519Now, SIGNATURE_BYTES } from '../devices/load-ed25519.ts';

interface Append {
  readonly message: Buffer;
  readonly from: WebSocket;
  readonly room: ReadonlySet<WebSocket>;
}

const FILE_BYTES = 32 * 1024 * 1024;
const ACKNOWLEDGEMENT = Buffer.of(1);

const file = join(process.env['DATA'] ?? '', 'appends');
writeFileSync(file, Buffer.alloc(FILE_BYTES, 1)); // written once, so that a sync has no length and no blocks to note
const handle = openSync(file, constants.O_RDWR | constants.O_DSYNC);
const rooms = new Map<string, Set<WebSocket>>();
let waiting: Append[] = [];
let isSyncing = false;
let position = 0;

/** Whatever came in one turn, or while the last sync was under way, goes to the disk as one. */
const syncNext = (): void => {
  const appends = waiting;
  waiting = [];
  const bytes = Buffer.concat(appends.map(({ message }) => message));
  if (position + bytes.length > FILE_BYTES) position = 0;
  write(handle, bytes, 0, bytes.length, position, (error) => {
    if (error) throw error;
    for (const { message, from, room } of appends)
      for (const socket of room) socket.send(socket === from ? ACKNOWLEDGEMENT : message);
    isSyncing = waiting.length > 0;
    if (isSyncing) syncNext();
  });
  position += bytes.length;
};

new WebSocketServer({ port: Number(process.env['PORT']), host: '127.0.0.1', perMessageDeflate: false }, () =>
  console.log('listening'),
).on('connection', (socket, { url = '' }) => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  const key = Buffer.from(url.slice(url.lastIndexOf('/') + 1), 'hex');
  socket.on('message', (message: Buffer) => {
    const [signature, signed] = [message.subarray(0, SIGNATURE_BYTES), message.subarray(SIGNATURE_BYTES)];
    if (!ed25519Now.verify(key, signed, signature)) return socket.terminate();
    waiting.push({ message, from: socket, room });
    if (!isSyncing) setImmediate(syncNext);
    isSyncing = true;
  });
  socket.on('close', () => room.delete(socket));
});

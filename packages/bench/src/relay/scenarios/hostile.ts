/** Others who mean no good, or read nothing, and an honest pair of devices beside them. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { OpenDevice } from '../devices/bench-device.ts';
import { closeAll, connectAll, createStopwatch, ignore, quantile, watchMemory, type Scenario } from './load.ts';

const FLOOD_PER_SECOND = 10_000;
/** Malformed frames of one socket; the first ends it, the others are on their way. */
const FRAMES_PER_SOCKET = 50;
const HONEST_EDIT_EVERY_MS = 20;
/** What a writer says to readers that never read, every so often. */
const LONG_EDIT = { linesMax: 1, text: 'x'.repeat(8_000) } as const;
const LONG_EDIT_EVERY_MS = 5;
/** After this they have been told to go (the bench sets the relay's patience to 3 s). */
const GONE_MS = 6_000;
const HONEST_LIST = 1;

/** Two devices, one of which edits; how long it takes to the other, with all that the server does before it tells. */
const startHonestPair = async (
  host: string,
  openDevice: OpenDevice,
): Promise<{ stop(): Promise<readonly number[]> }> => {
  const { took, onValues } = createStopwatch();
  const reader = await openDevice({ host, list: HONEST_LIST, onValues });
  const writer = await openDevice({ host, list: HONEST_LIST, onValues: ignore });
  const editing = setInterval(() => writer.edit(performance.now()), HONEST_EDIT_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(editing);
      await pause(1_000);
      closeAll([reader, writer]);
      return took;
    },
  };
};

/** A socket that begins a handshake and never ends it. */
const openHalf = async (host: string): Promise<Socket> => {
  const [name = '', port] = host.split(':');
  const socket = connect(Number(port), name);
  socket.on('error', ignore);
  await once(socket, 'connect');
  socket.write(`GET /relay HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\n`);
  return socket;
};

/** A socket that says nothing but nonsense, and how much of it. */
const sendNonsense = async (host: string): Promise<number> => {
  const socket = new WebSocket(`ws://${host}/relay`, { perMessageDeflate: false });
  socket.on('error', ignore);
  const closed = once(socket, 'close');
  socket.on('open', () => {
    for (let i = 0; i < FRAMES_PER_SOCKET; i += 1) socket.send(Uint8Array.of(0x02, i, 0xff, 0xff));
  });
  await closed;
  return FRAMES_PER_SOCKET;
};

/** Frames that mean nothing, sockets that never become any. */
export const flood: Scenario = {
  name: 'flood of malformed frames',
  rivals: ['Tote'],
  run: async (server, { openDevice }, { floodSeconds, halfOpen }) => {
    const { host } = server;
    const honest = await startHonestPair(host, openDevice);
    const memory = watchMemory(server);
    const half: Socket[] = [];
    for (let i = 0; i < halfOpen; i += 1) half.push(await openHalf(host));
    const start = performance.now();
    let sockets = 0;
    let frames = 0;
    const due = (): number => ((performance.now() - start) / 1_000) * (FLOOD_PER_SECOND / FRAMES_PER_SOCKET);
    while (performance.now() - start < floodSeconds * 1_000) {
      for (; sockets < due(); sockets += 1) void sendNonsense(host).then((count) => (frames += count));
      await pause(5);
    }
    const lasted = (performance.now() - start) / 1_000;
    const took = await honest.stop();
    for (const socket of half) socket.destroy();
    return {
      'malformed frames per second': frames / lasted,
      'MiB more at most': memory.stop(),
      'honest p50, ms': quantile(took, 0.5),
      'honest p99, ms': quantile(took, 0.99),
    };
  },
};

/** Readers of a busy list that take nothing in. */
export const deaf: Scenario = {
  name: 'readers that never read',
  rivals: ['Tote', 'y-websocket (no'],
  run: async (server, { openDevice }, { deaf: count, seconds }) => {
    const { host } = server;
    const readers = await connectAll(count, () => openDevice({ host, list: 0, onValues: ignore }));
    const writer = await openDevice({ host, list: 0, onValues: ignore, lines: LONG_EDIT });
    const honest = await startHonestPair(host, openDevice);
    const memory = watchMemory(server);
    const before = server.sockets();
    for (const reader of readers) reader.stopReading();
    const start = performance.now();
    for (let value = 0; performance.now() - start < seconds * 1_000 + GONE_MS; value += 1) {
      writer.edit(value);
      await pause(LONG_EDIT_EVERY_MS);
    }
    const evicted = before - server.sockets();
    const took = await honest.stop();
    closeAll([...readers, writer]);
    return {
      'MiB more at most': memory.stop(),
      'evicted, of all': evicted / count,
      'honest p50, ms': quantile(took, 0.5),
      'honest p99, ms': quantile(took, 0.99),
    };
  },
};

/** What is held in memory for sockets: what they do not read, and what they do not end. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { frontForEachTest, type SocketClient, upgradeHead } from '../testing/test-front.ts';
import { createTestList } from '../testing/test-list.ts';

const { served, restart } = frontForEachTest();

/**
 * Two follow a list; one takes nothing in while the other writes. 60 such entries are more than the kernel's buffers take, so
 * that the rest waits in this process.
 */
const writeToDeaf = async (entries: number): Promise<{ readonly ann: SocketClient; readonly deaf: SocketClient }> => {
  const list = createTestList();
  const [ann, deaf] = [await served().connect(), await served().connect()];
  await ann.follow(list);
  await deaf.follow(list);
  deaf.webSocket.pause();
  for (let i = 0; i < entries; i++) await ann.append([list.envelope('update', 245_760)]);
  return { ann, deaf };
};

describe('WebSockets', () => {
  it('[T9] that go in the middle of a message give its bytes back', async () => {
    await restart({ unfinishedBytesMax: 300_000 });
    for (let i = 0; i < 3; i++) {
      const client = await served().connect();
      client.webSocket.send(Buffer.alloc(200_000), { fin: false });
      client.webSocket.send(Buffer.alloc(1), { fin: false });
      client.webSocket.close();
      await client.whenClosed();
      await expect.poll(() => served().front.sockets).toBe(0);
    }
    expect(served().cuts).toEqual([]);
  });

  it('[T9] that are turned away leave no message without an end behind', async () => {
    await restart({ tokens: ['0123456789abcdef'] });
    const whenConnected = once(served().server, 'connection') as Promise<[Socket]>;
    // Its goodbye is not answered, so that the relay would go on to listen for a while.
    const raw = served().connectRaw();
    raw.write(upgradeHead(served().host));
    const [socket] = await whenConnected;
    await once(raw, 'data');
    raw.write(Buffer.of(0x82, 0xff, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0));
    raw.write(Buffer.alloc(150_000));
    await expect.poll(() => socket.bytesRead).toBeGreaterThan(150_000);
    // ws has let go of it: what comes flows by.
    expect(socket.listenerCount('data')).toBe(0);
    raw.destroy();
  });

  it('[R10] that nobody reads from hold a bounded amount, and are closed in the end', async () => {
    await restart({ limits: { stalledMsMax: 300, behindPollMs: 50 } });
    const { ann } = await writeToDeaf(60);
    await ann.next('peer-left', ({ peer }) => peer === 2);
    expect(served().relay.connections).toBe(1);
  });

  it('[R10] that pause catch up from the log', async () => {
    const { deaf } = await writeToDeaf(60);
    deaf.webSocket.resume();
    await deaf.next('caught-up', ({ sequence }) => sequence === 60);
    const sequences = deaf.received.flatMap((frame) => (frame.type === 'entries' ? frame.entries : []));
    expect(sequences.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });

  it('[R15] that take nothing in are cut, fattest first, when all together have too much unsent', async () => {
    // As much as the kernel's buffers take is not unsent any more, so the lists must be longer than those.
    await restart({ limits: { unsentBytesTotalMax: 1_500_000, behindBytes: 1_000_000, readBytes: 1_000_000 } });
    const list = createTestList();
    const ann = await served().connect();
    await ann.follow(list);
    for (let i = 0; i < 40; i++) await ann.append([list.envelope('update', 245_760)]);
    const deaf = await Promise.all([served().connect(), served().connect(), served().connect()]);
    for (const client of deaf) {
      await client.open(list);
      client.webSocket.pause();
    }
    await expect.poll(() => served().relay.connections, { timeout: 20_000 }).toBeLessThan(4);
    expect(served().relay.unsentBytes).toBeLessThanOrEqual(1_500_000);
    expect(await ann.append([list.envelope()])).toMatchObject({ type: 'ack' });
  });

  it('[T9] that never end a message are cut, longest first, when all together hold too much; others go on', async () => {
    await restart({ unfinishedBytesMax: 300_000 });
    const list = createTestList();
    const [honest, short, long] = [await served().connect(), await served().connect(), await served().connect()];
    await honest.follow(list);
    const begin = ({ webSocket }: { readonly webSocket: WebSocket }, bytes: number): void =>
      webSocket.send(Buffer.alloc(bytes), { fin: false });
    begin(short, 100_000);
    for (let i = 0; i < 20; i += 1)
      expect(await honest.append([list.envelope('update', 65_536)])).toMatchObject({ type: 'ack' });
    begin(long, 220_000);
    expect(await long.whenClosed()).toBe(1006);
    expect(short.closeCode).toBeUndefined();
    expect(served().cuts).toEqual([expect.any(Number)]);
    expect(served().cuts[0]).toBeGreaterThan(200_000);
    expect(await honest.append([list.envelope()])).toMatchObject({ type: 'ack' });
  });

  it('[T8] are cut without a goodbye when much is unsent, and hear one otherwise', async () => {
    const { ann, deaf } = await writeToDeaf(60);
    await expect.poll(() => served().relay.unsentBytes).toBeGreaterThan(64 * 1024);
    await served().relay.drain();
    expect(await ann.whenClosed()).toBe(1012);
    deaf.webSocket.resume();
    expect(await deaf.whenClosed()).toBe(1006);
  });
});

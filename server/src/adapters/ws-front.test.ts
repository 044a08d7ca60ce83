/** What is carried over WebSockets, and how they end. */
import { once } from 'node:events';
import { encodeClientFrame, LIMITS, PROTOCOL_VERSION, readRetryAfterMs } from '@tote/wire';
import { describe, expect, it } from 'vitest';
import { frontForEachTest, upgradeHead } from '../testing/test-front.ts';
import { createTestList } from '../testing/test-list.ts';

const { served, restart } = frontForEachTest();

describe('WebSockets', () => {
  it('carry a list between two devices', async () => {
    const list = createTestList();
    const [ann, ben] = [await served().connect(), await served().connect()];
    await ann.follow(list);
    await ben.follow(list);
    const envelope = list.envelope('update', 1024);
    expect(await ann.append([envelope])).toMatchObject({ sequences: [1] });
    expect((await ben.next('entries')).entries).toEqual([{ sequence: 1, envelope }]);
  });

  it('carry the largest envelope there is, and a long log in many frames', async () => {
    const list = createTestList();
    const ann = await served().connect();
    await ann.follow(list);
    for (let i = 0; i < 8; i++)
      expect(await ann.append([list.envelope('update', 245_760)])).toMatchObject({ type: 'ack' });
    const ben = await served().connect();
    await ben.follow(list);
    const sequences = ben.received.flatMap((frame) => (frame.type === 'entries' ? frame.entries : []));
    expect(sequences.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('[T1] close for a message that is too large, and only that one', async () => {
    const list = createTestList();
    const [ann, ben] = [await served().connect(), await served().connect()];
    await ann.follow(list);
    await ben.follow(list);
    ann.sendBytes(new Uint8Array(LIMITS.frameBytesMax + 1));
    expect(await ann.whenClosed()).toBe(1009);
    expect(await ben.append([list.envelope()])).toMatchObject({ type: 'ack' });
    expect(await ben.next('peer-left')).toMatchObject({ peer: 1 });
  });

  it('[T1] [W1] close for text, and for bytes that are no WebSocket frames', async () => {
    const text = await served().connect();
    text.webSocket.send('hello');
    expect(await text.whenClosed()).toBe(4400);
    const raw = served().connectRaw();
    raw.write(upgradeHead(served().host));
    await once(raw, 'data');
    raw.write(Buffer.alloc(100, 0xff));
    await once(raw.resume(), 'close');
    await served().connect();
    await expect.poll(() => served().relay.connections).toBe(1);
  });

  it('[T1] close for a message in too many pieces, and take one in some', async () => {
    const [many, some] = [await served().connect(), await served().connect()];
    const hello = encodeClientFrame({ type: 'hello', version: PROTOCOL_VERSION, nonces: 1 });
    for (const [index, byte] of hello.entries())
      some.webSocket.send(Uint8Array.of(byte), { fin: index === hello.length - 1 });
    expect((await some.next('challenge')).nonces).toHaveLength(1);
    for (let i = 0; i < 200; i += 1) many.webSocket.send(new Uint8Array(), { fin: false });
    expect(await many.whenClosed()).toBe(1008);
  });

  it('[T1] are not compressed', async () => {
    const client = await served().connect({ perMessageDeflate: true });
    expect(client.webSocket.extensions).toBe('');
  });

  it('[R14] are closed with 1012 on a drain', async () => {
    const client = await served().connect();
    const reason = once(client.webSocket, 'close').then(([, text]) => String(text));
    await client.follow(createTestList());
    await served().relay.drain();
    expect(await client.whenClosed()).toBe(1012);
    expect(readRetryAfterMs(await reason)).toBeGreaterThanOrEqual(1_000);
  });

  it('[T8] hear before the goodbye what was said in the same turn: the last acknowledgement of a drain', async () => {
    let synced = (): void => undefined;
    // Made before it is asked for: an append waits for its signature first, and may be synced later than it is let go here.
    const sync = new Promise<void>((resolve) => (synced = resolve));
    await restart({ sync: () => sync });
    const list = createTestList();
    const client = await served().connect();
    await client.follow(list);
    const answer = client.append([list.envelope()]);
    await expect.poll(() => served().relay.waitingBytes).toBeGreaterThan(0);
    const drained = served().relay.drain();
    synced();
    expect(await answer).toMatchObject({ type: 'ack', sequences: [1] });
    await drained;
    expect(await client.whenClosed()).toBe(1012);
  });
});

import { LIMITS } from '@tote/wire';
import { describe, expect, it } from 'vitest';
import { random } from '../testing/random.ts';
import { createTestList } from '../testing/test-list.ts';
import { createTestRelay } from '../testing/test-relay.ts';
import type { LogStore } from './log-store.ts';

describe('bad frames', () => {
  const follower = async () => {
    const list = createTestList();
    const relay = createTestRelay();
    const [ann, ben] = [relay.connect(), relay.connect()];
    await ann.follow(list);
    await ben.follow(list);
    const othersGoOn = async (): Promise<void> => {
      expect(await ben.append([list.envelope()])).toMatchObject({ type: 'ack' });
      expect(ben.closeCode).toBeUndefined();
      expect(relay.relay.connections).toBe(1);
    };
    return { ...relay, list, ann, ben, othersGoOn };
  };

  it.each([
    ['an unknown opcode', Uint8Array.of(0x3f), 4400],
    ['an opcode of the other direction', Uint8Array.of(0x86, 1, 1, 1, 1), 4400],
    ['nothing', new Uint8Array(0), 4400],
    ['a frame cut short', Uint8Array.of(0x03, 1), 4400],
    ['bytes left over', Uint8Array.of(0x07, 1, 1), 4400],
    ['an endless number', Uint8Array.of(0x07, ...new Array<number>(40).fill(0x80)), 4400],
    ['a frame that is too long', new Uint8Array(LIMITS.frameBytesMax + 1), 4402],
  ])('[R4] %s ends its own socket and no other', async (_, bytes, code) => {
    const { ann, othersGoOn } = await follower();
    ann.sendBytes(bytes);
    expect(await ann.whenClosed()).toBe(code);
    await othersGoOn();
  });

  it('[R4] survives whatever bytes come, and answers honest clients', async () => {
    const { ann, connect, othersGoOn, events } = await follower();
    for (let i = 0; i < 2_000; i++) {
      const client = connect();
      if (i % 2 === 0) await client.hello();
      client.sendBytes(random(1 + (i % 300)));
      client.cut();
    }
    expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
    ann.cut();
    await othersGoOn();
  });

  it('[R4] closes a socket that floods with lawful frames', async () => {
    const { connect } = createTestRelay({ limits: { framesBurst: 10, framesPerSecond: 1 } });
    const client = connect();
    await client.hello();
    for (let i = 0; i < 10; i++) client.send({ type: 'ping', token: i });
    expect(await client.whenClosed()).toBe(4503);
  });

  it('hears nothing more from a socket that it closed', async () => {
    const { ann, list, othersGoOn, store } = await follower();
    ann.sendBytes(Uint8Array.of(0x3f));
    ann.connection.receive(new Uint8Array(3));
    ann.connection.drained();
    ann.connection.closed();
    await othersGoOn();
    expect((await store.head(list.name))?.sequence).toBe(1);
  });
});

describe('faults of our own', () => {
  it('[R4] end the socket on which they happen, with a code that says to try again', async () => {
    const list = createTestList();
    let broken = false;
    const relay = createTestRelay({
      verify: (inner) => (key, message, signature) => {
        if (broken) throw new Error('a bug');
        return inner(key, message, signature);
      },
    });
    const [ann, ben] = [relay.connect(), relay.connect()];
    await ann.follow(list);
    await ben.follow(list);
    broken = true;
    ann.send({ type: 'append', channel: 1, request: 1, envelopes: [list.envelope()] });
    expect(await ann.whenClosed()).toBe(4504);
    broken = false;
    expect(await ben.append([list.envelope()])).toMatchObject({ type: 'ack' });
    expect(relay.events.filter(({ type }) => type === 'fault')).toHaveLength(1);
  });

  it('[R4] a store that breaks its contract stops no room for ever', async () => {
    const list = createTestList();
    let broken = true;
    const relay = createTestRelay({
      wrapStore: (store): LogStore => ({
        ...store,
        append: async (...args) => {
          const appended = await store.append(...args);
          return broken ? ({ ok: true, value: undefined } as unknown as typeof appended) : appended;
        },
      }),
    });
    const ann = relay.connect();
    await ann.follow(list);
    ann.send({ type: 'append', channel: 1, request: 1, envelopes: [list.envelope()] });
    expect(await ann.next('closed')).toMatchObject({ code: 'relay-fault' });
    broken = false;
    await ann.follow(list, { channel: 2 });
    expect(await ann.append([list.envelope()], 2)).toMatchObject({ type: 'ack', sequences: [2] });
  });
});

describe('drain', () => {
  it('[R14] finishes what is under way, refuses what is new, then closes everybody with 1012', async () => {
    const list = createTestList();
    let go = (): void => undefined;
    const told = new Promise<void>((resolve) => (go = resolve));
    const { connect, relay, store } = createTestRelay({
      wrapStore: (inner): LogStore => ({
        ...inner,
        append: async (...args) => {
          await told;
          return inner.append(...args);
        },
      }),
    });
    const [ann, ben] = [connect(), connect()];
    await ann.follow(list);
    await ben.follow(list);
    const underWay = ann.append([list.envelope()]);
    const drained = relay.drain();
    expect(await ben.append([list.envelope()])).toMatchObject({ type: 'refused', code: 'draining' });
    const late = connect();
    expect(await late.whenClosed()).toBe(1012);
    go();
    expect(await underWay).toMatchObject({ type: 'ack', sequences: [1] });
    await drained;
    expect(await Promise.all([ann.whenClosed(), ben.whenClosed()])).toEqual([1012, 1012]);
    expect((await store.head(list.name))?.sequence).toBe(1);
    expect(relay.connections).toBe(0);
  });

  it('[R14] does not wait for ever for a store that hangs', async () => {
    const list = createTestList();
    const { connect, relay, advance } = createTestRelay({
      wrapStore: (inner) => ({ ...inner, append: () => new Promise(() => undefined) }),
    });
    const ann = connect();
    await ann.follow(list);
    void ann.append([list.envelope()]).catch(() => undefined);
    const drained = relay.drain();
    advance(10_000);
    await drained;
    expect(await ann.whenClosed()).toBe(1012);
  });
});

import { encodeRelayFrame, LIMITS, PROTOCOL_VERSION, retryAfterReason, type ClientFrame } from '@tote/wire';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRelayLine, type ChannelFrame, type ChannelOwner } from './relay-line.ts';
import { TinyRelay } from './testing/tiny-relay.ts';
import type { WebSocketLike } from './web-socket-like.ts';

/** An owner that opens with any proof and writes down what it hears. */
const listener = (list = 1) => {
  const frames: ChannelFrame['type'][] = [];
  const lost: number[] = [];
  const alive = vi.fn<() => void>();
  const owner: ChannelOwner = {
    open: ({ channel, relayNonce }) =>
      Promise.resolve({
        type: 'open',
        channel,
        role: 'edit',
        writePublicKey: new Uint8Array(32).fill(list),
        readPublicKey: new Uint8Array(32),
        contentCommitment: new Uint8Array(32),
        relayNonce,
        clientNonce: new Uint8Array(32),
        signature: new Uint8Array(64),
      }),
    receive: ({ type }) => frames.push(type),
    alive,
    lost: (code) => lost.push(code),
  };
  return { owner, frames, lost, alive };
};

const countingRelay = () => {
  const relay = new TinyRelay();
  let dials = 0;
  const line = createRelayLine({
    url: 'wss://Relay.Example:8443/relay',
    openSocket: () => {
      dials++;
      return relay.openSocket();
    },
  });
  return { relay, line, dials: () => dials };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(1);

describe('relay line', () => {
  it('proofs are bound to host and port as dialled', () => {
    expect(countingRelay().line.origin).toBe('relay.example:8443');
  });

  it('carries many lists over one socket', async () => {
    const { line, dials, relay } = countingRelay();
    const lists = Array.from({ length: 70 }, (_, i) => listener(i + 1));
    for (const { owner } of lists) line.join(owner);
    await settle();
    for (const { frames } of lists) expect(frames).toEqual(['opened', 'caught-up']);
    expect(dials()).toBe(1);
    expect(relay.received.filter(({ type }) => type === 'hello')).toHaveLength(2); // 64 nonces, then 6
  });

  it('a channel of a socket that is gone does not close its namesake on the next one', async () => {
    const { line, relay } = countingRelay();
    const [ann, ben] = [listener(1), listener(2)];
    const old = line.join(ann.owner);
    await settle();
    relay.cut();
    const next = line.join(ben.owner);
    expect(next.id).toBe(old.id);
    old.close();
    await settle();
    expect(ben.frames).toEqual(['opened', 'caught-up']);
  });

  it('[W8] a socket whose channel numbers are used up is let go, and the next one counts from the start', async () => {
    const { line, dials } = countingRelay();
    const [ann, ben, refused] = [listener(1), listener(2), listener(3)];
    line.join(ann.owner);
    for (let used = 1; used < LIMITS.channelMax; used++) line.join(refused.owner).close();
    await settle();
    expect([dials(), ann.frames, ann.lost]).toEqual([1, ['opened', 'caught-up'], []]);
    line.join(ben.owner);
    await settle();
    expect([dials(), ann.lost, ben.frames]).toEqual([2, [1000], ['opened', 'caught-up']]);
  });

  it('[S11] [W16] a socket that carries nothing is noticed, and every channel hears of it once', async () => {
    const { line, relay } = countingRelay();
    const [ann, ben] = [listener(1), listener(2)];
    line.join(ann.owner);
    line.join(ben.owner);
    await settle();
    relay.stalled = true;
    await vi.advanceTimersByTimeAsync(14_000);
    expect(ann.lost).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([ann.lost, ben.lost]).toEqual([[4501], [4501]]);
  });

  it('[S11] [W16] a quiet socket that answers its pings stays', async () => {
    const { line, relay } = countingRelay();
    const ann = listener();
    line.join(ann.owner);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(ann.lost).toEqual([]);
    expect(relay.received.filter(({ type }) => type === 'ping').length).toBeGreaterThan(15);
  });

  describe('on a line of 40 kbit/s', () => {
    const BYTES_PER_SECOND = 5_000;
    const snapshotOf = (channel: number, bytes = 224 * 1024): ClientFrame => ({
      type: 'snapshot',
      channel,
      request: 1,
      generation: new Uint8Array(16).fill(1),
      covers: 0,
      envelope: new Uint8Array(bytes),
    });
    /** What is sent arrives as fast as the line carries it, and so does what comes. */
    const slowLine = () => {
      const relay = new TinyRelay();
      const line = createRelayLine({
        url: 'ws://relay.example/relay',
        openSocket: () => {
          const socket = relay.openSocket();
          let [freeUpAtMs, freeDownAtMs] = [0, 0];
          const { send } = socket;
          const arrival = (freeAtMs: number, bytes: number) =>
            Math.max(freeAtMs, Date.now()) + (bytes / BYTES_PER_SECOND) * 1_000;
          socket.send = (frame) => {
            freeUpAtMs = arrival(freeUpAtMs, frame.byteLength);
            setTimeout(() => send.call(socket, frame), freeUpAtMs - Date.now());
          };
          let take: WebSocketLike['onmessage'] = null;
          const slowly: WebSocketLike['onmessage'] = (event) => {
            freeDownAtMs = arrival(freeDownAtMs, event.data.byteLength);
            setTimeout(() => take?.(event), freeDownAtMs - Date.now());
          };
          Object.defineProperty(socket, 'onmessage', {
            get: () => take && slowly,
            set: (next: typeof take) => (take = next),
          });
          return socket;
        },
      });
      return { relay, line };
    };

    it('[S11] a snapshot arrives, and nobody is told that the line is gone, nor opens his list again', async () => {
      const { line, relay } = slowLine();
      const ann = listener();
      const channel = line.join(ann.owner);
      await vi.advanceTimersByTimeAsync(1_000);
      ann.alive.mockClear();
      channel.send(snapshotOf(channel.id));
      for (const seconds of [20, 40]) {
        await vi.advanceTimersByTimeAsync(20_000);
        expect(ann.alive.mock.calls.length).toBeGreaterThanOrEqual(seconds / 20);
      }
      await vi.advanceTimersByTimeAsync(20_000);
      expect([ann.frames.at(-1), ann.lost]).toEqual(['ack', []]);
      expect(relay.entries).toHaveLength(1);
    });

    it('[S11] a log arrives in which a snapshot is', async () => {
      const { line, relay } = slowLine();
      const other = createRelayLine({ url: 'ws://relay.example/relay', openSocket: relay.openSocket });
      const channel = other.join(listener().owner);
      await settle();
      channel.send(snapshotOf(channel.id));
      await settle();
      const ann = listener();
      line.join(ann.owner);
      await vi.advanceTimersByTimeAsync(60_000);
      expect([ann.frames, ann.lost]).toEqual([['opened', 'entries', 'caught-up'], []]);
    });

    it('[S11] a socket that dies under a snapshot is noticed in a minute, and in 8 s once one has arrived', async () => {
      const { line, relay } = slowLine();
      const [ann, ben] = [listener(), listener()];
      const first = line.join(ann.owner);
      await vi.advanceTimersByTimeAsync(1_000);
      relay.stalled = true;
      first.send(snapshotOf(first.id));
      await vi.advanceTimersByTimeAsync(66_000);
      expect(ann.lost).toEqual([4501]);
      relay.stalled = false;
      const second = line.join(ben.owner);
      await vi.advanceTimersByTimeAsync(1_000);
      second.send(snapshotOf(second.id, 60 * 1024));
      await vi.advanceTimersByTimeAsync(13_000);
      expect(ben.frames.at(-1)).toBe('ack');
      relay.stalled = true;
      line.probe();
      await vi.advanceTimersByTimeAsync(8_500);
      expect(ben.lost).toEqual([4501]);
    });
  });

  it('[S11] what is heard for one list, which keeps pings away, is a sign of life for all', async () => {
    const { line, relay } = countingRelay();
    const quiet = listener(2);
    line.join(listener(1).owner);
    line.join(quiet.owner);
    const other = createRelayLine({ url: 'ws://relay.example/relay', openSocket: relay.openSocket });
    const channel = other.join(listener(1).owner);
    await settle();
    quiet.alive.mockClear();
    for (const times of [1, 2, 3]) {
      await vi.advanceTimersByTimeAsync(10_000);
      channel.send({ type: 'presence', channel: channel.id, envelope: new Uint8Array(64) });
      await settle();
      expect(quiet.alive).toHaveBeenCalledTimes(times);
    }
    expect(relay.received.filter(({ type }) => type === 'ping').length).toBeLessThan(4);
  });

  it('[S1] a relay that never greets is given up', async () => {
    const { line, relay } = countingRelay();
    relay.stalled = true;
    const ann = listener();
    line.join(ann.owner);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(ann.lost).toEqual([4501]);
  });

  it('a later list dials again after the socket went', async () => {
    const { line, relay, dials } = countingRelay();
    const ann = listener();
    line.join(ann.owner);
    await settle();
    relay.cut(1012);
    expect(ann.lost).toEqual([1012]);
    const again = listener();
    line.join(again.owner);
    await settle();
    expect(again.frames).toEqual(['opened', 'caught-up']);
    expect(dials()).toBe(2);
  });

  it('[S17] a relay that asks for a pause is dialled when it is over, once for all who came back meanwhile', async () => {
    const { line, relay, dials } = countingRelay();
    line.join(listener().owner);
    await settle();
    relay.cut(1012, retryAfterReason(7_000));
    const [ann, ben, gone] = [listener(1), listener(2), listener(3)];
    line.join(ann.owner);
    line.join(gone.owner).close();
    await vi.advanceTimersByTimeAsync(5_000);
    line.join(ben.owner);
    line.probe();
    await vi.advanceTimersByTimeAsync(1_998);
    expect(dials()).toBe(1);
    await vi.advanceTimersByTimeAsync(2);
    expect([dials(), ann.frames, ben.frames]).toEqual([2, ['opened', 'caught-up'], ['opened', 'caught-up']]);
    expect([gone.frames, ann.lost]).toEqual([[], []]);
  });

  it('[S17] nobody who left during the pause has the relay dialled, and a pause is bounded', async () => {
    const { line, relay, dials } = countingRelay();
    line.join(listener().owner);
    await settle();
    relay.cut(1012, retryAfterReason(999_999_999));
    line.join(listener().owner).close();
    await vi.advanceTimersByTimeAsync(310_000);
    expect(dials()).toBe(1);
    line.join(listener().owner);
    expect(dials()).toBe(2);
  });

  it('[S17] a pause ends with its line', async () => {
    const { line, relay, dials } = countingRelay();
    line.join(listener().owner);
    await settle();
    relay.cut(1012, retryAfterReason(1_000));
    line.join(listener().owner);
    line.close();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(dials()).toBe(1);
  });

  it('[S18] the token is asked for at each dialling, and offered', async () => {
    const offered: (readonly string[])[] = [];
    const settings: { token?: string } = {};
    const relay = new TinyRelay();
    relay.token = 'tokentokentoken1';
    const line = createRelayLine({
      url: 'wss://relay.example/relay',
      openSocket: (url, protocols) => {
        offered.push(protocols);
        return relay.openSocket(url, protocols);
      },
      accessToken: () => settings.token,
    });
    const [first, second] = [listener(), listener()];
    line.join(first.owner);
    await settle();
    expect(first.lost).toEqual([4403]);
    settings.token = 'tokentokentoken1';
    line.join(second.owner);
    await settle();
    expect(second.frames).toEqual(['opened', 'caught-up']);
    expect(offered).toEqual([[], ['tote', 'tote.token.tokentokentoken1']]);
  });

  it('an unused socket lingers, so that the next list finds it, and then goes', async () => {
    const { line, dials } = countingRelay();
    const first = line.join(listener().owner);
    await settle();
    first.close();
    await vi.advanceTimersByTimeAsync(2_000);
    const second = line.join(listener(2).owner);
    await settle();
    expect(dials()).toBe(1);
    second.close();
    await vi.advanceTimersByTimeAsync(4_000);
    line.join(listener(3).owner);
    expect(dials()).toBe(2);
  });

  it.each(['refused', 'closed'] as const)('[S11] a socket whose last list was %s is let go', async (how) => {
    const { line, relay, dials } = countingRelay();
    if (how === 'refused') relay.shutFor = 'not-authorised';
    else relay.breaksOffAfter = 0;
    const ann = listener();
    line.join(ann.owner);
    await settle();
    expect(ann.frames.at(-1)).toBe(how);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(vi.getTimerCount()).toBe(0);
    line.join(listener().owner);
    expect([dials(), ann.lost]).toEqual([2, []]);
  });

  it.each([
    ['garbage', new Uint8Array([255, 1, 2, 3]), 1002],
    [
      'another protocol version',
      encodeRelayFrame({ type: 'challenge', version: PROTOCOL_VERSION + 1, nonces: [new Uint8Array(32)] }),
      4401,
    ],
  ])('[S7] %s ends the socket with a code', async (_, frame, code) => {
    const sent: WebSocketLike[] = [];
    const line = createRelayLine({
      url: 'ws://relay.test/relay',
      openSocket: () => {
        const socket: WebSocketLike = {
          binaryType: '',
          bufferedAmount: 0,
          onopen: null,
          onmessage: null,
          onclose: null,
          onerror: null,
          send: () => undefined,
          close: () => undefined,
        };
        sent.push(socket);
        return socket;
      },
    });
    const ann = listener();
    line.join(ann.owner);
    sent[0]?.onmessage?.({ data: frame.slice().buffer });
    await settle();
    expect(ann.lost).toEqual([code]);
  });
});

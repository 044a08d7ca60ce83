import { describe, expect, it } from 'vitest';
import {
  decodeClientFrame,
  decodeRelayFrame,
  encodeClientFrame,
  encodeRelayFrame,
  LIMITS,
  type OpenFrame,
} from './index.ts';
import { createFrameWriter } from './frame-writer.ts';
import { FIELD_BYTES } from './limits.ts';

const tick = new Uint8Array(171).fill(7);
const generation = new Uint8Array(FIELD_BYTES.generation).fill(9);
const open: OpenFrame = {
  type: 'open',
  channel: LIMITS.channelMax,
  role: 'edit',
  writePublicKey: new Uint8Array(32).fill(1),
  readPublicKey: new Uint8Array(32).fill(2),
  contentCommitment: new Uint8Array(32).fill(3),
  relayNonce: new Uint8Array(32).fill(4),
  clientNonce: new Uint8Array(32).fill(5),
  signature: new Uint8Array(64).fill(6),
  resume: { generation, sequence: LIMITS.sequenceMax },
};
const entry = (sequence: number, envelope = tick) => ({ sequence, envelope });
const truncated = { ok: false, error: { type: 'wire-truncated' } };
const badNumber = (field: string) => ({ ok: false, error: { type: 'wire-bad-number', field } });
const badValue = (field: string) => ({ ok: false, error: { type: 'wire-bad-value', field } });

describe('written frames', () => {
  it('[W3] stay as they were while others are written, short ones and the longest', () => {
    const ping = encodeClientFrame({ type: 'ping', token: 5 });
    const longest = new Uint8Array(LIMITS.envelopeBytesMax).map((_, index) => index);
    const append = encodeClientFrame({ type: 'append', channel: 1, request: 1, envelopes: [longest] });
    encodeClientFrame({ type: 'append', channel: 2, request: 2, envelopes: [tick, tick] });
    expect(ping).toEqual(Uint8Array.of(7, 5));
    expect(decodeClientFrame(append)).toEqual({
      ok: true,
      value: { type: 'append', channel: 1, request: 1, envelopes: [longest] },
    });
  });
});

describe('a frame writer', () => {
  it('says so when another frame was begun before its own was finished', () => {
    const first = createFrameWriter(1);
    createFrameWriter(2).finish();
    expect(() => first.finish()).toThrow('another frame');
    expect(() => {
      first.byte(0);
    }).toThrow('another frame');
  });
});

describe('size of frames', () => {
  it('[W11] one tick costs 5 bytes beside its envelope on the way up', () => {
    expect(encodeClientFrame({ type: 'append', channel: 1, request: 1, envelopes: [tick] }).length).toBe(176);
    expect(encodeClientFrame({ type: 'append', channel: 1, request: 200, envelopes: [tick] }).length).toBe(177);
  });

  it('[W10] one tick costs 5 or 6 bytes beside its envelope on the way down, 2 in a batch', () => {
    const framed = (...sequences: number[]) =>
      encodeRelayFrame({ type: 'entries', channel: 1, entries: sequences.map((sequence) => entry(sequence)) }).length;
    expect(framed(1)).toBe(176);
    expect(framed(16_383)).toBe(177);
    expect(framed(16_384)).toBe(178);
    expect(framed(500, 501) - framed(500)).toBe(173);
  });

  it('[W4] nothing that is lawful before a list is open is longer than the limit for it', () => {
    expect(encodeClientFrame(open).length).toBeLessThanOrEqual(300);
    expect(LIMITS.frameBytesMaxBeforeOpen).toBeGreaterThan(300);
  });

  it('[W4] the largest envelope fits every frame that carries one', () => {
    const envelope = new Uint8Array(LIMITS.envelopeBytesMax).fill(1);
    const channel = LIMITS.channelMax;
    const request = LIMITS.requestMax;
    const covers = LIMITS.sequenceMax;
    const up = [
      { type: 'append', channel, request, envelopes: [envelope] },
      { type: 'snapshot', channel, request, generation, covers, envelope },
    ] as const;
    for (const frame of up) expect(decodeClientFrame(encodeClientFrame(frame)).ok).toBe(true);
    const entries = [{ sequence: LIMITS.sequenceMax, covers: LIMITS.sequenceMax - 1, envelope }];
    expect(decodeRelayFrame(encodeRelayFrame({ type: 'entries', channel, entries })).ok).toBe(true);
  });
});

describe('decoding', () => {
  it('[W2] refuses numbers that are overlong, too big, or endless', () => {
    expect(decodeClientFrame(Uint8Array.of(6, 5))).toEqual({ ok: true, value: { type: 'close', channel: 5 } });
    expect(decodeClientFrame(Uint8Array.of(6, 0x85, 0))).toEqual(badNumber('channel'));
    expect(decodeClientFrame(Uint8Array.of(6, 0x80, 0x80, 0))).toEqual(badNumber('channel'));
    expect(decodeClientFrame(Uint8Array.of(6, 0x80, 0x80, 0x04))).toEqual(badNumber('channel'));
    expect(decodeClientFrame(Uint8Array.of(6, ...new Array<number>(50).fill(0x80)))).toEqual(badNumber('channel'));
    expect(decodeClientFrame(Uint8Array.of(6, 0x80))).toEqual(truncated);
    const top = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    expect(decodeRelayFrame(Uint8Array.of(0x85, 0, ...top, 0x0f))).toEqual({
      ok: true,
      value: { type: 'caught-up', channel: 0, sequence: Number.MAX_SAFE_INTEGER },
    });
    expect(decodeRelayFrame(Uint8Array.of(0x85, 0, ...top, 0x10))).toEqual(badNumber('sequence'));
    expect(decodeRelayFrame(Uint8Array.of(0x85, 0, ...top, 0x7f))).toEqual(badNumber('sequence'));
  });

  it('[W3] refuses a gap before the first entry, which would be a second way to write its sequence', () => {
    expect(decodeRelayFrame(Uint8Array.of(0x83, 0, 3, 8 + 2, 2, 0xaa))).toEqual(badNumber('gap'));
    expect(decodeRelayFrame(Uint8Array.of(0x83, 0, 3, 8 + 4, 0xaa, 8 + 2, 0, 0xbb))).toEqual(badNumber('gap'));
    const entries = [entry(3, Uint8Array.of(0xaa)), entry(6, Uint8Array.of(0xbb))];
    expect(decodeRelayFrame(Uint8Array.of(0x83, 0, 3, 8 + 4, 0xaa, 8 + 2, 2, 0xbb))).toEqual({
      ok: true,
      value: { type: 'entries', channel: 0, entries },
    });
  });

  it('[W4] refuses counts and lengths above their limits before it looks at what follows', () => {
    expect(decodeClientFrame(Uint8Array.of(1, 1, 65))).toEqual(badNumber('nonces'));
    expect(decodeClientFrame(Uint8Array.of(1, 1, 0))).toEqual(badNumber('nonces'));
    expect(decodeRelayFrame(Uint8Array.of(0x81, 1, 65))).toEqual(badNumber('nonces'));
    expect(decodeRelayFrame(Uint8Array.of(0x86, 0, 1, 0xff, 0xff, 0x03))).toEqual(badNumber('sequences'));
    expect(decodeClientFrame(Uint8Array.of(5, 0, 0x81, 0x20))).toEqual(badNumber('envelope length'));
    expect(decodeClientFrame(Uint8Array.of(5, 0, 0))).toEqual(badNumber('envelope length'));
    expect(decodeClientFrame(Uint8Array.of(3, 0, 1, 0xff, 0xff, 0xff, 0x7f))).toEqual(badNumber('envelope head'));
    expect(decodeClientFrame(Uint8Array.of(3, 0, 1, 1))).toEqual(badNumber('envelope head'));
    expect(decodeClientFrame(Uint8Array.of(3, 0, 0, 2, 1))).toEqual(badNumber('request'));
  });

  it('[W4] refuses one envelope or entry more than the limit', () => {
    const many = (count: number, more: number, last: number) =>
      Array.from({ length: count }, (_, index) => [index < count - 1 ? more : last, 0xaa]).flat();
    const append = (count: number) => decodeClientFrame(Uint8Array.of(3, 0, 1, ...many(count, 3, 2)));
    expect(append(LIMITS.envelopesPerAppendMax).ok).toBe(true);
    expect(append(LIMITS.envelopesPerAppendMax + 1)).toEqual(badNumber('envelopes'));
    const entriesOf = (count: number) => decodeRelayFrame(Uint8Array.of(0x83, 0, 1, ...many(count, 12, 8)));
    expect(entriesOf(LIMITS.entriesPerFrameMax).ok).toBe(true);
    expect(entriesOf(LIMITS.entriesPerFrameMax + 1)).toEqual(badNumber('entries'));
  });

  it('[W4] refuses a sequence beyond what a number counts exactly', () => {
    const top = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
    expect(decodeRelayFrame(Uint8Array.of(0x83, 0, ...top, 8 + 4, 0xaa, 8, 0xbb))).toEqual(badNumber('sequence'));
    expect(decodeRelayFrame(Uint8Array.of(0x83, 0, 1, 8 + 4, 0xaa, 8 + 2, ...top, 0xbb))).toEqual(
      badNumber('sequence'),
    );
  });

  it('[W12] refuses a snapshot that covers itself', () => {
    expect(decodeRelayFrame(Uint8Array.of(0x84, 0, 3, 3))).toEqual(badNumber('covers'));
    expect(decodeRelayFrame(Uint8Array.of(0x83, 0, 3, 8 + 1, 3, 0xaa))).toEqual(badNumber('covers'));
    expect(decodeRelayFrame(Uint8Array.of(0x83, 0, 3, 8 + 1, 2, 0xaa)).ok).toBe(true);
  });

  it('[W19] refuses unknown opcodes, roles, flags and codes, and frames of the other direction', () => {
    expect(decodeClientFrame(Uint8Array.of())).toEqual(truncated);
    expect(decodeClientFrame(Uint8Array.of(0x81, 1, 1))).toEqual({
      ok: false,
      error: { type: 'wire-unknown-opcode', opcode: 0x81 },
    });
    expect(decodeRelayFrame(Uint8Array.of(7, 1))).toEqual({
      ok: false,
      error: { type: 'wire-unknown-opcode', opcode: 7 },
    });
    expect(decodeRelayFrame(Uint8Array.of(0x8b, 0, 99))).toEqual(badValue('code'));
    expect(decodeRelayFrame(Uint8Array.of(0x87, 0, 0, 255))).toEqual(badValue('code'));
    const bytes = encodeClientFrame({ ...open, channel: 1 });
    expect(decodeClientFrame(bytes.with(2, 3))).toEqual(badValue('role'));
    expect(decodeClientFrame(bytes.with(2, 0))).toEqual(badValue('role'));
    expect(decodeClientFrame(bytes.with(1 + 1 + 1 + 96 + 64 + 64, 2))).toEqual(badValue('resume'));
  });

  it('[W17] gives plain views on the frame, also when it is a Node Buffer in a larger one', () => {
    const frame = encodeClientFrame({ type: 'append', channel: 1, request: 1, envelopes: [tick, tick] });
    const within = Buffer.concat([Buffer.alloc(7), frame, Buffer.alloc(3)]).subarray(7, 7 + frame.length);
    const decoded = decodeClientFrame(within);
    if (!decoded.ok || decoded.value.type !== 'append') throw new Error('expected an append');
    for (const envelope of decoded.value.envelopes) {
      expect(envelope).toEqual(tick);
      expect(Buffer.isBuffer(envelope)).toBe(false);
      expect(envelope.buffer).toBe(within.buffer);
    }
  });
});

describe('encoding', () => {
  it("[W4] throws on what breaks a limit, which is a caller's bug", () => {
    const channel = 1;
    const unlawful = [
      () => encodeClientFrame({ type: 'hello', version: 1, nonces: 65 }),
      () => encodeClientFrame({ type: 'hello', version: 0, nonces: 1 }),
      () => encodeClientFrame({ type: 'close', channel: 65_536 }),
      () => encodeClientFrame({ type: 'close', channel: -1 }),
      () => encodeClientFrame({ type: 'close', channel: 1.5 }),
      () => encodeClientFrame({ type: 'close', channel: Number.NaN }),
      () => encodeClientFrame({ type: 'ping', token: 2 ** 32 }),
      () => encodeClientFrame({ type: 'append', channel, request: 1, envelopes: [] }),
      () => encodeClientFrame({ type: 'append', channel, request: 0, envelopes: [tick] }),
      () => encodeClientFrame({ type: 'append', channel, request: 1, envelopes: [new Uint8Array(0)] }),
      () =>
        encodeClientFrame({ type: 'append', channel, request: 1, envelopes: new Array<Uint8Array>(129).fill(tick) }),
      () =>
        encodeClientFrame({
          type: 'append',
          channel,
          request: 1,
          envelopes: [new Uint8Array(2e5), new Uint8Array(2e5)],
        }),
      () => encodeClientFrame({ type: 'presence', channel, envelope: new Uint8Array(4_097) }),
      () => encodeClientFrame({ ...open, signature: new Uint8Array(63) }),
      () => encodeClientFrame({ ...open, resume: { generation: new Uint8Array(15), sequence: 0 } }),
      () => encodeRelayFrame({ type: 'challenge', version: 1, nonces: [] }),
      () => encodeRelayFrame({ type: 'entries', channel, entries: [] }),
      () => encodeRelayFrame({ type: 'entries', channel, entries: [entry(2), entry(2)] }),
      () => encodeRelayFrame({ type: 'entries', channel, entries: [entry(0)] }),
      () => encodeRelayFrame({ type: 'entries', channel, entries: [entry(2 ** 53 - 1), entry(2 ** 53)] }),
      () => encodeRelayFrame({ type: 'entries', channel, entries: [{ ...entry(2), covers: 2 }] }),
      () => encodeRelayFrame({ type: 'snapshot-noted', channel, sequence: 4, covers: 4 }),
      () => encodeRelayFrame({ type: 'caught-up', channel, sequence: 2 ** 53 }),
      () => encodeRelayFrame({ type: 'ack', channel, request: 1, sequences: [] }),
    ];
    for (const encode of unlawful) expect(encode, encode.toString()).toThrow(RangeError);
  });
});

import { expect, it } from 'vitest';
import { createFrameInbox } from './frame-inbox.ts';
import type { ChannelFrame } from './relay-line.ts';

const MIB = 1024 * 1024;
const entries = (sequence: number, bytes: number): ChannelFrame => ({
  type: 'entries',
  channel: 1,
  entries: [{ sequence, envelope: new Uint8Array(bytes) }],
});
const small = (peer: number): ChannelFrame => ({ type: 'peer-joined', channel: 1, peer });

/** An inbox whose frames are worked off one at each `next`. */
const createInbox = () => {
  const taken: ChannelFrame[] = [];
  let overflows = 0;
  let release: () => void = () => undefined;
  const inbox = createFrameInbox(
    (frame) => {
      taken.push(frame);
      return new Promise((resolve) => (release = resolve));
    },
    () => (overflows += 1),
  );
  return {
    inbox,
    taken,
    overflows: () => overflows,
    next: async () => {
      release();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
};

it('works frames off one after another, in the order of the wire', async () => {
  const { inbox, taken, next } = createInbox();
  const frames = [small(1), small(2), small(3)];
  for (const frame of frames) inbox.put(frame);
  expect(taken).toEqual(frames.slice(0, 1));
  await next();
  expect(taken).toEqual(frames.slice(0, 2));
  await next();
  await next();
  expect(taken).toEqual(frames);
  inbox.put(small(4));
  expect(taken.length).toBe(4);
});

it('[S23] overflows when more than 64 MiB of envelopes wait, not by what was worked off', async () => {
  const { inbox, overflows, next } = createInbox();
  for (let sequence = 1; sequence <= 130; sequence += 1) {
    inbox.put(entries(sequence, MIB));
    await next();
  }
  expect(overflows()).toBe(0);
  for (let sequence = 1; sequence <= 64; sequence += 1) inbox.put(entries(sequence, MIB));
  expect(overflows()).toBe(0); // one of them is being worked off
  inbox.put(entries(65, MIB));
  expect(overflows()).toBe(1);
  inbox.clear();
  inbox.put(entries(66, MIB));
  expect(overflows()).toBe(1);
});

it('[S23] counts 128 bytes for each frame: small ones without end are no better', () => {
  const { inbox, overflows } = createInbox();
  for (let peer = 0; peer <= (64 * MIB) / 128; peer += 1) inbox.put(small(peer));
  expect(overflows()).toBe(0);
  inbox.put(small(1));
  expect(overflows()).toBe(1);
});

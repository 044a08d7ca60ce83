/** Lawful frames of every type, for property tests. Small numbers are frequent, limits are reached. */
import fc from 'fast-check';
import type { ClientFrame, LogEntry, RelayFrame } from './frames.ts';
import { FIELD_BYTES, LIMITS } from './limits.ts';
import { REFUSALS, type RefusalCode } from './refusals.ts';

const number = (least: number, most: number) =>
  fc.oneof(
    fc.integer({ min: least, max: Math.min(most, 300) }),
    fc.integer({ min: least, max: most }),
    fc.constant(most),
  );
const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => new Uint8Array(array));
const channel = number(0, LIMITS.channelMax);
const request = number(1, LIMITS.requestMax);
const peer = number(0, LIMITS.peerMax);
const sequence = number(1, LIMITS.sequenceMax);
const generation = bytes(FIELD_BYTES.generation);
const envelope = fc.uint8Array({ minLength: 1, maxLength: 400 }).map((array) => new Uint8Array(array));
const code = fc.constantFrom(...(Object.keys(REFUSALS) as RefusalCode[]));
const key = bytes(FIELD_BYTES.publicKey);
const nonce = bytes(FIELD_BYTES.nonce);

/** Any frame that a client may send. */
export const clientFrames: fc.Arbitrary<ClientFrame> = fc.oneof(
  fc.record({
    type: fc.constant('hello' as const),
    version: number(1, LIMITS.versionMax),
    nonces: number(1, LIMITS.noncesPerHelloMax),
  }),
  fc.record(
    {
      type: fc.constant('open' as const),
      channel,
      role: fc.constantFrom('edit' as const, 'view' as const),
      writePublicKey: key,
      readPublicKey: key,
      contentCommitment: bytes(FIELD_BYTES.contentCommitment),
      relayNonce: nonce,
      clientNonce: nonce,
      signature: bytes(FIELD_BYTES.signature),
      resume: fc.record({ generation, sequence: number(0, LIMITS.sequenceMax) }),
    },
    {
      requiredKeys: [
        'type',
        'channel',
        'role',
        'writePublicKey',
        'readPublicKey',
        'contentCommitment',
        'relayNonce',
        'clientNonce',
        'signature',
      ],
    },
  ),
  fc.record({
    type: fc.constant('append' as const),
    channel,
    request,
    envelopes: fc.array(envelope, { minLength: 1, maxLength: LIMITS.envelopesPerAppendMax }),
  }),
  fc.record({
    type: fc.constant('snapshot' as const),
    channel,
    request,
    generation,
    covers: number(0, LIMITS.sequenceMax),
    envelope,
  }),
  fc.record({ type: fc.constant('presence' as const), channel, envelope }),
  fc.record({ type: fc.constant('close' as const), channel }),
  fc.record({ type: fc.constant('ping' as const), token: number(0, LIMITS.tokenMax) }),
);

/** Entries in rising order, with and without gaps and snapshots. */
const entries: fc.Arbitrary<LogEntry[]> = fc
  .tuple(
    number(1, 2 ** 52),
    fc.array(
      fc.record({
        gap: fc.oneof(fc.constant(0), number(0, 2 ** 32)),
        isSnapshot: fc.boolean(),
        back: fc.nat(),
        envelope,
      }),
      { minLength: 1, maxLength: 40 },
    ),
  )
  .map(([first, drafts]) => {
    let next = first;
    return drafts.map(({ gap, isSnapshot, back, envelope: content }, index): LogEntry => {
      const own = next + (index === 0 ? 0 : gap);
      next = own + 1;
      const entry = { sequence: own, envelope: content };
      return isSnapshot ? { ...entry, covers: Math.max(0, own - 1 - back) } : entry;
    });
  });

const noted = sequence.chain((at) => fc.record({ sequence: fc.constant(at), covers: number(0, at - 1) }));

/** Any frame that a relay may send. */
export const relayFrames: fc.Arbitrary<RelayFrame> = fc.oneof(
  fc.record({
    type: fc.constant('challenge' as const),
    version: number(1, LIMITS.versionMax),
    nonces: fc.array(nonce, { minLength: 1, maxLength: LIMITS.noncesPerHelloMax }),
  }),
  fc.record({
    type: fc.constant('opened' as const),
    channel,
    generation,
    head: number(0, LIMITS.sequenceMax),
    peer,
  }),
  fc.record({ type: fc.constant('entries' as const), channel, entries }),
  fc.tuple(channel, noted).map(([on, note]): RelayFrame => ({ type: 'snapshot-noted', channel: on, ...note })),
  fc.record({ type: fc.constant('caught-up' as const), channel, sequence: number(0, LIMITS.sequenceMax) }),
  fc.record({
    type: fc.constant('ack' as const),
    channel,
    request,
    sequences: fc.array(sequence, { minLength: 1, maxLength: LIMITS.envelopesPerAppendMax }),
  }),
  fc.record({ type: fc.constant('refused' as const), channel, request: number(0, LIMITS.requestMax), code }),
  fc.record({ type: fc.constant('presence' as const), channel, peer, envelope }),
  fc.record({ type: fc.constantFrom('peer-joined' as const, 'peer-left' as const), channel, peer }),
  fc.record({ type: fc.constant('closed' as const), channel, code }),
  fc.record({ type: fc.constant('pong' as const), token: number(0, LIMITS.tokenMax) }),
);

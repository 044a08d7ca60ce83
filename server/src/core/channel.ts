/** One list on one socket: what its role lets it do. Made when the list was opened. */
import { checkPresence, sameBytes } from '@tote/seal/verify';
import type { AppendFrame, PresenceFrame, RefusalCode, SnapshotFrame } from '@tote/wire';
import type { AddressAllowances } from './address-allowance.ts';
import type { Admission } from './admission.ts';
import { readAppend, readSnapshot, type UncheckedEntry } from './append-check.ts';
import type { Follower } from './follower.ts';
import type { RelayLimits } from './limits.ts';
import type { Result } from './result.ts';
import type { AppendAllowance, Room } from './room.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';
import type { VerifyEquation } from './verdict.ts';

/** An open list on a socket. A request gives the code by which it is refused, or undefined when it was taken. */
export interface OpenChannel {
  readonly admission: Admission;
  readonly follower: Follower;
  append(frame: AppendFrame): RefusalCode | undefined;
  snapshot(frame: SnapshotFrame): RefusalCode | undefined;
  presence(frame: PresenceFrame): void;
  /** Leaves the room; the others hear of it. */
  leave(): void;
}

/** Creates the channel of a follower that joined the room. */
export const createOpenChannel = (deps: {
  readonly admission: Admission;
  readonly follower: Follower;
  readonly room: Room;
  readonly verify: VerifyEquation;
  readonly limits: RelayLimits;
  readonly nowMs: () => number;
  readonly allowances: AddressAllowances;
  /** Whose allowances. */
  readonly address: string | undefined;
  /** Shared by all channels of the socket. */
  readonly envelopeBucket: TokenBucket;
}): OpenChannel => {
  const { admission, follower, room, verify, limits } = deps;
  const rules = { verify, envelopeBytesMax: limits.envelopeBytesMax };
  const allowance: AppendAllowance = {
    mayCheck: (envelopes, bytes) =>
      deps.allowances.envelopes.take(deps.address, envelopes) &&
      deps.allowances.envelopeBytes.take(deps.address, bytes),
    mayCreate: () => deps.allowances.creations.take(deps.address),
  };
  const presenceBucket = createTokenBucket(limits.presencePerSecond, limits.presenceBurst, deps.nowMs);

  /** Cheapest first: role, rate, shape; then the room's bounds, and what it has already; signatures last. */
  const request = (
    number: number,
    envelopes: number,
    read: () => Result<readonly UncheckedEntry[], RefusalCode>,
  ): RefusalCode | undefined => {
    if (admission.role !== 'edit') return 'read-only';
    if (!deps.envelopeBucket.take(envelopes)) return 'rate-limited';
    const entries = read();
    return entries.ok ? room.append(follower, number, entries.value, allowance) : entries.error;
  };

  return {
    admission,
    follower,
    append: (frame) =>
      request(frame.request, frame.envelopes.length, () => readAppend(frame.envelopes, admission, rules)),
    snapshot: (frame) =>
      request(frame.request, 1, () => {
        if (!sameBytes(frame.generation, room.generation)) return { ok: false, error: 'generation-mismatch' };
        if (frame.covers > room.sequence) return { ok: false, error: 'covers-too-much' };
        return readSnapshot(frame.envelope, frame.covers, admission, rules);
      }),
    presence: (frame) => {
      if (presenceBucket.take(1) && checkPresence(frame.envelope).ok) room.presence(follower, frame.envelope);
    },
    leave: () => room.leave(follower),
  };
};

/** One list on one socket: what its role lets it do. Made when the list was opened. */
import { checkPresence, sameBytes } from '@tote/seal/verify';
import type { AppendFrame, PresenceFrame, RefusalCode, SnapshotFrame } from '@tote/wire';
import type { Admission } from './admission.ts';
import { readAppend, readSnapshot, type AppendRules, type UncheckedEntry } from './append-check.ts';
import type { Follower } from './follower.ts';
import type { RelayLimits } from './limits.ts';
import type { Result } from './result.ts';
import type { AppendAllowance, Room } from './room.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** An open list on a socket. A request gives the code by which it is refused, or undefined when it was taken. */
export interface OpenChannel {
  readonly admission: Admission;
  readonly follower: Follower;
  append(frame: AppendFrame): RefusalCode | undefined;
  snapshot(frame: SnapshotFrame): RefusalCode | undefined;
  presence(frame: PresenceFrame): void;
  /** Somebody else follows the list. */
  isSeen(): boolean;
  /** Leaves the room; the others hear of it. */
  leave(): void;
}

/** What all channels of a socket share. */
export interface ChannelDeps {
  readonly rules: AppendRules;
  readonly limits: RelayLimits;
  readonly nowMs: () => number;
  /** Of the socket's address. */
  readonly allowance: AppendAllowance;
  readonly envelopeBucket: TokenBucket;
}

class Channel implements OpenChannel {
  readonly admission: Admission;
  readonly follower: Follower;
  readonly #deps: ChannelDeps;
  readonly #room: Room;
  /** Made for those who show that they are there. */
  #presenceBucket: TokenBucket | undefined;

  constructor(deps: ChannelDeps, admission: Admission, follower: Follower, room: Room) {
    this.admission = admission;
    this.follower = follower;
    this.#deps = deps;
    this.#room = room;
  }

  append({ request, envelopes }: AppendFrame): RefusalCode | undefined {
    return this.#request(request, envelopes.length, () => readAppend(envelopes, this.admission, this.#deps.rules));
  }

  snapshot({ request, generation, covers, envelope }: SnapshotFrame): RefusalCode | undefined {
    return this.#request(request, 1, () => {
      if (!sameBytes(generation, this.#room.generation)) return { ok: false, error: 'generation-mismatch' };
      if (covers > this.#room.sequence) return { ok: false, error: 'covers-too-much' };
      return readSnapshot(envelope, covers, this.admission, this.#deps.rules);
    });
  }

  presence({ envelope }: PresenceFrame): void {
    const { limits, nowMs } = this.#deps;
    this.#presenceBucket ??= createTokenBucket(limits.presencePerSecond, limits.presenceBurst, nowMs);
    if (this.#presenceBucket.take(1) && checkPresence(envelope).ok) this.#room.presence(this.follower, envelope);
  }

  isSeen(): boolean {
    return this.#room.followers > 1;
  }

  leave(): void {
    this.#room.leave(this.follower);
  }

  /** Cheapest first: role, rate, shape; then the room's bounds, and what it has already; signatures last. */
  #request(
    number: number,
    envelopes: number,
    read: () => Result<readonly UncheckedEntry[], RefusalCode>,
  ): RefusalCode | undefined {
    if (this.admission.role !== 'edit') return 'read-only';
    if (!this.#deps.envelopeBucket.take(envelopes)) return 'rate-limited';
    const entries = read();
    if (!entries.ok) return entries.error;
    return this.#room.append(this.follower, number, entries.value, this.#deps.allowance);
  }
}

/** Creates the channel of a follower that joined the room. */
export const createOpenChannel = (
  deps: ChannelDeps,
  admission: Admission,
  follower: Follower,
  room: Room,
): OpenChannel => new Channel(deps, admission, follower, room);

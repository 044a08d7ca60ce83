/** One list on one socket: what its role lets it do. Made when the list was opened. */
import { checkPresence, LIST_ID_BYTES, sameBytes } from '@tote/seal/verify';
import type { AppendFrame, PresenceFrame, SnapshotFrame } from '@tote/wire';
import type { Admission } from './admission.ts';
import { readAppend, readSnapshot, type AppendRules, type ListKeys, type UncheckedEntry } from './append-check.ts';
import { bytesToText, textToBytes } from './byte-text.ts';
import type { Follower } from './follower.ts';
import type { RelayLimits } from './limits.ts';
import type { ListName } from './log-store.ts';
import type { RefusalReason } from './refusal.ts';
import type { Result } from './result.ts';
import type { AppendAllowance, Room } from './room-port.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** An open list on a socket. A request gives why it is refused, or undefined when it was taken. */
export interface OpenChannel {
  readonly list: ListName;
  readonly follower: Follower;
  append(frame: AppendFrame): RefusalReason | undefined;
  snapshot(frame: SnapshotFrame): RefusalReason | undefined;
  presence(frame: PresenceFrame): void;
  /** Somebody else follows the list. */
  isSeen(): boolean;
  /** Leaves the room; the others hear of it. */
  leave(): void;
}

/** What all channels of a relay share. */
export interface ChannelRelay {
  readonly rules: AppendRules;
  readonly limits: RelayLimits;
  readonly nowMs: () => number;
}

/** What all channels of a socket share. */
export interface ChannelSocket extends AppendAllowance {
  readonly relay: ChannelRelay;
  /** Whether so many envelopes more may come on this socket now. */
  mayAppend(envelopes: number): boolean;
}

class Channel implements OpenChannel {
  readonly follower: Follower;
  readonly #socket: ChannelSocket;
  readonly #room: Room;
  /** List id and write public key; of those who may write. */
  readonly #keys: string | undefined;
  /** Made for those who show that they are there. */
  #presenceBucket: TokenBucket | undefined;

  constructor(socket: ChannelSocket, admission: Admission, follower: Follower, room: Room) {
    this.follower = follower;
    this.#socket = socket;
    this.#room = room;
    const { role, listId, writePublicKey } = admission;
    this.#keys = role === 'edit' ? bytesToText(listId, writePublicKey) : undefined;
  }

  get list(): ListName {
    return this.#room.list;
  }

  append({ request, envelopes }: AppendFrame): RefusalReason | undefined {
    return this.#request(request, envelopes.length, (keys) => readAppend(envelopes, keys, this.#socket.relay.rules));
  }

  snapshot({ request, generation, covers, envelope }: SnapshotFrame): RefusalReason | undefined {
    return this.#request(request, 1, (keys) => {
      if (!sameBytes(generation, this.#room.generation)) return { ok: false, error: 'generation-mismatch' };
      if (covers > this.#room.sequence) return { ok: false, error: 'covers-too-much' };
      return readSnapshot(envelope, covers, keys, this.#socket.relay.rules);
    });
  }

  presence({ envelope }: PresenceFrame): void {
    const { limits, nowMs } = this.#socket.relay;
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
    read: (keys: ListKeys) => Result<readonly UncheckedEntry[], RefusalReason>,
  ): RefusalReason | undefined {
    if (this.#keys === undefined) return 'read-only';
    if (!this.#socket.mayAppend(envelopes)) return 'envelopesPerSecond';
    const keys = textToBytes(this.#keys);
    const entries = read({ listId: keys.subarray(0, LIST_ID_BYTES), writePublicKey: keys.subarray(LIST_ID_BYTES) });
    if (!entries.ok) return entries.error;
    return this.#room.append(this.follower, number, entries.value, this.#socket);
  }
}

/** Creates the channel of a follower that joined the room. */
export const createOpenChannel = (
  socket: ChannelSocket,
  admission: Admission,
  follower: Follower,
  room: Room,
): OpenChannel => new Channel(socket, admission, follower, room);

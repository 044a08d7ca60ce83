/** A room as connections and channels see it, and what all rooms of a relay share. */
import type { ResumePoint } from '@tote/wire';
import type { UncheckedEntry } from './append-check.ts';
import type { Follower, FollowerStart } from './follower.ts';
import type { RelayLimits } from './limits.ts';
import type { ListName, LogListener, LogStore } from './log-store.ts';
import type { RelayEvent } from './relay-event.ts';
import type { Bound, RefusalReason } from './refusal.ts';
import type { WaitingTotal } from './waiting-requests.ts';

/** What the maker's address may still cause; each takes of it. */
export interface AppendAllowance {
  /** Signatures of so many envelopes looked at, and their bytes stored; the bound that says no. */
  whyNotCheck(envelopes: number, bytes: number): Bound | undefined;
  /** A new list. */
  mayCreate(): boolean;
}

/** One list's room. It listens to its log where several relays share the store. */
export interface Room extends LogListener {
  readonly list: ListName;
  /** Those who entered and did not release it. */
  holds: number;
  /** Last durable sequence. */
  readonly sequence: number;
  /** 16 bytes. Not yet in the store while the log is empty; the first append makes it real. */
  readonly generation: Uint8Array;
  /** No append waits or is under way. */
  readonly idle: boolean;
  /** Those elsewhere included, as far as they were heard of. */
  readonly followers: number;
  /** Where a follower with this resume point has to begin. */
  startFor(resume: ResumePoint | undefined): FollowerStart;
  /** Adds a follower, gives it its number, and tells the others. */
  join(follower: Follower): void;
  leave(follower: Follower): void;
  /** Queues entries; the answer is sent to the follower. Undefined if taken, else why not. */
  append(
    follower: Follower,
    request: number,
    entries: readonly UncheckedEntry[],
    allowance: AppendAllowance,
  ): RefusalReason | undefined;
  presence(from: Follower, envelope: Uint8Array): void;
  /** Nobody is in it any more. */
  close(): void;
}

/** What all rooms of a relay share. */
export interface RoomDeps {
  readonly store: LogStore;
  readonly limits: RelayLimits;
  readonly random: (length: number) => Uint8Array;
  readonly nowMs: () => number;
  readonly onEvent: (event: RelayEvent) => void;
  readonly waitingTotal: WaitingTotal;
  /** Nothing waits any more in this list's room. */
  readonly onIdle: (list: ListName) => void;
}

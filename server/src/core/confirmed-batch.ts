/** A batch that became durable, on its way to the followers: serialised once for all that use the same channel number. */
import { encodeRelayFrame } from '@tote/wire';
import { followingFrames } from './entry-frames.ts';
import type { NewEntry, StoredEntry } from './log-store.ts';

/** One request of the batch. */
export interface ConfirmedRequest {
  /** The follower that made it: it hears of these entries by the acknowledgement. None if another relay appended them. */
  readonly maker: object | undefined;
  readonly request: number;
  readonly sequences: readonly number[];
  /** Those that were not in the log before. */
  readonly newEntries: readonly StoredEntry[];
}

/** The whole batch, in the order of the log. */
export interface ConfirmedBatch {
  readonly requests: readonly ConfirmedRequest[];
  /** Where the log stands now. */
  readonly lastSequence: number;
  /** Whether it holds all that was appended since the batch before; if not, the rest is in the log. */
  readonly isWhole: boolean;
  /** What one live follower is sent. Most clients use low channel numbers, so these are mostly shared. */
  framesFor(follower: object, channel: number): readonly Uint8Array[];
}

/**
 * First of the sequences that an append was given just now: they are the last of its log. One below was there already, whoever appended
 * it, also if this relay had not heard of it.
 */
export const firstGiven = (sequences: readonly number[], last: number): number => {
  const own = new Set(sequences);
  let first = last + 1;
  while (own.has(first - 1)) first -= 1;
  return first;
};

/** The requests of a batch with the sequences that their entries got, and what of them is new since `headBefore`. */
export const toConfirmedRequests = (
  batch: readonly { readonly follower: object; readonly request: number; readonly entries: readonly NewEntry[] }[],
  sequences: readonly number[],
  headBefore: number,
): readonly ConfirmedRequest[] => {
  let position = 0;
  let last = headBefore;
  return batch.map(({ follower, request, entries }) => {
    const own = entries.length === sequences.length ? sequences : sequences.slice(position, position + entries.length);
    position += entries.length;
    const newEntries: StoredEntry[] = [];
    for (const [index, { envelope, covers }] of entries.entries()) {
      const sequence = own[index] ?? 0;
      if (sequence <= last) continue; // it was there already
      last = sequence;
      newEntries.push(covers === undefined ? { sequence, envelope } : { sequence, envelope, covers });
    }
    return { maker: follower, request, sequences: own, newEntries };
  });
};

/** The acknowledgement of a request. */
export const ackFrame = (channel: number, { request, sequences }: ConfirmedRequest): Uint8Array =>
  encodeRelayFrame({ type: 'ack', channel, request, sequences });

/** Entries of others and own acknowledgements, in rising order of sequence (W10). */
const framesForMaker = (
  follower: object,
  channel: number,
  requests: readonly ConfirmedRequest[],
): readonly Uint8Array[] => {
  const frames: Uint8Array[] = [];
  let others: StoredEntry[] = [];
  for (const request of requests) {
    if (request.maker !== follower) {
      others.push(...request.newEntries);
      continue;
    }
    frames.push(...followingFrames(channel, others), ackFrame(channel, request));
    others = [];
  }
  return [...frames, ...followingFrames(channel, others)];
};

/** What it needs for more than one request, or for those who only read, is made when it is asked for: most batches are one edit. */
class Confirmed implements ConfirmedBatch {
  readonly requests: readonly ConfirmedRequest[];
  readonly lastSequence: number;
  readonly isWhole: boolean;
  #makers: ReadonlySet<object | undefined> | undefined;
  #sharedByChannel: Map<number, readonly Uint8Array[]> | undefined;

  constructor(requests: readonly ConfirmedRequest[], lastSequence: number, isWhole: boolean) {
    this.requests = requests;
    this.lastSequence = lastSequence;
    this.isWhole = isWhole;
  }

  framesFor(follower: object, channel: number): readonly Uint8Array[] {
    if (this.#isMaker(follower)) return framesForMaker(follower, channel, this.requests);
    const sharedByChannel = (this.#sharedByChannel ??= new Map<number, readonly Uint8Array[]>());
    const shared = sharedByChannel.get(channel) ?? followingFrames(channel, this.#newEntries());
    sharedByChannel.set(channel, shared);
    return shared;
  }

  #isMaker(follower: object): boolean {
    const [first, second] = this.requests;
    if (!second) return first?.maker === follower;
    return (this.#makers ??= new Set(this.requests.map(({ maker }) => maker))).has(follower);
  }

  #newEntries(): readonly StoredEntry[] {
    const [first, second] = this.requests;
    return first && !second ? first.newEntries : this.requests.flatMap(({ newEntries }) => newEntries);
  }
}

/** Prepares a batch. */
export const createConfirmedBatch = (
  requests: readonly ConfirmedRequest[],
  lastSequence: number,
  isWhole = true,
): ConfirmedBatch => new Confirmed(requests, lastSequence, isWhole);

/** What another relay appended. */
export const appendedElsewhere = (newEntries: readonly StoredEntry[]): ConfirmedRequest => ({
  maker: undefined,
  request: 0,
  sequences: [],
  newEntries,
});

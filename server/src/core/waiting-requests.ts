/** Requests of one room that wait for the store, in the order in which they came. */
import type { Follower } from './follower.ts';
import type { RelayLimits } from './limits.ts';
import type { NewEntry } from './log-store.ts';
import type { Verdict } from './verdict.ts';

/** An append that waits. */
export interface WaitingRequest {
  readonly follower: Follower;
  readonly request: number;
  readonly entries: readonly NewEntry[];
  /** Whether all signatures are good. */
  readonly verdict: Verdict;
  readonly cameAtMs: number;
}

/** The queue. */
export interface WaitingRequests {
  /** Of requests that wait or were taken and are not done yet. */
  readonly bytes: number;
  readonly entries: number;
  readonly isEmpty: boolean;
  push(request: WaitingRequest): void;
  /** As many as may go to the store at once, at least one. */
  takeBatch(): readonly WaitingRequest[];
  /** The store has answered for these. */
  done(batch: readonly WaitingRequest[]): void;
}

/** Bytes of all envelopes. */
export const bytesOf = (entries: readonly NewEntry[]): number =>
  entries.reduce((sum, { envelope }) => sum + envelope.length, 0);

/** What the queues of all rooms hold together. */
export interface WaitingTotal {
  bytes: number;
}

class Queue implements WaitingRequests {
  readonly #limits: Pick<RelayLimits, 'batchEntriesMax' | 'batchBytesMax'>;
  readonly #total: WaitingTotal;
  #waiting: WaitingRequest[] = [];
  bytes = 0;
  entries = 0;

  constructor(limits: Pick<RelayLimits, 'batchEntriesMax' | 'batchBytesMax'>, total: WaitingTotal) {
    this.#limits = limits;
    this.#total = total;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  push(request: WaitingRequest): void {
    this.#waiting.push(request);
    this.#count(request, 1);
  }

  takeBatch(): readonly WaitingRequest[] {
    let batchEntries = 0;
    let batchBytes = 0;
    const tooMany = this.#waiting.findIndex((request, index) => {
      batchEntries += request.entries.length;
      batchBytes += bytesOf(request.entries);
      return index > 0 && (batchEntries > this.#limits.batchEntriesMax || batchBytes > this.#limits.batchBytesMax);
    });
    const batch = tooMany < 0 ? this.#waiting : this.#waiting.slice(0, tooMany);
    this.#waiting = tooMany < 0 ? [] : this.#waiting.slice(tooMany);
    return batch;
  }

  done(batch: readonly WaitingRequest[]): void {
    for (const request of batch) this.#count(request, -1);
  }

  #count({ entries }: WaitingRequest, change: 1 | -1): void {
    const bytes = change * bytesOf(entries);
    this.bytes += bytes;
    this.#total.bytes += bytes;
    this.entries += change * entries.length;
  }
}

/** Creates the empty queue. */
export const createWaitingRequests = (
  limits: Pick<RelayLimits, 'batchEntriesMax' | 'batchBytesMax'>,
  total: WaitingTotal,
): WaitingRequests => new Queue(limits, total);

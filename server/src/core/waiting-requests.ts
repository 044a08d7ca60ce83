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

/** Creates the empty queue. */
export const createWaitingRequests = (
  limits: Pick<RelayLimits, 'batchEntriesMax' | 'batchBytesMax'>,
  total: WaitingTotal,
): WaitingRequests => {
  let waiting: WaitingRequest[] = [];
  let bytes = 0;
  let entries = 0;
  return {
    get bytes() {
      return bytes;
    },
    get entries() {
      return entries;
    },
    get isEmpty() {
      return waiting.length === 0;
    },
    push: (request) => {
      waiting.push(request);
      bytes += bytesOf(request.entries);
      total.bytes += bytesOf(request.entries);
      entries += request.entries.length;
    },
    takeBatch: () => {
      let batchEntries = 0;
      let batchBytes = 0;
      const tooMany = waiting.findIndex((request, index) => {
        batchEntries += request.entries.length;
        batchBytes += bytesOf(request.entries);
        return index > 0 && (batchEntries > limits.batchEntriesMax || batchBytes > limits.batchBytesMax);
      });
      const batch = tooMany < 0 ? waiting : waiting.slice(0, tooMany);
      waiting = tooMany < 0 ? [] : waiting.slice(tooMany);
      return batch;
    },
    done: (batch) => {
      for (const request of batch) {
        bytes -= bytesOf(request.entries);
        total.bytes -= bytesOf(request.entries);
        entries -= request.entries.length;
      }
    },
  };
};

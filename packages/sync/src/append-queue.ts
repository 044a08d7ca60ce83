/**
 * Outgoing acts of one channel. The first act goes at once; what follows while `IN_FLIGHT_MAX` appends are unanswered is
 * gathered into one update, so that batches grow with load and one signature covers many acts. An act leaves the queue
 * only by an acknowledgement or a final refusal: after a lost socket the replica asks the document again what is missing.
 */
import { REFUSALS, type RefusalCode } from '@tote/wire';
import * as Y from 'yjs';
import { splitUpdate, UnsplittableUpdateError } from './split-update.ts';
import { inspectUpdate, type UpdateContents } from './update-check.ts';

/** Appends without an answer. Two hide one round trip; more would only make smaller batches. */
const IN_FLIGHT_MAX = 2;
/** Bytes of one sealed update before padding. Well below the frame limit, so that a slow line sees progress piece by piece. */
const PIECE_BYTES_MAX = 64 * 1024;
/** First and longest pause after a refusal that may pass, in milliseconds. Doubles in between. */
const RETRY_MS = { first: 1_000, longest: 60_000 } as const;

/** What the queue needs from its channel. */
export interface AppendQueueDeps {
  readonly seal: (update: Uint8Array) => Promise<Uint8Array>;
  readonly send: (request: number, envelope: Uint8Array) => void;
  readonly acknowledged: (contents: UpdateContents, sequences: readonly number[]) => void;
  /** The relay will never take this; the act stays on the device. */
  readonly refused: (code: RefusalCode) => void;
}

/** Outgoing acts of one channel. */
export interface AppendQueue {
  push(update: Uint8Array): void;
  ack(request: number, sequences: readonly number[]): void;
  refuse(request: number, code: RefusalCode): void;
  /** Nothing waits and nothing is unanswered. */
  readonly idle: boolean;
  stop(): void;
}

/** Creates an empty queue. */
export const createAppendQueue = (deps: AppendQueueDeps): AppendQueue => {
  const waiting: Uint8Array[] = [];
  const inFlight = new Map<number, { readonly piece: Uint8Array; readonly contents: UpdateContents }>();
  let nextRequest = 1;
  let sealing = false;
  let stopped = false;
  let retryMs: number = RETRY_MS.first;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const nextPieces = (): readonly Uint8Array[] => {
    const [only, ...more] = waiting.splice(0);
    if (!only) return [];
    try {
      return splitUpdate(more.length === 0 ? only : Y.mergeUpdates([only, ...more]), PIECE_BYTES_MAX);
    } catch (error) {
      if (!(error instanceof UnsplittableUpdateError)) throw error;
      deps.refused('too-large');
      return [];
    }
  };

  const sendPiece = async (piece: Uint8Array) => {
    const inspected = inspectUpdate(piece);
    if (!inspected.ok) return deps.refused('envelope-malformed');
    const envelope = await deps.seal(piece);
    if (stopped) return;
    const request = nextRequest++;
    inFlight.set(request, { piece, contents: inspected.value });
    deps.send(request, envelope);
  };

  const pump = async () => {
    if (sealing || stopped || retryTimer !== undefined) return;
    sealing = true;
    try {
      while (!stopped && waiting.length > 0 && inFlight.size < IN_FLIGHT_MAX)
        for (const piece of nextPieces()) await sendPiece(piece);
    } finally {
      sealing = false;
    }
  };

  return {
    push: (update) => {
      if (stopped) return;
      waiting.push(update);
      void pump();
    },
    ack: (request, sequences) => {
      const sent = inFlight.get(request);
      if (!sent) return;
      inFlight.delete(request);
      retryMs = RETRY_MS.first;
      deps.acknowledged(sent.contents, sequences);
      void pump();
    },
    refuse: (request, code) => {
      const sent = inFlight.get(request);
      if (!sent) return;
      inFlight.delete(request);
      if (!REFUSALS[code].retry) return deps.refused(code);
      waiting.unshift(sent.piece);
      retryTimer ??= setTimeout(() => {
        retryTimer = undefined;
        void pump();
      }, retryMs);
      retryMs = Math.min(retryMs * 2, RETRY_MS.longest);
    },
    get idle() {
      return !sealing && waiting.length === 0 && inFlight.size === 0;
    },
    stop: () => {
      stopped = true;
      clearTimeout(retryTimer);
      waiting.length = 0;
      inFlight.clear();
    },
  };
};

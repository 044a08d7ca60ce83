/**
 * Outgoing acts of one channel. The first act goes at once; what follows while it is unanswered is gathered into one
 * update, so that batches grow with load and one signature covers many acts. An act leaves the queue only by an
 * acknowledgement or a final refusal: after a lost socket the replica asks the document again what is missing.
 *
 * Invariant: one append is unanswered at a time. If a second could be stored while the first is refused, and the device
 * then lost the first, everybody would wait for ever for what the second builds on.
 */
import { isPassingRefusal, type FinalRefusal, type PassingRefusal, type RefusalCode } from '@tote/wire';
import * as Y from 'yjs';
import { splitUpdate, UnsplittableUpdateError } from './split-update.ts';
import { inspectUpdate, type UpdateContents } from './update-check.ts';

/** Bytes of one sealed update before padding. Well below the frame limit, so that a slow line sees progress piece by piece. */
const PIECE_BYTES_MAX = 64 * 1024;
/**
 * First and longest pause after a refusal, in milliseconds; doubles in between. What was refused for good is offered again by
 * whoever looks for acts that wait: a list that is full has room once somebody's snapshot stands for its tail.
 */
const RETRY_MS = { first: 1_000, longest: 60_000 } as const;

/** What the queue needs from its channel. */
export interface AppendQueueDeps {
  readonly seal: (update: Uint8Array) => Promise<Uint8Array>;
  readonly send: (request: number, envelope: Uint8Array) => void;
  readonly acknowledged: (contents: UpdateContents, sequences: readonly number[], envelopeBytes: number) => void;
  /** The relay will never take this; the act stays on the device. */
  readonly refused: (code: FinalRefusal) => void;
}

/** Outgoing acts of one channel. */
export interface AppendQueue {
  push(update: Uint8Array): void;
  ack(request: number, sequences: readonly number[]): void;
  refuse(request: number, code: RefusalCode): void;
  /** Nothing waits, nothing is unanswered, and nothing was refused for good a short while ago. */
  readonly idle: boolean;
  /** Why the relay put the oldest act off more than once in a row; undefined once it took it. */
  readonly putOff: PassingRefusal | undefined;
  stop(): void;
}

/** A pause that is twice as long each time, until it is reset. */
const createPause = () => {
  let nextMs: number = RETRY_MS.first;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    get isOn() {
      return timer !== undefined;
    },
    get isRepeated() {
      return nextMs > RETRY_MS.first;
    },
    begin: (then?: () => void) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        then?.();
      }, nextMs);
      nextMs = Math.min(nextMs * 2, RETRY_MS.longest);
    },
    reset: () => {
      nextMs = RETRY_MS.first;
    },
    stop: () => clearTimeout(timer),
  };
};

/** Creates an empty queue. */
export const createAppendQueue = (deps: AppendQueueDeps): AppendQueue => {
  const waiting: Uint8Array[] = [];
  /** What waited, cut to size. */
  let pieces: readonly Uint8Array[] = [];
  let inFlight:
    | {
        readonly request: number;
        readonly piece: Uint8Array;
        readonly contents: UpdateContents;
        readonly envelopeBytes: number;
      }
    | undefined;
  let nextRequest = 1;
  let sealing = false;
  let stopped = false;
  let putOff: PassingRefusal | undefined;
  /** After a refusal that may pass: the same piece waits. */
  const retry = createPause();
  /** After a final one: what waits is not offered anew. */
  const rest = createPause();

  const cutWaiting = (): readonly Uint8Array[] => {
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
    inFlight = { request, piece, contents: inspected.value, envelopeBytes: envelope.length };
    deps.send(request, envelope);
  };

  const pump = async () => {
    if (sealing || retry.isOn) return;
    sealing = true;
    try {
      while (!stopped && !inFlight) {
        if (pieces.length === 0) pieces = cutWaiting();
        const [piece, ...others] = pieces;
        if (!piece) return;
        pieces = others;
        await sendPiece(piece);
      }
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
      if (inFlight?.request !== request) return;
      const { contents, envelopeBytes } = inFlight;
      inFlight = undefined;
      retry.reset();
      rest.reset();
      putOff = undefined;
      deps.acknowledged(contents, sequences, envelopeBytes);
      void pump();
    },
    refuse: (request, code) => {
      if (inFlight?.request !== request) return;
      const { piece } = inFlight;
      inFlight = undefined;
      if (!isPassingRefusal(code)) {
        putOff = undefined;
        if (code !== 'closed-as-asked') {
          deps.refused(code);
          rest.begin();
        }
        void pump();
        return;
      }
      // The first one is over in a second, as a rule before anybody has read of it.
      if (retry.isRepeated) putOff = code;
      pieces = [piece, ...pieces];
      retry.begin(() => void pump());
    },
    get idle() {
      return !sealing && waiting.length === 0 && pieces.length === 0 && !inFlight && !rest.isOn;
    },
    get putOff() {
      return putOff;
    },
    stop: () => {
      stopped = true;
      putOff = undefined;
      retry.stop();
      rest.stop();
      waiting.length = 0;
      pieces = [];
      inFlight = undefined;
    },
  };
};

/**
 * One channel's place in a log. States:
 *
 *   reading ──cursor reaches the head──▶ live ──socket is behind, or the log moved by itself──▶ reading
 *      └──────────── store fails, socket stalls, channel or socket goes ────────────▶ gone
 *
 * Invariants
 * - Everything up to `cursor` was handed to the socket, in order. While live, `cursor` equals the room's head.
 * - The step from reading to live is one synchronous act: no entry can become durable between the last look at the head and
 *   the first live delivery. What became durable while a read was under way is read in the next round, never skipped.
 * - The client hears of every sequence once and in rising order (W10): of its own as an acknowledgement. While reading, an
 *   acknowledgement therefore waits until the reading comes to its place.
 * - A socket that is behind has no live entries queued: it reads them from the log once it has drained (R10).
 */
import { encodeRelayFrame, type RefusalCode } from '@tote/wire';
import { ackFrame, type ConfirmedBatch } from './confirmed-batch.ts';
import { followingFrames, snapshotFrame } from './entry-frames.ts';
import type { RelayLimits } from './limits.ts';
import type { ListName, LogStore, StoredEntry } from './log-store.ts';
import type { Schedule } from './relay-socket.ts';

/** Where a follower begins. */
export interface FollowerStart {
  readonly cursor: number;
  /** Send this snapshot first; `cursor` is then what it covers. */
  readonly snapshot?: { readonly sequence: number; readonly covers: number };
}

/** What a follower needs of its socket and room. */
export interface FollowerDeps {
  readonly list: ListName;
  readonly channel: number;
  readonly store: Pick<LogStore, 'read' | 'head'>;
  readonly limits: RelayLimits;
  readonly nowMs: () => number;
  readonly schedule: Schedule;
  readonly roomSequence: () => number;
  readonly send: (frame: Uint8Array) => void;
  readonly bufferedBytes: () => number;
  readonly onBehind: () => void;
  /** The socket took in nothing for too long. */
  readonly onStalled: () => void;
  /** The log cannot be read. */
  readonly onReadFailed: (error: unknown) => void;
  /** The room ends this channel. */
  readonly onEnded: (code: RefusalCode) => void;
}

/** One follower of a room. */
export interface Follower {
  readonly channel: number;
  send(frame: Uint8Array): void;
  /** Starts, or goes on after the room's log moved without a delivery. */
  catchUp(): void;
  /** A batch became durable. */
  deliver(batch: ConfirmedBatch): void;
  /** Passed on only if the socket is not busy: presence is dropped, never queued. */
  offer(frame: Uint8Array): void;
  drained(): void;
  /** The room ends the channel; the client hears why and may open the list again. */
  end(code: RefusalCode): void;
  leave(): void;
}

/** Resuming at once when the socket is just below the mark would flip it back and forth. */
const DRAINED_PART = 0.25;

/** Creates a follower that has not started to read. */
export const createFollower = (deps: FollowerDeps, start: FollowerStart): Follower => {
  const { list, channel, store, limits, roomSequence } = deps;
  let cursor = start.cursor;
  let firstSnapshot = start.snapshot;
  /** The snapshot that was sent first; it is not told of again when the reading passes it. */
  let startedFrom: number | undefined;
  /** Entries up to here were dropped and no snapshot for them was sent yet: the next that covers them is sent in full. */
  let lacksThrough = 0;
  /** Acknowledgements that wait until the reading comes to a sequence. */
  const heldAcks = new Map<number, Uint8Array[]>();
  /** Own entries ahead of the cursor: the acknowledgement stands for them. */
  const ownAhead = new Set<number>();
  let live = false;
  let gone = false;
  let reading = false;
  let cancelPoll: (() => void) | undefined;
  let leastBufferedBytes = Infinity;
  let progressAtMs = 0;

  const isDrained = (): boolean => deps.bufferedBytes() <= limits.behindBytes * DRAINED_PART;

  const stopWaiting = (): void => {
    cancelPoll?.();
    cancelPoll = undefined;
  };

  const look = (): void => {
    cancelPoll = undefined;
    if (isDrained()) return catchUp();
    const bufferedBytes = deps.bufferedBytes();
    if (bufferedBytes < leastBufferedBytes) {
      leastBufferedBytes = bufferedBytes;
      progressAtMs = deps.nowMs();
    }
    if (deps.nowMs() - progressAtMs > limits.stalledMsMax) return deps.onStalled();
    cancelPoll = deps.schedule(look, limits.behindPollMs);
  };

  const waitForDrain = (): void => {
    leastBufferedBytes = deps.bufferedBytes();
    progressAtMs = deps.nowMs();
    cancelPoll ??= deps.schedule(look, limits.behindPollMs);
  };

  const readFirstSnapshot = async (sequence: number): Promise<void> => {
    const [entry] = await store.read(list, sequence - 1, 1);
    if (gone) return;
    if (entry?.sequence === sequence && entry.covers !== undefined) {
      deps.send(snapshotFrame(channel, entry));
      startedFrom = sequence;
      firstSnapshot = undefined;
      return;
    }
    const head = await store.head(list);
    if (gone) return;
    const isReplaced = head?.snapshot !== undefined && head.snapshot.sequence > sequence;
    firstSnapshot = isReplaced ? head.snapshot : undefined;
    // Else it is damaged: what the log still has, and an older snapshot for what it has not, will do.
    if (!isReplaced) lacksThrough = head?.prunedThrough ?? 0;
    cursor = firstSnapshot?.covers ?? lacksThrough;
  };

  const sendHeldAcks = (sequence: number): void => {
    ownAhead.delete(sequence);
    for (const frame of heldAcks.get(sequence) ?? []) deps.send(frame);
    heldAcks.delete(sequence);
  };

  const sendInOrder = (entries: readonly StoredEntry[]): void => {
    let others: StoredEntry[] = [];
    const flush = (): void => {
      for (const frame of followingFrames(channel, others)) deps.send(frame);
      others = [];
    };
    for (const entry of entries) {
      const { sequence, covers } = entry;
      if (lacksThrough > 0 && covers !== undefined && covers >= lacksThrough) {
        flush();
        deps.send(snapshotFrame(channel, entry));
        lacksThrough = 0;
      } else if (sequence !== startedFrom && !ownAhead.has(sequence)) others.push(entry);
      if (heldAcks.has(sequence)) flush();
      sendHeldAcks(sequence);
    }
    flush();
  };

  const readOn = async (): Promise<void> => {
    const upTo = roomSequence();
    const entries = await store.read(list, cursor, limits.readBytes);
    if (gone) return;
    if (entries[0]?.sequence !== cursor + 1) {
      const head = await store.head(list);
      if (gone) return;
      // What came next was pruned between two readings. Opened again with its cursor, the channel gets the snapshot instead.
      if (head && head.prunedThrough > cursor) return deps.onEnded('too-slow');
    }
    const known = entries.filter(({ sequence }) => sequence <= upTo);
    sendInOrder(known);
    cursor = known.at(-1)?.sequence ?? upTo;
    // Own entries that the log cannot show (any more) were durable all the same.
    for (const sequence of heldAcks.keys()) if (sequence <= cursor) sendHeldAcks(sequence);
  };

  const holdOwnAcks = (maker: object, { requests }: ConfirmedBatch): void => {
    for (const request of requests) {
      if (request.maker !== maker) continue;
      // Entries that were there already are read like those of others; then the acknowledgement can only follow them.
      const place = request.newEntries[0]?.sequence ?? Math.max(...request.sequences);
      if (place <= cursor) deps.send(ackFrame(channel, request));
      else heldAcks.set(place, [...(heldAcks.get(place) ?? []), ackFrame(channel, request)]);
      for (const { sequence } of request.newEntries) ownAhead.add(sequence);
    }
  };

  const goLive = (): void => {
    live = true;
    ownAhead.clear();
    deps.send(encodeRelayFrame({ type: 'caught-up', channel, sequence: cursor }));
  };

  const read = async (): Promise<void> => {
    reading = true;
    try {
      while (!gone && !live) {
        if (deps.bufferedBytes() > limits.behindBytes) return waitForDrain();
        if (firstSnapshot) await readFirstSnapshot(firstSnapshot.sequence);
        else if (cursor >= roomSequence()) goLive();
        else await readOn();
      }
    } catch (error) {
      if (!gone) deps.onReadFailed(error);
    } finally {
      reading = false;
    }
  };

  const catchUp = (): void => {
    if (live && cursor < roomSequence()) live = false;
    if (reading || live || gone) return;
    stopWaiting();
    void read();
  };

  return {
    channel,
    send: (frame) => {
      if (!gone) deps.send(frame);
    },
    catchUp,
    deliver(batch) {
      if (gone) return;
      if (live && deps.bufferedBytes() <= limits.behindBytes) {
        for (const frame of batch.framesFor(this, channel)) deps.send(frame);
        cursor = batch.lastSequence;
        return;
      }
      holdOwnAcks(this, batch);
      if (!live) return;
      live = false;
      deps.onBehind();
      waitForDrain();
    },
    offer: (frame) => {
      if (!gone && deps.bufferedBytes() <= limits.presenceDropBytes) deps.send(frame);
    },
    drained: () => {
      if (cancelPoll && isDrained()) catchUp();
    },
    end: deps.onEnded,
    leave: () => {
      gone = true;
      stopWaiting();
    },
  };
};

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
  readonly channel: number;
  readonly room: { readonly list: ListName; readonly sequence: number };
  readonly socket: FollowerSocket;
}

/** Of one relay, shared by all its sockets. */
export interface FollowerRelay {
  readonly store: Pick<LogStore, 'read' | 'head'>;
  readonly limits: RelayLimits;
  readonly nowMs: () => number;
  readonly schedule: Schedule;
}

/** Of one socket, shared by all its followers. */
export interface FollowerSocket {
  readonly relay: FollowerRelay;
  send(frame: Uint8Array): void;
  bufferedBytes(): number;
  onBehind(): void;
  /** The socket took in nothing for too long. */
  onStalled(): void;
  /** The log of this channel cannot be read. */
  onReadFailed(channel: number, error: unknown): void;
  /** The room ends this channel. */
  onEnded(channel: number, code: RefusalCode): void;
}

/** One follower of a room. */
export interface Follower {
  readonly channel: number;
  /** Its number in the room, which gives it. */
  peer: number;
  send(frame: Uint8Array): void;
  /** Starts, or goes on after the room's log moved without a delivery. */
  catchUp(): void;
  /** A batch became durable. */
  deliver(batch: ConfirmedBatch): void;
  /** Passed on only if the socket is not busy: presence is dropped, never queued, and never keeps a reader from its entries. */
  offer(frame: Uint8Array): void;
  drained(): void;
  /** The room ends the channel; the client hears why and may open the list again. */
  end(code: RefusalCode): void;
  leave(): void;
}

/** Resuming at once when the socket is just below the mark would flip it back and forth. */
const DRAINED_PART = 0.25;

/** Own entries that were confirmed while the reading had not come to them. */
interface Ahead {
  /** Acknowledgements by the sequence at whose place they are due. */
  readonly acks: Map<number, Uint8Array[]>;
  /** Entries that are not sent, since the acknowledgement stands for them. */
  readonly own: Set<number>;
}

/** What is known of a socket that is behind, until it has drained. */
interface DrainWatch {
  leastBufferedBytes: number;
  progressAtMs: number;
  cancelLook: () => void;
}

/** There is one for every followed list of every socket: what it can ask of those it does not keep. */
class ChannelFollower implements Follower {
  readonly channel: number;
  peer = 0;
  readonly #room: FollowerDeps['room'];
  readonly #socket: FollowerSocket;
  #cursor: number;
  #firstSnapshot: FollowerStart['snapshot'];
  /** The snapshot that was sent first; it is not told of again when the reading passes it. */
  #startedFrom: number | undefined;
  /** Entries up to here were dropped and no snapshot for them was sent yet: the next that covers them is sent in full. */
  #lacksThrough = 0;
  /** Only while there are any. */
  #ahead: Ahead | undefined;
  #live = false;
  #gone = false;
  #reading = false;
  #watch: DrainWatch | undefined;

  constructor({ channel, room, socket }: FollowerDeps, start: FollowerStart) {
    this.channel = channel;
    this.#room = room;
    this.#socket = socket;
    this.#cursor = start.cursor;
    this.#firstSnapshot = start.snapshot;
  }

  send(frame: Uint8Array): void {
    if (!this.#gone) this.#socket.send(frame);
  }

  catchUp(): void {
    this.#live = false;
    if (this.#reading || this.#gone) return;
    this.#stopWaiting();
    void this.#read();
  }

  deliver(batch: ConfirmedBatch): void {
    if (this.#gone) return;
    const isBehind = this.#socket.bufferedBytes() > this.#socket.relay.limits.behindBytes;
    if (this.#live && !isBehind && batch.isWhole) {
      for (const frame of batch.framesFor(this, this.channel)) this.#socket.send(frame);
      this.#cursor = batch.lastSequence;
      return;
    }
    this.#holdOwnAcks(batch);
    if (!this.#live) return;
    if (!isBehind) return this.catchUp();
    this.#live = false;
    this.#socket.onBehind();
    this.#waitForDrain();
  }

  offer(frame: Uint8Array): void {
    if (this.#gone) return;
    const { presenceDropBytes } = this.#socket.relay.limits;
    if (this.#socket.bufferedBytes() <= Math.min(presenceDropBytes, this.#drainedBytes)) this.#socket.send(frame);
  }

  drained(): void {
    if (this.#watch && this.#isDrained()) this.catchUp();
  }

  end(code: RefusalCode): void {
    this.#socket.onEnded(this.channel, code);
  }

  leave(): void {
    this.#gone = true;
    this.#stopWaiting();
  }

  get #drainedBytes(): number {
    return this.#socket.relay.limits.behindBytes * DRAINED_PART;
  }

  #isDrained(): boolean {
    return this.#socket.bufferedBytes() <= this.#drainedBytes;
  }

  #stopWaiting(): void {
    this.#watch?.cancelLook();
    this.#watch = undefined;
  }

  #look(watch: DrainWatch): void {
    if (this.#isDrained()) return this.catchUp();
    const { nowMs, limits } = this.#socket.relay;
    const bufferedBytes = this.#socket.bufferedBytes();
    if (bufferedBytes < watch.leastBufferedBytes) {
      watch.leastBufferedBytes = bufferedBytes;
      watch.progressAtMs = nowMs();
    }
    if (nowMs() - watch.progressAtMs > limits.stalledMsMax) return this.#socket.onStalled();
    watch.cancelLook = this.#lookLater(watch);
  }

  #lookLater(watch: DrainWatch): () => void {
    const { schedule, limits } = this.#socket.relay;
    return schedule(() => this.#look(watch), limits.behindPollMs);
  }

  #waitForDrain(): void {
    const leastBufferedBytes = this.#socket.bufferedBytes();
    const watch = { leastBufferedBytes, progressAtMs: this.#socket.relay.nowMs(), cancelLook: () => undefined };
    this.#watch = watch;
    this.#watch.cancelLook = this.#lookLater(watch);
  }

  async #readFirstSnapshot(sequence: number): Promise<void> {
    const [entry] = await this.#socket.relay.store.read(this.#room.list, sequence - 1, 1);
    if (this.#gone) return;
    if (entry?.sequence === sequence && entry.covers !== undefined) {
      this.#socket.send(snapshotFrame(this.channel, entry));
      this.#startedFrom = sequence;
      this.#firstSnapshot = undefined;
      return;
    }
    const head = await this.#socket.relay.store.head(this.#room.list);
    if (this.#gone) return;
    const isReplaced = head?.snapshot !== undefined && head.snapshot.sequence > sequence;
    this.#firstSnapshot = isReplaced ? head.snapshot : undefined;
    // Else it is damaged: what the log still has, and an older snapshot for what it has not, will do.
    if (!isReplaced) this.#lacksThrough = head?.prunedThrough ?? 0;
    this.#cursor = this.#firstSnapshot?.covers ?? this.#lacksThrough;
  }

  #sendHeldAcks(sequence: number): void {
    if (!this.#ahead) return;
    const { own, acks } = this.#ahead;
    own.delete(sequence);
    for (const frame of acks.get(sequence) ?? []) this.#socket.send(frame);
    acks.delete(sequence);
  }

  #sendInOrder(entries: readonly StoredEntry[]): void {
    let others: StoredEntry[] = [];
    const flush = (): void => {
      for (const frame of followingFrames(this.channel, others)) this.#socket.send(frame);
      others = [];
    };
    for (const entry of entries) {
      const { sequence, covers } = entry;
      if (this.#lacksThrough > 0 && covers !== undefined && covers >= this.#lacksThrough) {
        flush();
        this.#socket.send(snapshotFrame(this.channel, entry));
        this.#lacksThrough = 0;
      } else if (sequence !== this.#startedFrom && !this.#ahead?.own.has(sequence)) others.push(entry);
      if (this.#ahead?.acks.has(sequence)) flush();
      this.#sendHeldAcks(sequence);
    }
    flush();
  }

  async #readOn(): Promise<void> {
    const upTo = this.#room.sequence;
    const entries = await this.#socket.relay.store.read(
      this.#room.list,
      this.#cursor,
      this.#socket.relay.limits.readBytes,
    );
    if (this.#gone) return;
    if (entries[0]?.sequence !== this.#cursor + 1) {
      const head = await this.#socket.relay.store.head(this.#room.list);
      if (this.#gone) return;
      // What came next was pruned between two readings. Opened again with its cursor, the channel gets the snapshot instead.
      if (head && head.prunedThrough > this.#cursor) return this.#socket.onEnded(this.channel, 'too-slow');
    }
    const known = entries.filter(({ sequence }) => sequence <= upTo);
    this.#sendInOrder(known);
    this.#cursor = known.at(-1)?.sequence ?? upTo;
    // Own entries that the log cannot show (any more) were durable all the same.
    for (const sequence of this.#ahead?.acks.keys() ?? []) if (sequence <= this.#cursor) this.#sendHeldAcks(sequence);
  }

  #holdOwnAcks({ requests }: ConfirmedBatch): void {
    for (const request of requests) {
      if (request.maker !== this) continue;
      const { own, acks } = (this.#ahead ??= { own: new Set<number>(), acks: new Map<number, Uint8Array[]>() });
      // Entries that were there already are read like those of others; then the acknowledgement can only follow them.
      const place = request.newEntries[0]?.sequence ?? Math.max(...request.sequences);
      if (place <= this.#cursor) this.#socket.send(ackFrame(this.channel, request));
      else acks.set(place, [...(acks.get(place) ?? []), ackFrame(this.channel, request)]);
      for (const { sequence } of request.newEntries) own.add(sequence);
    }
  }

  #goLive(): void {
    this.#live = true;
    this.#ahead = undefined;
    this.#socket.send(encodeRelayFrame({ type: 'caught-up', channel: this.channel, sequence: this.#cursor }));
  }

  async #read(): Promise<void> {
    this.#reading = true;
    try {
      while (!this.#gone && !this.#live) {
        if (this.#socket.bufferedBytes() > this.#socket.relay.limits.behindBytes) return this.#waitForDrain();
        if (this.#firstSnapshot) await this.#readFirstSnapshot(this.#firstSnapshot.sequence);
        else if (this.#cursor >= this.#room.sequence) this.#goLive();
        else await this.#readOn();
      }
    } catch (error) {
      if (!this.#gone) this.#socket.onReadFailed(this.channel, error);
    } finally {
      this.#reading = false;
    }
  }
}

/** Creates a follower that has not started to read. */
export const createFollower = (deps: FollowerDeps, start: FollowerStart): Follower => new ChannelFollower(deps, start);

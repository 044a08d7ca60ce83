/**
 * A list that somebody follows: where its log stands, who follows it, and the one queue through which it grows.
 *
 * Invariants (RELAY.md, R5-R8)
 * - One append is under way at a time. What comes meanwhile waits and goes as one batch, so batches grow with the load.
 * - From the moment the store confirms a batch, one synchronous act moves the head, acknowledges and tells the others: there is
 *   no await between them, so nobody sees one without the other and no follower can slip in between.
 * - `head` moves only by what the store confirmed. After a failed append it is read again, since the write may have happened.
 */
import { encodeRelayFrame, type ResumePoint } from '@tote/wire';
import { whyNotAppend } from './append-bounds.ts';
import type { UncheckedEntry } from './append-check.ts';
import { bytesToText, textToBytes } from './byte-text.ts';
import { ackFrame, createConfirmedBatch, toConfirmedRequests } from './confirmed-batch.ts';
import type { Follower, FollowerStart } from './follower.ts';
import type { RelayLimits } from './limits.ts';
import type { Appended, ListName, LogHead, LogStore, StoreFailure } from './log-store.ts';
import { faultDetail, shortListName, type RelayEvent } from './relay-event.ts';
import { refusalFor, type Bound, type RefusalReason } from './refusal.ts';
import type { Result } from './result.ts';
import { allGood } from './verdict.ts';
import {
  bytesOf,
  createWaitingRequests,
  type WaitingRequest,
  type WaitingRequests,
  type WaitingTotal,
} from './waiting-requests.ts';

/** What the maker's address may still cause; each takes of it. */
export interface AppendAllowance {
  /** Signatures of so many envelopes looked at, and their bytes stored; the bound that says no. */
  whyNotCheck(envelopes: number, bytes: number): Bound | undefined;
  /** A new list. */
  mayCreate(): boolean;
}

/** One list's room. */
export interface Room {
  readonly list: ListName;
  /** Those who entered and did not release it. */
  holds: number;
  /** Last durable sequence. */
  readonly sequence: number;
  /** 16 bytes. Not yet in the store while the log is empty; the first append makes it real. */
  readonly generation: Uint8Array;
  /** No append waits or is under way. */
  readonly idle: boolean;
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

/** Where the log stands; the generation as a text of 16 characters. */
type RoomHead = Omit<LogHead, 'generation'> & { readonly generation: string };

const toRoomHead = (head: LogHead): RoomHead => ({ ...head, generation: bytesToText(head.generation) });

const NOBODY: readonly Follower[] = [];
const NOTHING_WAITS = { bytes: 0, entries: 0 } as const;

class ListRoom implements Room {
  readonly list: ListName;
  holds = 0;
  readonly #deps: RoomDeps;
  /** In the order in which they came. Another array whenever somebody comes or goes, so that telling all is not disturbed by it. */
  #followers = NOBODY;
  /** Only while something waits or is under way. */
  #waiting: WaitingRequests | undefined;
  #head: RoomHead;
  #lastPeer = 0;

  constructor(deps: RoomDeps, list: ListName, head: LogHead) {
    this.#deps = deps;
    this.list = list;
    this.#head = toRoomHead(head);
  }

  get sequence(): number {
    return this.#head.sequence;
  }

  get generation(): Uint8Array {
    return textToBytes(this.#head.generation);
  }

  get idle(): boolean {
    return this.#waiting === undefined;
  }

  get followers(): number {
    return this.#followers.length;
  }

  startFor(resume: ResumePoint | undefined): FollowerStart {
    const { generation, sequence, snapshot, prunedThrough } = this.#head;
    const covers = snapshot?.covers ?? 0;
    const isKnownPlace =
      resume !== undefined &&
      bytesToText(resume.generation) === generation &&
      resume.sequence <= sequence &&
      resume.sequence >= prunedThrough;
    if (isKnownPlace && covers - resume.sequence <= this.#deps.limits.resumeEntriesMax)
      return { cursor: resume.sequence };
    return snapshot ? { cursor: covers, snapshot } : { cursor: prunedThrough };
  }

  join(follower: Follower): void {
    follower.peer = this.#lastPeer += 1;
    // A spread would leave room for 16 more.
    this.#followers = this.#followers.concat(follower);
    this.#tellOthers('peer-joined', follower);
  }

  leave(follower: Follower): void {
    const place = this.#followers.indexOf(follower);
    if (place < 0) return;
    this.#followers = this.#followers.toSpliced(place, 1);
    follower.leave();
    this.#tellOthers('peer-left', follower);
  }

  append(
    follower: Follower,
    request: number,
    entries: readonly UncheckedEntry[],
    allowance: AppendAllowance,
  ): RefusalReason | undefined {
    const { store, limits, waitingTotal, nowMs } = this.#deps;
    const full = whyNotAppend(entries, this.#head, this.#waiting ?? NOTHING_WAITS, waitingTotal, limits);
    if (full) return full;
    // An envelope that is there already was found good when it came.
    const unknown = entries.filter(({ id }) => store.sequenceOf?.(this.list, id) === undefined);
    const tooMuch = allowance.whyNotCheck(unknown.length, bytesOf(unknown));
    if (tooMuch) return tooMuch;
    const verdict = allGood(unknown.map((entry) => entry.isSigned()));
    if (verdict === false) return 'bad-signature';
    const isNewList = this.#head.sequence === 0 && this.#waiting === undefined;
    if (isNewList && !allowance.mayCreate()) return 'createdListsPerHour';
    const isFirst = this.#waiting === undefined;
    const waiting = (this.#waiting ??= createWaitingRequests(limits, waitingTotal));
    waiting.push({ follower, request, entries, verdict, cameAtMs: nowMs() });
    if (isFirst) void this.#write(waiting);
    return undefined;
  }

  presence(from: Follower, envelope: Uint8Array): void {
    const { peer } = from;
    this.#toOthers(
      from,
      (channel) => encodeRelayFrame({ type: 'presence', channel, peer, envelope }),
      (other, frame) => other.offer(frame),
    );
  }

  /** Gives every follower but one its frame, serialised once for all that use the same channel number. */
  #toOthers(
    except: Follower,
    frameFor: (channel: number) => Uint8Array,
    give: (follower: Follower, frame: Uint8Array) => void,
  ): void {
    if (this.#followers.every((other) => other === except)) return;
    const frameByChannel = new Map<number, Uint8Array>();
    for (const other of this.#followers) {
      if (other === except) continue;
      const frame = frameByChannel.get(other.channel) ?? frameFor(other.channel);
      frameByChannel.set(other.channel, frame);
      give(other, frame);
    }
  }

  #tellOthers(type: 'peer-joined' | 'peer-left', about: Follower): void {
    const { peer } = about;
    this.#toOthers(
      about,
      (channel) => encodeRelayFrame({ type, channel, peer }),
      (other, frame) => other.send(frame),
    );
  }

  /** Everything that follows from a confirmed batch, in one synchronous act. */
  #confirm(batch: readonly WaitingRequest[], { sequences, head: newHead }: Appended): void {
    const { onEvent, nowMs } = this.#deps;
    const before = this.#head;
    const head = toRoomHead(newHead);
    const requests = toConfirmedRequests(batch, sequences, before.sequence);
    const newCount = requests.reduce((sum, { newEntries }) => sum + newEntries.length, 0);
    this.#head = head;
    onEvent({ type: 'appended', entries: newCount });
    const now = nowMs();
    for (const { cameAtMs } of batch) onEvent({ type: 'acknowledged', afterMs: now - cameAtMs });
    // New entries rise from the old head, so they have no gap if and only if they are as many as the head moved.
    if (before.generation === head.generation && head.sequence === before.sequence + newCount) {
      const confirmed = createConfirmedBatch(requests, head.sequence);
      for (const follower of this.#followers) follower.deliver(confirmed);
      return;
    }
    for (const [index, { follower }] of batch.entries()) {
      const request = requests[index];
      if (request) follower.send(ackFrame(follower.channel, request));
    }
    this.#startOver();
  }

  /** The log is not the one that we knew (wiped, repaired, written by another relay): nobody may go on by an old cursor. */
  #startOver(): void {
    this.#deps.onEvent({ type: 'log-changed', list: shortListName(this.list) });
    for (const follower of this.#followers) follower.end('relay-fault');
  }

  #refuse({ follower, request }: WaitingRequest, reason: RefusalReason): void {
    const refusal = refusalFor(reason);
    this.#deps.onEvent({ type: 'refused', detail: 'request', ...refusal });
    follower.send(encodeRelayFrame({ type: 'refused', channel: follower.channel, request, code: refusal.code }));
  }

  /** Those of a batch whose signatures are good; the others are refused. */
  async #takeSigned(batch: readonly WaitingRequest[]): Promise<readonly WaitingRequest[]> {
    const signed: WaitingRequest[] = [];
    for (const request of batch) {
      if (request.verdict === true || (await request.verdict)) signed.push(request);
      else this.#refuse(request, 'bad-signature');
    }
    return signed;
  }

  async #takeFailure(batch: readonly WaitingRequest[], failure: StoreFailure): Promise<void> {
    const { store, onEvent } = this.#deps;
    onEvent({ type: 'store-failure', detail: failure.type === 'store-failed' ? failure.detail : failure.type });
    const reason = failure.type === 'store-full' ? failure.bound : 'storage-failed';
    for (const request of batch) this.#refuse(request, reason);
    if (failure.type === 'store-full') return;
    const found = await store.head(this.list).then(
      (head) => head && toRoomHead(head),
      () => undefined,
    );
    const { generation, sequence } = this.#head;
    if (found === undefined || (found.generation === generation && found.sequence === sequence)) return;
    const isContinuous = found.generation === generation && found.sequence > sequence;
    this.#head = found;
    if (!isContinuous) return this.#startOver();
    for (const follower of this.#followers) follower.catchUp();
  }

  async #writeBatch(batch: readonly WaitingRequest[]): Promise<void> {
    const { store, random } = this.#deps;
    const entries = batch.flatMap((job) => job.entries);
    // A log that had entries and is gone must not come back under its old name: old cursors would look good again.
    const { sequence, generation: known } = this.#head;
    const generation = sequence === 0 ? textToBytes(known) : random(known.length);
    const appended = await store
      .append(this.list, entries, generation)
      .catch((error: unknown): Result<Appended, StoreFailure> => ({
        ok: false,
        error: { type: 'store-failed', detail: String(error) },
      }));
    if (appended.ok) this.#confirm(batch, appended.value);
    else await this.#takeFailure(batch, appended.error);
  }

  async #write(waiting: WaitingRequests): Promise<void> {
    while (!waiting.isEmpty) {
      const batch = waiting.takeBatch();
      try {
        const signed = batch.every(({ verdict }) => verdict === true) ? batch : await this.#takeSigned(batch);
        if (signed.length > 0) await this.#writeBatch(signed);
      } catch (error) {
        this.#deps.onEvent({ type: 'fault', detail: faultDetail(error) });
        this.#startOver();
      }
      waiting.done(batch);
    }
    this.#waiting = undefined;
    this.#deps.onIdle(this.list);
  }
}

/** Opens a room on what the store says of the list's log. */
export const createRoom = (deps: RoomDeps, list: ListName, head: LogHead): Room => new ListRoom(deps, list, head);

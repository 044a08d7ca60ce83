/**
 * A list that somebody follows: where its log stands, who follows it, and the one queue through which it grows.
 *
 * Invariants (RELAY.md, R5-R8)
 * - One append is under way at a time. What comes meanwhile waits and goes as one batch, so batches grow with the load.
 * - From the moment the store confirms a batch, one synchronous act moves the head, acknowledges and tells the others: there is
 *   no await between them, so nobody sees one without the other and no follower can slip in between.
 * - `head` moves only by what the store confirmed. After a failed append it is read again, since the write may have happened.
 * - In a store that relays share, `head` moves by what others append, too, in the same kind of act. What is heard while an own append is
 *   under way waits for its answer: only that says which numbers are our own.
 */
import { encodeRelayFrame, type ResumePoint } from '@tote/wire';
import { whyNotAppend } from './append-bounds.ts';
import type { UncheckedEntry } from './append-check.ts';
import { textToBytes } from './byte-text.ts';
import { appendedElsewhere, createConfirmedBatch, firstGiven, toConfirmedRequests } from './confirmed-batch.ts';
import { createElsewhere, firstPeer, fromMessage, toMessage, type Elsewhere } from './elsewhere.ts';
import type { Follower, FollowerStart } from './follower.ts';
import type { Appended, ListName, LogFollowing, LogHead, LogNews, StoreFailure } from './log-store.ts';
import { faultDetail, shortListName } from './relay-event.ts';
import { refusalFor, type RefusalReason } from './refusal.ts';
import type { Result } from './result.ts';
import { emptyLog, startIn, toRoomHead, type RoomHead } from './room-head.ts';
import type { AppendAllowance, Room, RoomDeps } from './room-port.ts';
import { tellFollowers, type PeerFrame } from './telling.ts';
import { allGood } from './verdict.ts';
import { bytesOf, createWaitingRequests, type WaitingRequest, type WaitingRequests } from './waiting-requests.ts';

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
  /** Where other relays share the store. */
  readonly #following: LogFollowing | undefined;
  readonly #elsewhere: Elsewhere | undefined;
  #mustLook = false;

  constructor(deps: RoomDeps, list: ListName, head: LogHead, following: LogFollowing | undefined) {
    this.#deps = deps;
    this.list = list;
    this.#head = toRoomHead(head);
    if (!following) return;
    this.#following = following;
    this.#elsewhere = createElsewhere();
    this.#lastPeer = firstPeer(deps.random(4));
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
    return this.#followers.length + (this.#elsewhere?.followers ?? 0);
  }

  startFor(resume: ResumePoint | undefined): FollowerStart {
    return startIn(this.#head, resume, this.#deps.limits);
  }

  join(follower: Follower): void {
    follower.peer = this.#lastPeer += 1;
    // A spread would leave room for 16 more.
    this.#followers = this.#followers.concat(follower);
    this.#tell({ type: 'peer-joined', peer: follower.peer }, follower);
  }

  leave(follower: Follower): void {
    const place = this.#followers.indexOf(follower);
    if (place < 0) return;
    this.#followers = this.#followers.toSpliced(place, 1);
    follower.leave();
    this.#tell({ type: 'peer-left', peer: follower.peer }, follower);
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
    const isNewList = this.#head.sequence === 0 && (this.#waiting ?? NOTHING_WAITS).entries === 0;
    if (isNewList && !allowance.mayCreate()) return 'createdListsPerHour';
    this.#enqueue({ follower, request, entries, verdict, cameAtMs: nowMs() });
    return undefined;
  }

  presence(from: Follower, envelope: Uint8Array): void {
    this.#tell({ type: 'presence', peer: from.peer, envelope }, from);
  }

  close(): void {
    this.#following?.close();
  }

  // --- Told by the store, of what other relays do

  appended(news: LogNews): void {
    if (!this.#waiting) return this.#take(news);
    if (this.#elsewhere?.keep(news) === false) this.#mustLook = true;
  }

  said(relay: string, message: Uint8Array): void {
    const frame = fromMessage(message);
    if (!frame) return;
    this.#elsewhere?.heard(relay, frame);
    tellFollowers(this.#followers, frame);
  }

  gone(relay?: string): void {
    for (const peer of this.#elsewhere?.forget(relay) ?? [])
      tellFollowers(this.#followers, { type: 'peer-left', peer });
  }

  missed(what: 'entries' | 'all'): void {
    this.#mustLook = true;
    this.#enqueue();
    if (what === 'entries') return;
    this.gone();
    // Those who are there answer as to a newcomer.
    for (const { peer } of this.#followers) this.#following?.say(toMessage({ type: 'peer-joined', peer }));
  }

  /** Tells everybody but one, here and elsewhere. */
  #tell(frame: PeerFrame, except: Follower): void {
    tellFollowers(this.#followers, frame, except);
    this.#following?.say(toMessage(frame));
  }

  /** What others appended: passed on if it is what comes next here, else read from the log. */
  #take(news: LogNews): void {
    const before = this.#head;
    const head = toRoomHead(news.head);
    const isOlder = head.sequence < before.sequence || head.prunedThrough < before.prunedThrough;
    if (head.generation === before.generation && isOlder) return;
    this.#head = head;
    if (head.generation !== before.generation) return this.#startOver();
    if (head.sequence === before.sequence) return;
    const entries = news.entries().filter(({ sequence }) => sequence > before.sequence);
    const isWhole = entries.length === head.sequence - before.sequence;
    const batch = createConfirmedBatch([appendedElsewhere(isWhole ? entries : [])], head.sequence, isWhole);
    for (const follower of this.#followers) follower.deliver(batch);
  }

  /** Everything that follows from a confirmed batch, in one synchronous act. */
  #confirm(batch: readonly WaitingRequest[], { sequences, head: newHead }: Appended): void {
    const { onEvent, nowMs } = this.#deps;
    const ownFrom = this.#elsewhere ? firstGiven(sequences, newHead.sequence) : 0;
    const kept = this.#elsewhere?.takeKept() ?? [];
    for (const news of kept) if (news.head.sequence < ownFrom) this.#take(news);
    const before = this.#head;
    const head = toRoomHead(newHead);
    const requests = toConfirmedRequests(batch, sequences, Math.max(before.sequence, ownFrom - 1));
    const newCount = requests.reduce((sum, { newEntries }) => sum + newEntries.length, 0);
    this.#head = head;
    onEvent({ type: 'appended', entries: newCount });
    // New entries rise from the old head, so they have no gap if and only if they are as many as the head moved.
    const unheard = head.sequence - before.sequence - newCount;
    if (before.generation === head.generation && (unheard === 0 || (this.#elsewhere && unheard > 0))) {
      const now = nowMs();
      for (const { cameAtMs } of batch) onEvent({ type: 'acknowledged', afterMs: now - cameAtMs });
      const confirmed = createConfirmedBatch(requests, head.sequence, unheard === 0);
      for (const follower of this.#followers) follower.deliver(confirmed);
    } else this.#startOver(); // no acknowledgement: its sequence would be a place in the log that the channel was opened on (W10)
    for (const news of kept) this.#take(news);
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
    const { onEvent } = this.#deps;
    onEvent({ type: 'store-failure', detail: failure.type === 'store-failed' ? failure.detail : failure.type });
    const reason = failure.type === 'store-full' ? failure.bound : 'storage-failed';
    for (const request of batch) this.#refuse(request, reason);
    if (failure.type === 'store-full') return;
    await this.#look();
  }

  /** Reads the head again: after a write that may have happened, and where something may not have been heard. */
  async #look(): Promise<void> {
    const { store, random, onEvent } = this.#deps;
    this.#mustLook = false;
    const found = await store.head(this.list).then(
      (head) => head ?? emptyLog(random),
      (error: unknown) => onEvent({ type: 'store-failure', detail: String(error) }),
    );
    if (!found || (found.sequence === 0 && this.#head.sequence === 0)) return;
    const { generation, sequence } = toRoomHead(found);
    const isShorter = generation === this.#head.generation && sequence < this.#head.sequence;
    this.#take({ head: found, entries: () => [] });
    if (!isShorter) return;
    this.#head = toRoomHead(found);
    this.#startOver();
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

  /** Queues a request, or only that the head is to be looked at. */
  #enqueue(request?: WaitingRequest): void {
    const isFirst = this.#waiting === undefined;
    const waiting = (this.#waiting ??= createWaitingRequests(this.#deps.limits, this.#deps.waitingTotal));
    if (request) waiting.push(request);
    if (isFirst) void this.#work(waiting);
  }

  async #work(waiting: WaitingRequests): Promise<void> {
    while (!waiting.isEmpty || this.#mustLook) {
      const batch = waiting.takeBatch();
      try {
        if (this.#mustLook) await this.#look();
        const signed = batch.every(({ verdict }) => verdict === true) ? batch : await this.#takeSigned(batch);
        if (signed.length > 0) await this.#writeBatch(signed);
      } catch (error) {
        this.#deps.onEvent({ type: 'fault', detail: faultDetail(error) });
        this.#startOver();
      }
      waiting.done(batch);
    }
    this.#waiting = undefined;
    for (const news of this.#elsewhere?.takeKept() ?? []) this.#take(news);
    this.#deps.onIdle(this.list);
  }
}

/** Opens a room on what the store says of the list's log; `following` where other relays write to it, too. */
export const createRoom = (deps: RoomDeps, list: ListName, head: LogHead, following?: LogFollowing): Room =>
  new ListRoom(deps, list, head, following);

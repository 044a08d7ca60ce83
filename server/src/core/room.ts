/**
 * A list that somebody follows: where its log stands, who follows it, and the one queue through which it grows.
 *
 * Invariants (RELAY.md, R5-R8)
 * - One append is under way at a time. What comes meanwhile waits and goes as one batch, so batches grow with the load.
 * - From the moment the store confirms a batch, one synchronous act moves the head, acknowledges and tells the others: there is
 *   no await between them, so nobody sees one without the other and no follower can slip in between.
 * - `head` moves only by what the store confirmed. After a failed append it is read again, since the write may have happened.
 */
import { sameBytes } from '@tote/seal/verify';
import { encodeRelayFrame, type RefusalCode, type ResumePoint } from '@tote/wire';
import { whyNotAppend } from './append-bounds.ts';
import type { UncheckedEntry } from './append-check.ts';
import { ackFrame, createConfirmedBatch, type ConfirmedRequest } from './confirmed-batch.ts';
import type { Follower, FollowerStart } from './follower.ts';
import type { RelayLimits } from './limits.ts';
import type { Appended, ListName, LogHead, LogStore, StoreFailure } from './log-store.ts';
import { faultDetail, shortListName, type RelayEvent } from './relay-event.ts';
import type { Result } from './result.ts';
import { allGood } from './verdict.ts';
import { bytesOf, createWaitingRequests, type WaitingRequest, type WaitingTotal } from './waiting-requests.ts';

/** What the maker's address may still cause; each takes of it. */
export interface AppendAllowance {
  /** Signatures of so many envelopes looked at, and their bytes stored. */
  mayCheck(envelopes: number, bytes: number): boolean;
  /** A new list. */
  mayCreate(): boolean;
}

/** One list's room. */
export interface Room {
  /** Last durable sequence. */
  readonly sequence: number;
  /** 16 bytes. Not yet in the store while the log is empty; the first append makes it real. */
  readonly generation: Uint8Array;
  /** No append waits or is under way. */
  readonly idle: boolean;
  /** Where a follower with this resume point has to begin. */
  startFor(resume: ResumePoint | undefined): FollowerStart;
  /** Adds a follower, tells the others, and gives it its number. */
  join(follower: Follower): number;
  leave(follower: Follower): void;
  /** Queues entries; the answer is sent to the follower. Undefined if taken, else why not. */
  append(
    follower: Follower,
    request: number,
    entries: readonly UncheckedEntry[],
    allowance: AppendAllowance,
  ): RefusalCode | undefined;
  presence(from: Follower, envelope: Uint8Array): void;
}

const REFUSAL_BY_FAILURE = {
  'store-full': 'relay-full',
  'store-failed': 'storage-failed',
} as const satisfies Record<StoreFailure['type'], RefusalCode>;

/** Opens a room on what the store says of the list's log. */
export const createRoom = (
  deps: {
    readonly list: ListName;
    readonly store: LogStore;
    readonly limits: RelayLimits;
    readonly random: (length: number) => Uint8Array;
    readonly nowMs: () => number;
    readonly onEvent: (event: RelayEvent) => void;
    /** Shared by all rooms. */
    readonly waitingTotal: WaitingTotal;
    /** Nothing waits any more. */
    readonly onIdle: () => void;
  },
  initialHead: LogHead,
): Room => {
  const { list, store, limits } = deps;
  const peerByFollower = new Map<Follower, number>();
  const waiting = createWaitingRequests(limits, deps.waitingTotal);
  let head = initialHead;
  let lastPeer = 0;
  let writing = false;

  /** Gives every follower but one its frame, serialised once for all that use the same channel number. */
  const toOthers = (
    except: Follower,
    frameFor: (channel: number) => Uint8Array,
    give: (follower: Follower, frame: Uint8Array) => void,
  ): void => {
    const frameByChannel = new Map<number, Uint8Array>();
    for (const other of peerByFollower.keys()) {
      if (other === except) continue;
      const frame = frameByChannel.get(other.channel) ?? frameFor(other.channel);
      frameByChannel.set(other.channel, frame);
      give(other, frame);
    }
  };

  const tellOthers = (type: 'peer-joined' | 'peer-left', about: Follower, peer: number): void =>
    toOthers(
      about,
      (channel) => encodeRelayFrame({ type, channel, peer }),
      (other, frame) => other.send(frame),
    );

  const toRequests = (batch: readonly WaitingRequest[], sequences: readonly number[]): readonly ConfirmedRequest[] => {
    let position = 0;
    let last = head.sequence;
    return batch.map(({ follower, request, entries }) => {
      const own = sequences.slice(position, (position += entries.length));
      const newEntries = entries.flatMap(({ envelope, covers }, index) => {
        const sequence = own[index] ?? 0;
        if (sequence <= last) return []; // it was there already
        last = sequence;
        return [{ sequence, envelope, ...(covers !== undefined && { covers }) }];
      });
      return { maker: follower, request, sequences: own, newEntries };
    });
  };

  /** Everything that follows from a confirmed batch, in one synchronous act. */
  const confirm = (batch: readonly WaitingRequest[], { sequences, head: newHead }: Appended): void => {
    const before = head;
    const requests = toRequests(batch, sequences);
    const newCount = requests.reduce((sum, { newEntries }) => sum + newEntries.length, 0);
    head = newHead;
    deps.onEvent({ type: 'appended', entries: newCount });
    const now = deps.nowMs();
    for (const { cameAtMs } of batch) deps.onEvent({ type: 'acknowledged', afterMs: now - cameAtMs });
    // New entries rise from the old head, so they have no gap if and only if they are as many as the head moved.
    if (sameBytes(before.generation, newHead.generation) && newHead.sequence === before.sequence + newCount) {
      const confirmed = createConfirmedBatch(requests, newHead.sequence);
      for (const follower of peerByFollower.keys()) follower.deliver(confirmed);
      return;
    }
    for (const [index, { follower }] of batch.entries()) {
      const request = requests[index];
      if (request) follower.send(ackFrame(follower.channel, request));
    }
    startOver();
  };

  /** The log is not the one that we knew (wiped, repaired, written by another relay): nobody may go on by an old cursor. */
  const startOver = (): void => {
    deps.onEvent({ type: 'log-changed', list: shortListName(list) });
    for (const follower of [...peerByFollower.keys()]) follower.end('relay-fault');
  };

  const refuse = ({ follower, request }: WaitingRequest, code: RefusalCode): void => {
    deps.onEvent({ type: 'refused', code, detail: 'request' });
    follower.send(encodeRelayFrame({ type: 'refused', channel: follower.channel, request, code }));
  };

  /** Those of a batch whose signatures are good; the others are refused. */
  const takeSigned = async (batch: readonly WaitingRequest[]): Promise<readonly WaitingRequest[]> => {
    const signed: WaitingRequest[] = [];
    for (const request of batch) {
      if (request.verdict === true || (await request.verdict)) signed.push(request);
      else refuse(request, 'bad-signature');
    }
    return signed;
  };

  const takeFailure = async (batch: readonly WaitingRequest[], failure: StoreFailure): Promise<void> => {
    deps.onEvent({ type: 'store-failure', detail: failure.type === 'store-failed' ? failure.detail : failure.type });
    for (const request of batch) refuse(request, REFUSAL_BY_FAILURE[failure.type]);
    if (failure.type === 'store-full') return;
    const found = await store.head(list).catch(() => undefined);
    if (found === undefined || (sameBytes(found.generation, head.generation) && found.sequence === head.sequence))
      return;
    const isContinuous = sameBytes(found.generation, head.generation) && found.sequence > head.sequence;
    head = found;
    if (!isContinuous) return startOver();
    for (const follower of peerByFollower.keys()) follower.catchUp();
  };

  const writeBatch = async (batch: readonly WaitingRequest[]): Promise<void> => {
    const entries = batch.flatMap((job) => job.entries);
    // A log that had entries and is gone must not come back under its old name: old cursors would look good again.
    const generation = head.sequence === 0 ? head.generation : deps.random(head.generation.length);
    const appended = await store
      .append(list, entries, generation)
      .catch((error: unknown): Result<Appended, StoreFailure> => ({
        ok: false,
        error: { type: 'store-failed', detail: String(error) },
      }));
    if (appended.ok) confirm(batch, appended.value);
    else await takeFailure(batch, appended.error);
  };

  const write = async (): Promise<void> => {
    writing = true;
    while (!waiting.isEmpty) {
      const batch = waiting.takeBatch();
      try {
        const signed = batch.every(({ verdict }) => verdict === true) ? batch : await takeSigned(batch);
        if (signed.length > 0) await writeBatch(signed);
      } catch (error) {
        deps.onEvent({ type: 'fault', detail: faultDetail(error) });
        startOver();
      }
      waiting.done(batch);
    }
    writing = false;
    deps.onIdle();
  };

  return {
    get sequence() {
      return head.sequence;
    },
    get generation() {
      return head.generation;
    },
    get idle() {
      return !writing;
    },
    startFor: (resume) => {
      const { snapshot, prunedThrough } = head;
      const covers = snapshot?.covers ?? 0;
      const isKnownPlace =
        resume !== undefined &&
        sameBytes(resume.generation, head.generation) &&
        resume.sequence <= head.sequence &&
        resume.sequence >= prunedThrough;
      if (isKnownPlace && covers - resume.sequence <= limits.resumeEntriesMax) return { cursor: resume.sequence };
      return snapshot ? { cursor: covers, snapshot } : { cursor: prunedThrough };
    },
    join: (follower) => {
      const peer = (lastPeer += 1);
      peerByFollower.set(follower, peer);
      tellOthers('peer-joined', follower, peer);
      return peer;
    },
    leave: (follower) => {
      const peer = peerByFollower.get(follower);
      if (peer === undefined) return;
      peerByFollower.delete(follower);
      follower.leave();
      tellOthers('peer-left', follower, peer);
    },
    append: (follower, request, entries, allowance) => {
      const refusal = whyNotAppend(entries, head, waiting, deps.waitingTotal, limits);
      if (refusal) return refusal;
      // An envelope that is there already was found good when it came.
      const unknown = entries.filter(({ id }) => store.sequenceOf?.(list, id) === undefined);
      if (!allowance.mayCheck(unknown.length, bytesOf(unknown))) return 'rate-limited';
      const verdict = allGood(unknown.map((entry) => entry.isSigned()));
      if (verdict === false) return 'bad-signature';
      if (head.sequence === 0 && waiting.entries === 0 && !allowance.mayCreate()) return 'rate-limited';
      waiting.push({ follower, request, entries, verdict, cameAtMs: deps.nowMs() });
      if (!writing) void write();
      return undefined;
    },
    presence: (from, envelope) => {
      const peer = peerByFollower.get(from);
      if (peer === undefined) return;
      toOthers(
        from,
        (channel) => encodeRelayFrame({ type: 'presence', channel, peer, envelope }),
        (other, frame) => other.offer(frame),
      );
    },
  };
};

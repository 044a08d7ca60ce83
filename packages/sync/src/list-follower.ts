/**
 * Follows one list's log at one relay, over one channel. States:
 *
 *   opening ──opened──▶ reading ──caught-up──▶ live ──channel or socket gone, replay asked──▶ ended
 *
 * Invariants: frames are worked off in the order of the wire, so an acknowledgement is never counted before the entries
 * that came ahead of it. An entry that does not open, or holds no sound update, is set aside and passed over.
 * What the relay holds (`knowledge`) grows only by acknowledgements and by entries that opened, and by these only in the
 * task that hands them over: its cursor never passes what the document lacks, however early the reading breaks off.
 */
import {
  isFinalRefusal,
  REFUSALS,
  type FinalRefusal,
  type LogEntry,
  type PassingRefusal,
  type RefusalCode,
} from '@tote/wire';
import { createAppendQueue } from './append-queue.ts';
import { createFrameInbox } from './frame-inbox.ts';
import type { ListSeal } from './list-seal.ts';
import type { SetAside } from './local-store.ts';
import { type ReadEntry, readLogEntries } from './log-reader.ts';
import type { ChannelFrame, RelayLine } from './relay-line.ts';
import type { RelayCursor } from './relay-knowledge.ts';
import { sameGeneration, type RelayLearner } from './relay-learner.ts';
import type { SnapshotOutcome } from './snapshot-maker.ts';

/** Close code, of the "try again" range, with which a follower ends itself to read the whole log again. */
const REPLAY_CLOSE_CODE = 4_550;
/** Close code, of the final range, for a list that the relay will not open. Ours: no code of the wire. */
const REFUSED_CLOSE_CODE = 4_450;
/** Close code, of the "try again" range, for an opening that may work later. */
const RETRY_CLOSE_CODE = 4_503;

/** What a follower tells its socket. */
export interface FollowerEvents {
  /** The log has been read; `entries` are all of it that was new, checked. */
  caughtUp(entries: readonly ReadEntry[]): void;
  /** New from another replica, checked. */
  received(entries: readonly ReadEntry[]): void;
  presence(peer: number, plaintext: Uint8Array): void;
  peerJoined(): void;
  peerLeft(peer: number): void;
  alive(): void;
  ended(code: number): void;
}

/** What a follower tells its replica. */
export interface FollowerReport {
  /** Knowledge, cursor, phase, or what the relay puts off moved. */
  changed(): void;
  setAside(entry: SetAside): void;
  refused(code: FinalRefusal): void;
  /** The relay has another log than the one that we remember, or less of it: it lost data. */
  relayLostData(): void;
  /** Entries of others have been taken in up to this place. */
  seen(cursor: RelayCursor): void;
  /** An act of ours stands at this place of the log. */
  stored(place: RelayCursor): void;
  /** The whole log was read and has a hole. */
  lacks(cursor: RelayCursor): void;
}

/** One list at one relay. */
export interface ListFollower {
  /** The relay let us in; the log is being read or has been. */
  readonly opened: boolean;
  /** The log has been read; what comes now is live. */
  readonly live: boolean;
  /** No act waits to be sent or to be acknowledged. */
  readonly idle: boolean;
  /** Why the relay puts our acts off, if it does so for longer. */
  readonly putOff: PassingRefusal | undefined;
  append(update: Uint8Array): void;
  /** Seals the whole state as a snapshot that stands for everything up to the cursor, if that is possible now; only then it is encoded. */
  appendSnapshot(encodeState: () => Uint8Array): SnapshotOutcome;
  sendPresence(plaintext: Uint8Array): void;
  /** Forgets what the relay holds and ends, so that the next follower reads the whole log. */
  replay(): void;
  close(): void;
}

interface LogEntries {
  readonly entries: readonly LogEntry[];
  /** Those of them that opened and hold a sound update. */
  readonly good: readonly ReadEntry[];
}

/** Bytes of a state that still fits one sealed snapshot, padding included. A larger list keeps its tail: longer to join, nothing lost. */
const SNAPSHOT_BYTES_MAX = 224 * 1024;

/** Envelope bytes of a log that are read before they are taken in (S23). Few lists are as long; a phone holds them twice meanwhile. */
const READ_BYTES_MAX = 4 * 1024 * 1024;

/** Requests of snapshots have numbers of their own range on the channel, so that their answers are told from those of acts. */
const SNAPSHOT_REQUEST = 0xffff_ffff;

/** Joins the list on the line and starts to read. */
export const createListFollower = (deps: {
  readonly line: RelayLine;
  readonly seal: ListSeal;
  readonly learner: RelayLearner;
  readonly events: FollowerEvents;
  readonly report: FollowerReport;
}): ListFollower => {
  const { line, seal, learner, events, report } = deps;
  const { knowledge } = learner;
  let phase: 'opening' | 'reading' | 'live' | 'ended' = 'opening';
  let resumed = false;
  /** Read, but not yet handed over: a log goes in as one update, a long one as several. */
  let read: LogEntries[] = [];
  let readBytes = 0;
  /** What the relay was known to hold before a snapshot took its place. */
  let knownBefore: ReadonlyMap<number, number> = new Map();
  let snapshotCovers = 0;
  /** A second one would wait in line behind the first on a slow line, and then a third. */
  let isSnapshotUnanswered = false;

  const queue = createAppendQueue({
    seal: (update) => seal.seal('update', update),
    send: (request, envelope) => channel.send({ type: 'append', channel: channel.id, request, envelopes: [envelope] }),
    acknowledged: (contents, sequences, envelopeBytes) => {
      learner.learn([contents]);
      for (const sequence of sequences) learner.noteSequence(sequence, envelopeBytes);
      const { cursor } = knowledge;
      if (cursor) report.stored({ ...cursor, sequence: Math.max(...sequences) });
      report.changed();
    },
    refused: report.refused,
  });

  const end = (code: number) => {
    if (phase === 'ended') return;
    handOver();
    phase = 'ended';
    queue.stop();
    inbox.clear();
    events.ended(code);
    report.changed();
  };

  const replay = () => {
    read = [];
    learner.reset(undefined);
    channel.close();
    end(REPLAY_CLOSE_CODE);
  };

  const knownClocks = (): ReadonlyMap<number, number> => new Map(knowledge.held.sv);

  /** All readers start from a snapshot that is ahead of us: of what came before its end, they find only what it holds (S22). */
  const startFromSnapshot = (entries: readonly LogEntry[]) => {
    const { cursor } = knowledge;
    if (!cursor || !entries.some(({ covers = 0 }) => covers > cursor.sequence)) return;
    if (knownBefore.size === 0) knownBefore = knownClocks();
    learner.reset(cursor.generation);
  };

  const takeEntries = async (entries: readonly LogEntry[]) => {
    const good = await readLogEntries(entries, { seal, setAside: report.setAside });
    if (phase === 'ended') return;
    startFromSnapshot(entries);
    read.push({ entries, good });
    readBytes += entries.reduce((sum, { envelope }) => sum + envelope.length, 0);
    if (phase === 'live' || readBytes > READ_BYTES_MAX) handOver();
    if (phase === 'live') saySeen();
    report.changed();
  };

  /** Counts what was read as known, and gives it away: whoever takes it must give it to the document at once. */
  const takeRead = (): readonly ReadEntry[] => {
    for (const { entries, good } of read) {
      learner.learn(good.map(({ contents }) => contents));
      const opened = new Set(good.map(({ position }) => position));
      for (const { sequence, covers, envelope } of entries) {
        // One that does not open stands for nothing: what it should have held is missing, and is asked for (S8).
        if (covers !== undefined && opened.has(sequence)) {
          learner.jumpTo(covers);
          learner.noteSnapshot(covers);
        }
        learner.noteSequence(sequence, covers === undefined ? envelope.length : 0);
      }
    }
    const taken = read.flatMap(({ good }) => good);
    read = [];
    readBytes = 0;
    return taken;
  };

  const handOver = () => {
    const entries = takeRead();
    if (entries.length > 0) events.received(entries);
  };

  const saySeen = () => {
    if (knowledge.cursor) report.seen(knowledge.cursor);
  };

  const takeOpened = (frame: Extract<ChannelFrame, { type: 'opened' }>) => {
    const remembered = knowledge.cursor;
    resumed = sameGeneration(remembered?.generation, frame.generation) && (remembered?.sequence ?? 0) <= frame.head;
    if (!resumed) learner.reset(frame.generation.slice());
    if (remembered && !resumed) report.relayLostData();
    phase = 'reading';
    report.changed();
  };

  const takeCaughtUp = (sequence: number) => {
    const entries = takeRead();
    // A hole means that the relay lost or set aside entries. Reading from the start shows all that it lacks, and what we have of that goes back to it.
    if (knowledge.cursor && knowledge.cursor.sequence < sequence) {
      if (resumed) return replay();
      report.setAside({ where: 'relay', position: knowledge.cursor.sequence + 1, reason: 'missing-at-relay' });
      report.lacks(knowledge.cursor);
      learner.jumpTo(sequence);
    }
    if (knownBefore.size > 0) {
      const known = knownClocks();
      if ([...knownBefore].some(([client, clock]) => (known.get(client) ?? 0) < clock)) report.relayLostData();
    }
    phase = 'live';
    events.caughtUp(entries);
    saySeen();
    report.changed();
  };

  const takePresence = async (peer: number, envelope: Uint8Array) => {
    const opened = await seal.open(envelope);
    if (phase === 'ended') return; // all faces went with the socket
    if (opened.ok && opened.value.kind === 'presence') events.presence(peer, opened.value.plaintext);
  };

  const takeRefused = (request: number, code: RefusalCode) => {
    if (request === SNAPSHOT_REQUEST) {
      isSnapshotUnanswered = false; // the tail stays as it is; the next maker tries again
      return;
    }
    if (request !== 0) {
      queue.refuse(request, code);
      if (queue.putOff !== undefined) report.changed();
      return;
    }
    if (isFinalRefusal(code)) report.refused(code);
    end(REFUSALS[code].retry ? RETRY_CLOSE_CODE : REFUSED_CLOSE_CODE);
  };

  const take = async (frame: ChannelFrame): Promise<void> => {
    switch (frame.type) {
      case 'opened':
        return takeOpened(frame);
      case 'entries':
        return takeEntries(frame.entries);
      case 'snapshot-noted':
        learner.noteSequence(frame.sequence);
        return learner.noteSnapshot(frame.covers);
      case 'caught-up':
        return takeCaughtUp(frame.sequence);
      case 'ack':
        if (frame.request !== SNAPSHOT_REQUEST) return queue.ack(frame.request, frame.sequences);
        isSnapshotUnanswered = false;
        for (const sequence of frame.sequences) learner.noteSequence(sequence);
        return learner.noteSnapshot(snapshotCovers);
      case 'refused':
        return takeRefused(frame.request, frame.code);
      case 'presence':
        return takePresence(frame.peer, frame.envelope);
      case 'peer-joined':
        return events.peerJoined();
      case 'peer-left':
        return events.peerLeft(frame.peer);
      case 'closed':
        if (isFinalRefusal(frame.code)) report.refused(frame.code);
        return end(REFUSALS[frame.code].retry ? RETRY_CLOSE_CODE : REFUSED_CLOSE_CODE);
    }
  };

  const inbox = createFrameInbox(take, () => {
    channel.close();
    end(RETRY_CLOSE_CODE);
  });

  const channel = line.join({
    open: async ({ channel: id, relayNonce, origin }) => {
      const proof = await seal.prove({ origin, relayNonce });
      const { cursor } = knowledge;
      return { type: 'open', channel: id, ...proof, ...(cursor && { resume: cursor }) };
    },
    receive: (frame) => {
      if (phase !== 'ended') inbox.put(frame);
    },
    alive: () => events.alive(),
    lost: end,
  });

  return {
    get opened() {
      return phase === 'reading' || phase === 'live';
    },
    get live() {
      return phase === 'live';
    },
    get idle() {
      return queue.idle;
    },
    get putOff() {
      return queue.putOff;
    },
    append: queue.push,
    appendSnapshot: (encodeState) => {
      const { cursor } = knowledge;
      if (phase !== 'live' || !cursor || isSnapshotUnanswered) return 'not-now';
      const state = encodeState();
      if (state.byteLength > SNAPSHOT_BYTES_MAX) return 'too-long';
      isSnapshotUnanswered = true;
      void seal.seal('snapshot', state).then((envelope) => {
        if (phase !== 'live') return;
        snapshotCovers = cursor.sequence;
        channel.send({
          type: 'snapshot',
          channel: channel.id,
          request: SNAPSHOT_REQUEST,
          generation: cursor.generation,
          covers: cursor.sequence,
          envelope,
        });
      });
      return 'made';
    },
    sendPresence: (plaintext) => {
      if (phase !== 'live') return;
      void seal.seal('presence', plaintext).then((envelope) => {
        if (phase === 'live') channel.send({ type: 'presence', channel: channel.id, envelope });
      });
    },
    replay,
    close: () => {
      if (phase === 'ended') return;
      handOver();
      phase = 'ended';
      queue.stop();
      channel.close();
    },
  };
};

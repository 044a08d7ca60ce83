import type { RefusalCode } from './refusals.ts';

/** What a link allows: `edit` reads and writes, `view` reads. */
export type Role = 'edit' | 'view';

/** Where a replica stands in a relay's log: everything up to and including `sequence` of that generation is known. */
export interface ResumePoint {
  /** 16 bytes, random per log. */
  readonly generation: Uint8Array;
  readonly sequence: number;
}

/** Asks for `nonces` challenge nonces. First frame on a socket, and again whenever more are needed. */
export interface HelloFrame {
  readonly type: 'hello';
  readonly version: number;
  readonly nonces: number;
}

/** Opens a list on a channel, with the proof that the sender holds its edit or view link. */
export interface OpenFrame {
  readonly type: 'open';
  readonly channel: number;
  readonly role: Role;
  /** 32 bytes each; together they hash to the list id, which is therefore not sent. */
  readonly writePublicKey: Uint8Array;
  readonly readPublicKey: Uint8Array;
  readonly contentCommitment: Uint8Array;
  /** 32 bytes, from the relay's challenge on this socket. */
  readonly relayNonce: Uint8Array;
  /** 32 bytes, drawn by the client. */
  readonly clientNonce: Uint8Array;
  /** 64 bytes, over the access message, by the write key (edit) or the read key (view). */
  readonly signature: Uint8Array;
  readonly resume?: ResumePoint;
}

/** Appends 1 to `envelopesPerAppendMax` envelopes; answered by one `ack` or one `refused`, all or nothing. */
export interface AppendFrame {
  readonly type: 'append';
  readonly channel: number;
  readonly request: number;
  readonly envelopes: readonly Uint8Array[];
}

/** Appends a snapshot that stands for everything up to and including `covers`. */
export interface SnapshotFrame {
  readonly type: 'snapshot';
  readonly channel: number;
  readonly request: number;
  /** 16 bytes: the generation whose entries it covers. */
  readonly generation: Uint8Array;
  readonly covers: number;
  readonly envelope: Uint8Array;
}

/** Sealed presence for whoever follows the list now; never stored, never answered. */
export interface PresenceFrame {
  readonly type: 'presence';
  readonly channel: number;
  readonly envelope: Uint8Array;
}

/** Ends a channel; answered by `closed` with `closed-as-asked`. */
export interface CloseFrame {
  readonly type: 'close';
  readonly channel: number;
}

/** Heartbeat; answered by `pong` with the same token. */
export interface PingFrame {
  readonly type: 'ping';
  readonly token: number;
}

/** Fresh nonces (32 bytes each), good for one open each, on this socket only. */
export interface ChallengeFrame {
  readonly type: 'challenge';
  readonly version: number;
  readonly nonces: readonly Uint8Array[];
}

/** The list is open. `head` is the last sequence of the log (0: empty), `peer` the client's own number in the room. */
export interface OpenedFrame {
  readonly type: 'opened';
  readonly channel: number;
  /** 16 bytes. */
  readonly generation: Uint8Array;
  readonly head: number;
  readonly peer: number;
}

/** One stored envelope. `covers` is there for a snapshot, and is below `sequence`. */
export interface LogEntry {
  readonly sequence: number;
  readonly covers?: number;
  readonly envelope: Uint8Array;
}

/** 1 to `entriesPerFrameMax` entries in rising order of sequence. */
export interface EntriesFrame {
  readonly type: 'entries';
  readonly channel: number;
  readonly entries: readonly LogEntry[];
}

/** A snapshot was stored at `sequence`; sent to live followers in place of its body. */
export interface SnapshotNotedFrame {
  readonly type: 'snapshot-noted';
  readonly channel: number;
  readonly sequence: number;
  readonly covers: number;
}

/** The log has been sent up to `sequence`; what follows is live. */
export interface CaughtUpFrame {
  readonly type: 'caught-up';
  readonly channel: number;
  readonly sequence: number;
}

/** The envelopes of a request are durable; one sequence for each, in the order of the request. */
export interface AckFrame {
  readonly type: 'ack';
  readonly channel: number;
  readonly request: number;
  readonly sequences: readonly number[];
}

/** A request was not done; `request` 0 is the open. */
export interface RefusedFrame {
  readonly type: 'refused';
  readonly channel: number;
  readonly request: number;
  readonly code: RefusalCode;
}

/** Somebody's sealed presence. */
export interface PeerPresenceFrame {
  readonly type: 'presence';
  readonly channel: number;
  readonly peer: number;
  readonly envelope: Uint8Array;
}

/** Another follower opened the list. */
export interface PeerJoinedFrame {
  readonly type: 'peer-joined';
  readonly channel: number;
  readonly peer: number;
}

/** Another follower is gone. */
export interface PeerLeftFrame {
  readonly type: 'peer-left';
  readonly channel: number;
  readonly peer: number;
}

/** The relay ended a channel; the socket and its other channels go on. */
export interface ClosedFrame {
  readonly type: 'closed';
  readonly channel: number;
  readonly code: RefusalCode;
}

/** Answer to `ping`. */
export interface PongFrame {
  readonly type: 'pong';
  readonly token: number;
}

/** Everything a client may say. */
export type ClientFrame = HelloFrame | OpenFrame | AppendFrame | SnapshotFrame | PresenceFrame | CloseFrame | PingFrame;

/** Everything a relay may say. */
export type RelayFrame =
  | ChallengeFrame
  | OpenedFrame
  | EntriesFrame
  | SnapshotNotedFrame
  | CaughtUpFrame
  | AckFrame
  | RefusedFrame
  | PeerPresenceFrame
  | PeerJoinedFrame
  | PeerLeftFrame
  | ClosedFrame
  | PongFrame;

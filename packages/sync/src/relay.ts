/**
 * Port: a relay as the replica of one list sees it. It holds the keys of that list; the replica holds none. Adapters:
 * `relay-connection.ts` (the real one) and `lazy-relay.ts`, which fetches the code of the real one, and the keys, when
 * the list is on the screen already.
 */
import type { RandomBytes, Role } from '@tote/seal';
import type { CloseCodeName, FinalRefusal, PassingRefusal } from '@tote/wire';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { SetAside } from './local-store.ts';
import type { PresentReplica } from './presence.ts';
import type { RelayKnowledge } from './relay-knowledge.ts';

/** What a link tells its replica. */
export interface RelayLinkReport {
  changed(): void;
  setAside(entry: SetAside): void;
  refused(code: FinalRefusal): void;
  relayLostData(): void;
  /** Entries of others were taken in up to this place of the log. */
  seen(generation: string, sequence: number): void;
  /** Another replica that is here now writes under our client id. */
  clientIdClash(): void;
  /** The log has been read and is in the document. */
  logRead(): void;
  /** The log has a hole that this replica cannot fill. */
  lacks(generation: string): void;
}

/** A replica's tie to one relay. */
export interface RelayLink {
  readonly phase: 'off' | 'connecting' | 'catching-up' | 'live';
  /** Why the relay closed the socket for good; undefined once it has let us in. */
  readonly turnedAway: CloseCodeName | undefined;
  /** Why the relay, connected, puts our acts off for longer. */
  readonly putOff: PassingRefusal | undefined;
  /** Somebody present says to have seen the log up to our last acknowledged act. */
  seenBy(others: readonly PresentReplica[]): boolean;
  /** Somebody lacks entries of this log: what we have of them goes back to the relay. Once per session that asks. */
  helpOthers(others: readonly PresentReplica[]): void;
  /** Appends them unless something is on its way already; off-line, being asked costs nothing. */
  sendIfIdle(updates: readonly Uint8Array[]): void;
  connect(): void;
  close(): void;
}

/** What a replica hands to each of its links. */
export interface RelayLinkDeps {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly role: Role;
  readonly knowledge: RelayKnowledge;
  readonly random: RandomBytes;
  /** Other tabs of this device are heard directly. */
  readonly crossTab: boolean;
  /** Name by which tabs of one device know each other. */
  readonly device: string | undefined;
  readonly snapshotAfterEntries: number | undefined;
  readonly nothingWaits: () => boolean;
  /** Everything that happens to the document while `deliver` runs is a relay's word, unless something was pending before. */
  readonly fromRelay: (deliver: () => void) => void;
  readonly isFromRelay: () => boolean;
  readonly report: RelayLinkReport;
}

/** A relay that the replica of one list can be tied to. */
export interface Relay {
  /** Address, by which the session note remembers what it holds. */
  readonly url: string;
  /** Ties one replica to it, not yet connected. */
  link(deps: RelayLinkDeps): RelayLink;
}

/**
 * Ties one replica to one relay: the unmodified WebsocketProvider with a SealedSocket as its socket, what the relay is
 * known to hold, and the snapshots that keep its log short.
 */
import type { Ed25519, ListKeys, RandomBytes } from '@tote/seal';
import type { RefusalCode } from '@tote/wire';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createListFollower, type ListFollower } from './list-follower.ts';
import type { SetAside } from './local-store.ts';
import type { PresentReplica } from './presence.ts';
import type { RelayConnection } from './relay-connection.ts';
import type { RelayKnowledge } from './relay-knowledge.ts';
import { createSealedSocketClass } from './sealed-socket.ts';
import { createSnapshotMaker } from './snapshot-maker.ts';

/** Longest pause between attempts to connect, in milliseconds; the provider starts at 200 and doubles. */
const BACK_OFF_MS_MAX = 15_000;
/** Whole readings of the log in one session. A log with a hole that nobody can fill must not be read for ever. */
const REPLAYS_MAX = 3;

/** What a link tells its replica. */
export interface RelayLinkReport {
  changed(): void;
  setAside(entry: SetAside): void;
  refused(code: RefusalCode): void;
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
  /** Somebody present says to have seen the log up to our last acknowledged act. */
  seenBy(others: readonly PresentReplica[]): boolean;
  /** Somebody lacks entries of this log: what we have of them goes back to the relay. Once per session that asks. */
  helpOthers(others: readonly PresentReplica[]): void;
  /** Appends unless something is on its way already. */
  sendIfIdle(update: Uint8Array): void;
  connect(): void;
  close(): void;
}

/** Creates the link, not yet connected. */
export const createRelayLink = (deps: {
  readonly connection: RelayConnection;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly keys: ListKeys;
  readonly knowledge: RelayKnowledge;
  readonly ed25519: Ed25519;
  readonly random: RandomBytes;
  readonly crossTab: boolean;
  readonly snapshotAfterEntries: number | undefined;
  readonly nothingWaits: () => boolean;
  readonly fromRelay: (deliver: () => void) => void;
  readonly report: RelayLinkReport;
}): RelayLink => {
  const { connection, doc, keys, knowledge, report } = deps;
  let follower: ListFollower | undefined;
  let replays = 0;
  const helped = new Set<number>();

  const snapshots = createSnapshotMaker({
    random: deps.random,
    tailEntries: deps.snapshotAfterEntries,
    make: () => {
      if (!follower?.live || !follower.idle || !deps.nothingWaits() || doc.store.pendingStructs) return false;
      follower.appendSnapshot(Y.encodeStateAsUpdate(doc));
      return true;
    },
  });

  const replay = () => {
    if (replays >= REPLAYS_MAX) return;
    replays++;
    follower?.replay();
  };

  const provider = new WebsocketProvider(connection.url, keys.listId, doc, {
    connect: false,
    awareness: deps.awareness,
    disableBc: !deps.crossTab,
    maxBackoffTime: BACK_OFF_MS_MAX,
    WebSocketPolyfill: createSealedSocketClass({
      doc,
      knowledge,
      mayWrite: keys.role === 'edit',
      clientIdClash: report.clientIdClash,
      fromRelay: (deliver) => {
        deps.fromRelay(deliver);
        // The log should have brought what these structs wait for: read it all again.
        if (doc.store.pendingStructs) replay();
      },
      follow: (events) => {
        follower = createListFollower({
          connection,
          keys,
          ed25519: deps.ed25519,
          random: deps.random,
          knowledge,
          events,
          report: {
            ...report,
            changed: () => {
              if (keys.role === 'edit') snapshots.headMoved(knowledge.cursor?.sequence ?? 0);
              report.changed();
            },
            relayLostData: () => {
              snapshots.reset();
              report.relayLostData();
            },
            snapshotSeen: snapshots.snapshotSeen,
            lacks: ({ generation }) => report.lacks(shortGeneration(generation)),
            seen: ({ generation, sequence }) => report.seen(shortGeneration(generation), sequence),
          },
        });
        return follower;
      },
    }),
  });

  provider.on('sync', (synced: boolean) => {
    if (synced) report.logRead();
  });
  provider.on('status', report.changed);
  provider.on('connection-close', report.changed);

  return {
    get phase() {
      if (follower?.live) return 'live';
      if (follower?.opened) return 'catching-up';
      return provider.ws ? 'connecting' : 'off';
    },
    seenBy: (others) => {
      const { cursor } = knowledge;
      if (!cursor || !follower) return false;
      const generation = shortGeneration(cursor.generation);
      const { ownSequence } = follower;
      return others.some(({ seen }) => seen?.generation === generation && seen.sequence >= ownSequence);
    },
    helpOthers: (others) => {
      const generation = knowledge.cursor && shortGeneration(knowledge.cursor.generation);
      const asking = others.filter(({ lacks, session }) => lacks === generation && !helped.has(session));
      if (asking.length === 0 || !follower?.live || keys.role !== 'edit') return;
      for (const { session } of asking) helped.add(session);
      replay();
    },
    sendIfIdle: (update) => {
      if (follower?.live && follower.idle && !knowledge.covers(update)) follower.append(update);
    },
    connect: () => {
      connection.probe();
      provider.connect();
    },
    close: () => {
      snapshots.stop();
      provider.destroy();
    },
  };
};

/** Enough of a log's id to tell two logs of one list apart in a presence message. */
const shortGeneration = (generation: Uint8Array): string =>
  Array.from(generation.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');

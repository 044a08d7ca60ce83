/**
 * One list on this device: its document, its copy on disk, its relays, and an honest account of all three.
 *
 *   disk ──load──▶ document ◀──▶ WebsocketProvider (unmodified) ◀──▶ SealedSocket ◀──▶ relay
 *
 * Invariants: providers connect only after the copy has loaded, else the stored state would go out as one new update.
 * The note of what a relay holds is written only behind the data that it speaks of. Nothing here reads `navigator.onLine`.
 */
import type { RandomBytes, Role } from '@tote/seal';
import type { FinalRefusal } from '@tote/wire';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createClientIdKeeper } from './client-id.ts';
import type { LocalStore, SetAside } from './local-store.ts';
import { createNoteKeeper } from './note-keeper.ts';
import { encodeWhole, hasPending } from './pending.ts';
import { createPresence, type Presence } from './presence.ts';
import type { Relay, RelayLink } from './relay.ts';
import { createRelayKnowledge, encodeRelayKnowledge, isKnowledgeIn, restoreRelayKnowledge } from './relay-knowledge.ts';
import { createStatusTeller, type ReplicaStatus } from './replica-status.ts';
import { readSessionNote } from './session-note.ts';
import { createWaitingActs } from './waiting-acts.ts';

/** How often acts that nobody seems to be sending are looked for, in milliseconds (a tab that died before it sent). */
const SWEEP_MS = 4_000;
/** Entries set aside that are remembered for the screen. A hostile relay could make any number. */
const SET_ASIDE_MAX = 200;

/** One list on this device. */
export interface Replica {
  readonly doc: Y.Doc;
  readonly status: ReplicaStatus;
  onStatus(listener: (status: ReplicaStatus) => void): () => void;
  readonly presence: Presence;
  /** Updates that wait, for marks on single lines. */
  readonly waitingUpdates: readonly Uint8Array[];
  /** Tries every relay now instead of at the end of its back-off (the person came back, the system says that a network is there). */
  reconnectNow(): void;
  close(): Promise<void>;
}

/** What a replica is made of. */
export interface ReplicaDeps {
  readonly listId: string;
  /** A viewer's replica brings nothing to a relay. */
  readonly role: Role;
  /** Each for this list, with its keys: the replica itself holds none. */
  readonly relays: readonly Relay[];
  readonly store: LocalStore;
  readonly random: RandomBytes;
  /** Name of this device: what another tab of it has seen, nobody else has. */
  readonly device?: string | undefined;
  /** Share edits with other tabs of this browser directly (BroadcastChannel). Only with a `device`: by it tabs know each other (S12). */
  readonly crossTab?: boolean;
  /** Yjs client id of this session; drawn from `random` if not given. */
  readonly clientId?: number;
  /** Entries beyond the last snapshot after which the next is made; the simulator asks for many. */
  readonly snapshotAfterEntries?: number;
}

/** Opens a list. Resolves once the copy on this device has loaded or was given up; never waits for a relay. */
export const openReplica = async (deps: ReplicaDeps): Promise<Replica> => {
  const { listId, role, store, random } = deps;
  const doc = new Y.Doc({ gc: true });
  doc.clientID = deps.clientId ?? drawClientId(random);
  const setAside: SetAside[] = [];
  let refusal: FinalRefusal | undefined;
  let relayLostData = false;
  let broughtBack: Uint8Array | undefined; // the whole list, for a relay that lost data
  let closed = false;
  let fromRelay = false;

  const status = createStatusTeller(() => currentStatus());
  const copy = await store.open(listId, doc, () => {
    noteKeeper.copyMoved();
    status.moved();
  });
  setAside.push(...copy.setAside);
  const note = readSessionNote(copy.mark);
  const knowledges = deps.relays.map(({ url }) => {
    const restored = restoreRelayKnowledge(note.marksByUrl.get(url));
    return isKnowledgeIn(restored, doc) ? restored : createRelayKnowledge();
  });
  // Of relays that are not followed now: whoever reads or merges a copy follows none.
  const otherMarks = [...note.marksByUrl].filter(([url]) => deps.relays.every((relay) => relay.url !== url));
  const waiting = createWaitingActs(role === 'edit' ? knowledges : []);
  const awareness = new Awareness(doc);
  const presence = createPresence(awareness, deps.device);

  const clientId = createClientIdKeeper({
    doc,
    awareness,
    kept: note.clientId,
    isExclusive: () => copy.exclusive,
    draw: () => drawClientId(random),
  });

  const noteKeeper = createNoteKeeper(copy, () => ({
    marksByUrl: new Map([
      ...deps.relays.map(({ url }, i) => [url, encodeRelayKnowledge(knowledges[i] ?? createRelayKnowledge())] as const),
      ...otherMarks,
    ]),
    clientId: clientId.kept,
  }));

  const logsUnread = new Set(deps.relays.keys());
  const links: readonly RelayLink[] = deps.relays.map((relay, i) =>
    relay.link({
      doc,
      awareness,
      role,
      knowledge: knowledges[i] ?? createRelayKnowledge(),
      random,
      crossTab: (deps.crossTab ?? false) && deps.device !== undefined,
      device: deps.device,
      snapshotAfterEntries: deps.snapshotAfterEntries,
      nothingWaits: () => waiting.count === 0,
      isFromRelay: () => fromRelay,
      fromRelay: (deliver) => {
        fromRelay = !hasPending(doc); // what becomes of that was brought by no relay (S15)
        try {
          deliver();
        } finally {
          fromRelay = false;
        }
        clientId.realign();
      },
      report: {
        changed: () => {
          const before = waiting.count;
          waiting.settle();
          if (waiting.count === 0 && bestPhase(links) === 'live') refusal = undefined;
          if (before > 0 && waiting.count === 0) noteKeeper.settled();
          else noteKeeper.changed();
          status.moved();
        },
        setAside: (entry) => {
          const known = setAside.some(({ where, position }) => where === entry.where && position === entry.position);
          if (!known && setAside.length < SET_ASIDE_MAX) setAside.push(entry);
        },
        refused: (code) => {
          refusal = code;
          status.moved();
        },
        relayLostData: () => {
          if (role !== 'edit') return; // a viewer has nothing to bring
          relayLostData = true;
          const whole = encodeWhole(doc);
          waiting.add(whole, broughtBack);
          broughtBack = whole;
        },
        seen: (generation, sequence) => presence.setSeen(generation, sequence),
        lacks: (generation) => presence.setLacks(generation),
        clientIdClash: () => clientId.clash(),
        logRead: () => {
          logsUnread.delete(i); // what was lost before it was stored may have reached any of them
          if (logsUnread.size === 0) clientId.logRead(!relayLostData);
        },
      },
    }),
  );

  const countUpdate = (update: Uint8Array) => {
    if (fromRelay || role !== 'edit') return;
    waiting.add(update);
    noteKeeper.changed();
    status.moved();
  };

  /** Replicas on other devices. */
  const elsewhere = () => presence.others.filter(({ device }) => !device || device !== deps.device);

  const currentStatus = (): ReplicaStatus => ({
    local: copy.local,
    relay: refusal ? 'refused' : bestPhase(links),
    refusal,
    putOff: waiting.count > 0 ? links.find((link) => link.putOff)?.putOff : undefined,
    turnedAway: bestPhase(links) === 'live' ? undefined : links.find((link) => link.turnedAway)?.turnedAway,
    waiting: waiting.count + Number(role === 'edit' && hasPending(doc) && bestPhase(links) !== 'live'),
    seenByOthers: links.some((link) => link.seenBy(elsewhere())),
    setAside: [...setAside],
    relayLostData: relayLostData && waiting.count > 0,
  });

  const sweep = setInterval(() => {
    waiting.settle();
    if (waiting.count > 0) return links.forEach((link) => link.sendIfIdle(waiting.updates));
    copy.fold();
    status.moved();
  }, SWEEP_MS);

  const loaded = copy.takeLoadedUpdates();
  for (const update of hasPending(doc) ? [encodeWhole(doc)] : loaded) countUpdate(update);
  doc.on('update', countUpdate);
  presence.onChange(() => {
    for (const link of links) link.helpOthers(presence.others);
    status.moved();
  });
  for (const link of links) link.connect();

  return {
    doc,
    get status() {
      return currentStatus();
    },
    onStatus: status.listen,
    presence,
    get waitingUpdates() {
      return waiting.updates;
    },
    reconnectNow: () => links.forEach((link) => link.connect()),
    close: async () => {
      if (closed) return;
      closed = true;
      noteKeeper.close();
      status.stop();
      clearInterval(sweep);
      for (const link of links) link.close();
      presence.dispose();
      awareness.destroy();
      await copy.close();
      doc.destroy();
    },
  };
};

const PHASES = ['off', 'connecting', 'catching-up', 'live'] as const;

const bestPhase = (links: readonly RelayLink[]) =>
  PHASES[Math.max(0, ...links.map((link) => PHASES.indexOf(link.phase)))] ?? 'off';

/** Yjs client ids are 32 bits wide. */
const drawClientId = (random: RandomBytes): number => {
  const { buffer, byteOffset } = random(4);
  return new DataView(buffer, byteOffset).getUint32(0);
};

/**
 * Ties one replica to one relay: the unmodified WebsocketProvider with a SealedSocket as its socket, what the relay is
 * known to hold, and the snapshots that keep its log short.
 */
import { closeCodeFromNumber, type CloseCodeName } from '@tote/wire';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createListFollower, type ListFollower } from './list-follower.ts';
import type { ListSeal } from './list-seal.ts';
import type { PresentReplica } from './presence.ts';
import { isAtRelay } from './relay-knowledge.ts';
import { createRelayLearner } from './relay-learner.ts';
import type { RelayLine } from './relay-line.ts';
import type { RelayLink, RelayLinkDeps } from './relay.ts';
import { createSealedSocketClass } from './sealed-socket.ts';
import { createSnapshotMaker } from './snapshot-maker.ts';
import { takeIn } from './take-in.ts';
import { createWaitingActs } from './waiting-acts.ts';

/** Longest pause between attempts to connect, in milliseconds; the provider starts at 200 and doubles. */
const BACK_OFF_MS_MAX = 15_000;
/** Whole readings of the log that count at once. A log with a hole that nobody can fill must not be read without pause. */
const REPLAYS_MAX = 3;
/** How long the first reading counts, and the longest, in milliseconds; each counts twice as long as the one before. The next hole, days later, must find somebody who reads again. */
const REPLAY_COUNTS_MS = { first: 30_000, longest: 3_600_000 } as const;

/** Creates the link, not yet connected. */
export const createRelayLink = (line: RelayLine, seal: ListSeal, deps: RelayLinkDeps): RelayLink => {
  const { doc, role, knowledge, report } = deps;
  let follower: ListFollower | undefined;
  let replayCountsMs: number = REPLAY_COUNTS_MS.first;
  const recentReplays = new Set<ReturnType<typeof setTimeout>>();
  let turnedAway: CloseCodeName | undefined;
  const helped = new Set<number>();
  let presentOthers: readonly PresentReplica[] = [];
  /** Where the last act of this session stands in each log; it outlives the socket on which that was heard. */
  const ownSequences = new Map<string, number>();
  const learner = createRelayLearner(knowledge);
  /** Acts of other tabs, which those send themselves. Until the relay has them they go ahead of the next own act, which may build on them (S15). */
  const heard = createWaitingActs([knowledge]);

  const snapshots = createSnapshotMaker({
    random: deps.random,
    tail: () => learner.tail,
    tailEntries: deps.snapshotAfterEntries,
    make: () => {
      if (!follower?.live || !follower.idle || !deps.nothingWaits() || !learner.hasPendingOf(doc)) return 'not-now';
      return follower.appendSnapshot(() => Y.encodeStateAsUpdate(doc));
    },
  });

  /** Reads the whole log again; false when that was done too often lately. */
  const replay = (): boolean => {
    if (!follower?.live || recentReplays.size >= REPLAYS_MAX) return false;
    const counted = setTimeout(() => {
      recentReplays.delete(counted);
      if (doc.store.pendingStructs) replay();
      else helpOthers();
    }, replayCountsMs);
    replayCountsMs = Math.min(replayCountsMs * 2, REPLAY_COUNTS_MS.longest);
    recentReplays.add(counted);
    follower.replay();
    return true;
  };

  const helpOthers = () => {
    const generation = knowledge.cursor && shortGeneration(knowledge.cursor.generation);
    const asking = presentOthers.filter(({ lacks, session }) => lacks === generation && !helped.has(session));
    if (asking.length === 0 || role !== 'edit' || !replay()) return;
    for (const { session } of asking) helped.add(session);
  };

  const provider = new WebsocketProvider(line.url, seal.listId, doc, {
    connect: false,
    awareness: deps.awareness,
    disableBc: !deps.crossTab,
    maxBackoffTime: BACK_OFF_MS_MAX,
    WebSocketPolyfill: createSealedSocketClass({
      doc,
      knowledge,
      mayWrite: role === 'edit',
      awareness: deps.awareness,
      isHeardDirectly: (state) => deps.crossTab && state?.['device'] === deps.device,
      clientIdClash: report.clientIdClash,
      takeHeard: heard.take,
      takeIn: (entries) => {
        // The provider is named as where it comes from, so that it sends nothing of it back.
        deps.fromRelay(() => takeIn(entries, { doc, origin: provider, setAside: report.setAside }));
        // The log should have brought what these structs wait for: read it all again.
        if (doc.store.pendingStructs) replay();
      },
      follow: (events) => {
        follower = createListFollower({
          line,
          seal,
          learner,
          events,
          report: {
            ...report,
            changed: () => {
              if (role === 'edit') snapshots.tailMoved();
              report.changed();
            },
            stored: ({ generation, sequence }) => ownSequences.set(shortGeneration(generation), sequence),
            lacks: ({ generation }) => report.lacks(shortGeneration(generation)),
            seen: ({ generation, sequence }) => report.seen(shortGeneration(generation), sequence),
          },
        });
        return follower;
      },
    }),
  });

  const hear = (update: Uint8Array, origin: unknown) => {
    if (origin !== provider || deps.isFromRelay()) return;
    heard.settle();
    heard.add(update);
  };
  if (deps.crossTab) doc.on('update', hear);

  provider.on('sync', (synced: boolean) => {
    if (!synced) return;
    heard.take(); // the answer to the question that follows brings whatever the relay lacks
    turnedAway = undefined;
    report.logRead();
  });
  // Of closes after which the provider does not come back by itself.
  provider.on('closed', ({ code }) => {
    turnedAway = closeCodeFromNumber(code);
    report.changed();
  });
  provider.on('status', report.changed);
  provider.on('connection-close', report.changed);

  return {
    get phase() {
      if (follower?.live) return 'live';
      if (follower?.opened) return 'catching-up';
      return provider.ws ? 'connecting' : 'off';
    },
    get turnedAway() {
      return turnedAway;
    },
    get putOff() {
      return follower?.putOff;
    },
    seenBy: (others) => {
      const { cursor } = knowledge;
      if (!cursor || !follower) return false;
      const generation = shortGeneration(cursor.generation);
      const own = ownSequences.get(generation) ?? 0;
      return others.some(({ seen }) => seen?.generation === generation && seen.sequence >= own);
    },
    helpOthers: (others) => {
      presentOthers = others;
      helpOthers();
    },
    sendIfIdle: (updates) => {
      if (!follower?.live || !follower.idle) return;
      const update = Y.mergeUpdates([...updates]);
      if (!isAtRelay(knowledge, update)) follower.append(update);
    },
    connect: () => {
      line.probe();
      provider.connect();
    },
    close: () => {
      snapshots.stop();
      for (const counted of recentReplays) clearTimeout(counted);
      doc.off('update', hear);
      provider.destroy();
    },
  };
};

/** Enough of a log's id to tell two logs of one list apart in a presence message. */
const shortGeneration = (id: Uint8Array): string => `${id[0]}.${id[1]}.${id[2]}.${id[3]}`;

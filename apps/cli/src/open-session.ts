/** One list, open for a command: its document, its copy on this device, its relay. */
import { loadCatalogue, openList, type ToteList, visibleBytes } from '@tote/list';
import {
  chooseEd25519,
  encodeLink,
  fingerprint,
  type Fingerprint,
  linkFor,
  type ListKeys,
  type RandomBytes,
  type Role,
} from '@tote/seal';
import { createListSeal, openReplica, type Replica } from '@tote/sync';
import type { DeviceStore } from './lmdb-store.ts';
import { keysOfLink } from './read-link.ts';
import type { ReachedRelay, Relays } from './relays.ts';
import type { ShelfEntry } from './shelf.ts';

/** What a session needs from outside. */
export interface SessionDeps {
  readonly store: DeviceStore;
  readonly random: RandomBytes & ((length: number) => Uint8Array<ArrayBuffer>);
  readonly nowMs: () => number;
  /** Of what is typed and shown, such as `de`. */
  readonly language: string;
  readonly relays: Relays;
  /** Nobody is asked (C2). */
  readonly isOffline: boolean;
}

/** How far a session came: the relay's log is read and all of ours acknowledged, or why not. */
export type Reached = 'at-relay' | 'unreachable' | 'refused';

/** An open list. */
export interface Session {
  readonly entry: ShelfEntry;
  readonly list: ToteList;
  readonly replica: Replica;
  /** Whether the catalogue knows a product of this name. */
  isProduct(name: string): boolean;
  fingerprint(): Fingerprint;
  /** Address to pass on; undefined if this device may not give that role. */
  linkAddress(role: Role): string | undefined;
  /** Waits until the relay has said what is new and has all that is ours, but not beyond the end of the patience, and not for a relay that is not there. */
  settle(patience: Promise<unknown>): Promise<Reached>;
  /** Waits until this device has tried to store what was changed; whether it could. */
  stored(): Promise<boolean>;
  close(): Promise<void>;
}

/** Throws if the link is not that list's: the store was tampered with. */
const keysOf = async ({ link, listId }: Pick<ShelfEntry, 'link' | 'listId'>): Promise<ListKeys> => {
  const keys = await keysOfLink(link);
  if (!keys.ok || keys.value.listId !== listId) throw new Error('the stored link of this list is damaged');
  return keys.value;
};

/** Calls `look` whenever the replica or the relay has moved, until it answers. */
const lookUntil = <Answer>(replica: Replica, relay: ReachedRelay | undefined, look: () => Answer | undefined) =>
  new Promise<Answer>((resolve) => {
    const lookAgain = (): void => {
      const answer = look();
      if (answer === undefined) return;
      for (const stop of stops) stop();
      resolve(answer);
    };
    const stops = [replica.onStatus(lookAgain), relay?.onAway(lookAgain) ?? (() => false)];
    lookAgain();
  });

/** Opens a list of this device. Throws if its link or its copy cannot be read. */
export const openSession = async (deps: SessionDeps, entry: ShelfEntry): Promise<Session> => {
  const { store, random, nowMs, language } = deps;
  const { listId, role, device, app } = entry;
  const [keys, catalogue, ed25519] = await Promise.all([keysOf(entry), loadCatalogue(language), chooseEd25519()]);
  const relay = deps.isOffline ? undefined : deps.relays.at(app);
  const replica = await openReplica({
    listId,
    role,
    relays: relay ? [relay.connection.forList(createListSeal({ keys, ed25519, random }))] : [],
    store: store.copies,
    random,
    device,
  });
  if (replica.status.local.state === 'failing') {
    await replica.close();
    throw new Error('what this device has of the list cannot be read'); // an empty list would be shown, or left, as if it were all
  }
  const isProduct = (name: string): boolean => catalogue.ok && catalogue.value.has(name);
  const list = openList(replica.doc, {
    device,
    random,
    nowMs,
    locale: () => language,
    readOnly: role === 'view',
    isProduct,
    aisleOf: (name) => (catalogue.ok ? catalogue.value.aisleOf(name) : undefined),
  });
  return {
    entry,
    list,
    replica,
    isProduct,
    fingerprint: () => fingerprint(keys, visibleBytes(list.view)),
    linkAddress: (wanted) => {
      const link = linkFor(keys, wanted);
      return link && `${app}/join#${encodeLink(link)}`;
    },
    settle: (patience) => {
      const settled = lookUntil<Reached>(replica, relay, () => {
        const { status } = replica;
        if (status.relay === 'refused' || status.turnedAway) return 'refused';
        if (status.relay === 'live')
          return status.waiting === 0 && status.local.state === 'saved' ? 'at-relay' : undefined;
        return !relay || (relay.isAway && status.relay !== 'catching-up') ? 'unreachable' : undefined;
      });
      return Promise.race([settled, patience.then((): Reached => 'unreachable')]);
    },
    stored: () =>
      lookUntil(replica, undefined, () => {
        const { state } = replica.status.local;
        return state === 'saving' ? undefined : state === 'saved';
      }),
    close: async () => {
      list.dispose();
      await replica.close();
    },
  };
};

/** One list, open for a command: its document, its copy on this device, its relay. */
import { loadCatalogue, openList, type ToteList, visibleBytes } from '@tote/list';
import {
  chooseEd25519,
  decodeLink,
  deriveKeys,
  encodeLink,
  fingerprint,
  type Fingerprint,
  linkFor,
  type ListKeys,
  type RandomBytes,
  type Role,
} from '@tote/seal';
import { createListSeal, createRelayConnection, openReplica, type Replica, type WebSocketLike } from '@tote/sync';
import { WebSocket } from 'ws';
import type { DeviceStore } from './lmdb-store.ts';
import type { ShelfEntry } from './shelf.ts';

/** What a session needs from outside. */
export interface SessionDeps {
  readonly store: DeviceStore;
  readonly random: RandomBytes & ((length: number) => Uint8Array<ArrayBuffer>);
  readonly nowMs: () => number;
  /** Of what is typed and shown, such as `de`. */
  readonly language: string;
  /** What a private relay asks for. */
  readonly accessToken: string | undefined;
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
  fingerprint(): Fingerprint;
  /** Address to pass on; undefined if this device may not give that role. */
  linkAddress(role: Role): string | undefined;
  /** Waits until the relay has said what is new and has all that is ours, but no longer than so many milliseconds, and not for a relay that is not there. */
  settle(waitMs: number): Promise<Reached>;
  /** Waits until this device has tried to store what was changed; whether it could. */
  stored(): Promise<boolean>;
  close(): Promise<void>;
}

const relayUrl = (app: string): string => `${app.replace(/^http/u, 'ws')}/relay`;

/** The connection asks for ArrayBuffers, which the types of ws do not know of. */
const dial = (url: string, protocols: string[], onFailure: () => void): WebSocketLike => {
  const socket = new WebSocket(url, protocols, { perMessageDeflate: false });
  socket.on('error', onFailure);
  return socket as unknown as WebSocketLike;
};

/** Keys of a list of this device. Throws if its link is not that list's: the store was tampered with. */
export const keysOf = async ({ link, listId }: Pick<ShelfEntry, 'link' | 'listId'>): Promise<ListKeys> => {
  const decoded = decodeLink(link);
  const keys = decoded.ok ? await deriveKeys(decoded.value, await chooseEd25519()) : decoded;
  if (!keys.ok || keys.value.listId !== listId) throw new Error('the stored link of this list is damaged');
  return keys.value;
};

const settleReplica = (
  replica: Replica,
  waitMs: number,
  hasFailed: () => boolean,
  onFailed: (tell: () => void) => void,
) =>
  new Promise<Reached>((resolve) => {
    const look = (isLast: boolean): void => {
      const { relay, waiting, local } = replica.status;
      if (relay === 'refused' || replica.status.turnedAway) return end('refused');
      if (relay === 'live' && waiting === 0 && local.state === 'saved') return end('at-relay');
      if (isLast || (hasFailed() && relay !== 'live' && relay !== 'catching-up')) end('unreachable');
    };
    const stop = replica.onStatus(() => look(false));
    const timer = setTimeout(() => look(true), waitMs);
    const end = (reached: Reached): void => {
      stop();
      clearTimeout(timer);
      resolve(reached);
    };
    onFailed(() => look(false));
    look(waitMs === 0);
  });

/** Opens a list of this device. */
export const openSession = async (deps: SessionDeps, entry: ShelfEntry): Promise<Session> => {
  const { store, random, nowMs, language } = deps;
  const { listId, role, device, app } = entry;
  const [keys, catalogue, ed25519] = await Promise.all([keysOf(entry), loadCatalogue(language), chooseEd25519()]);
  let hasFailed = deps.isOffline;
  let onFailed: () => void = () => undefined;
  const connection = createRelayConnection({
    url: relayUrl(app),
    openSocket: (url, protocols) =>
      dial(url, protocols, () => {
        hasFailed = true;
        onFailed();
      }),
    accessToken: () => deps.accessToken,
  });
  const replica = await openReplica({
    listId,
    role,
    relays: deps.isOffline ? [] : [connection.forList(createListSeal({ keys, ed25519, random }))],
    store: store.copies,
    random,
    device,
  });
  const list = openList(replica.doc, {
    device,
    random,
    nowMs,
    locale: () => language,
    readOnly: role === 'view',
    aisleOf: (name) => (catalogue.ok ? catalogue.value.aisleOf(name) : undefined),
  });
  return {
    entry,
    list,
    replica,
    fingerprint: () => fingerprint(keys, visibleBytes(list.view)),
    linkAddress: (wanted) => {
      const link = linkFor(keys, wanted);
      return link && `${app}/join#${encodeLink(link)}`;
    },
    settle: (waitMs) =>
      settleReplica(
        replica,
        waitMs,
        () => hasFailed,
        (tell) => (onFailed = tell),
      ),
    stored: () =>
      new Promise((resolve) => {
        const look = (): void => {
          if (replica.status.local.state === 'saving') return;
          stop();
          resolve(replica.status.local.state === 'saved');
        };
        const stop = replica.onStatus(look);
        look();
      }),
    close: async () => {
      list.dispose();
      await replica.close();
      connection.close();
    },
  };
};

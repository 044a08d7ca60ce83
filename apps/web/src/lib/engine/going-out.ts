/**
 * What takes a list out of this device: keys, links, and the relay that served the app. A chunk of its own, fetched when
 * a list is on the screen: showing it takes none of this.
 */
import { visibleBytes } from '@tote/list';
import {
  chooseEd25519,
  createEditSecret,
  decodeLink,
  deriveKeys,
  type Ed25519,
  encodeLink,
  fingerprint,
  type ListKeys,
  linkFor,
} from '@tote/seal';
import type { Relay, WebSocketLike } from '@tote/sync';
import { createListSeal } from '@tote/sync/list-seal';
import { createRelayConnection } from '@tote/sync/relay';
import { fragmentOf } from '../arrival/arrival.ts';
import type { LinkFacts, LinkReading, UnlockedList } from './list-engine.ts';

/** What the way out needs. */
export interface GoingOutDeps {
  readonly random: (length: number) => Uint8Array<ArrayBuffer>;
  /** What a private relay asks for, if the person was given it. */
  readonly accessToken: () => string | undefined;
}

/** The way out. */
export interface GoingOut {
  /** Draws the keys of a new list. */
  createList(): Promise<LinkFacts>;
  readLink(text: string): Promise<LinkReading>;
  /** Derives the keys of a list of this device; rejects when the link is not that list's. */
  unlock(link: string, listId: string): Promise<ConnectedList>;
}

/** A list whose keys are there, and its relay. */
export interface ConnectedList extends UnlockedList {
  readonly relay: Relay;
}

/** The connection asks for ArrayBuffers, which TypeScript cannot know of a browser's socket. */
const openSocket = (url: string, protocols: string[]): WebSocketLike =>
  new WebSocket(url, protocols) as unknown as WebSocketLike;

const readKeys = async (text: string, ed25519: Ed25519) => {
  const link = decodeLink(fragmentOf(text));
  return link.ok ? deriveKeys(link.value, ed25519) : link;
};

const factsOf = (keys: ListKeys): LinkFacts => {
  const link = linkFor(keys, keys.role);
  if (!link) throw new Error('keys that cannot make their own link');
  return { listId: keys.listId, role: keys.role, link: encodeLink(link) };
};

/** Prepares the way out; nothing is dialled before a replica wants to connect. */
export const prepareGoingOut = async (relayUrl: string, { random, accessToken }: GoingOutDeps): Promise<GoingOut> => {
  const ed25519 = await chooseEd25519();
  const connection = createRelayConnection({ url: relayUrl, openSocket, accessToken });
  return {
    async createList() {
      const keys = await deriveKeys({ role: 'edit', editSecret: createEditSecret(random) }, ed25519);
      if (!keys.ok) throw new Error('a new secret gave no keys');
      return factsOf(keys.value);
    },
    async readLink(text) {
      const keys = await readKeys(text, ed25519);
      return keys.ok ? { ok: true, value: factsOf(keys.value) } : keys;
    },
    async unlock(link, listId) {
      const read = await readKeys(link, ed25519);
      if (!read.ok) throw new Error(read.error.type);
      const keys = read.value;
      if (keys.listId !== listId) throw new Error('the stored link opens another list');
      return {
        relay: connection.forList(createListSeal({ keys, ed25519, random })),
        fingerprintOf: (view) => fingerprint(keys, visibleBytes(view)),
        linkText: (role) => {
          const passedOn = linkFor(keys, role);
          return passedOn && encodeLink(passedOn);
        },
      };
    },
  };
};

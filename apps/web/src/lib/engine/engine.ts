/** The adapter of {@link ListEngine} that is used: real documents, keys, storage and relay. A chunk of its own. */
import { createList, formatAmounts, formatParts, visibleBytes } from '@tote/list';
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
import {
  createIndexedDbStore,
  createLazyRelay,
  createMemoryStore,
  type LocalStore,
  openReplica,
  type Relay,
  type Replica,
  type WebSocketLike,
} from '@tote/sync';
import { unitNames } from './unit-names.ts';
import { afterPaint } from './after-paint.ts';
import { loadTextReader, type TextReader } from './text-reader.ts';
import { fragmentOf } from '../arrival/arrival.ts';
import type { LinkFacts, LinkReading, ListEngine, OpenedList, OpenRequest } from './list-engine.ts';

/** What the engine needs of the page. */
export interface EngineDeps {
  readonly random: (length: number) => Uint8Array<ArrayBuffer>;
  readonly nowMs: () => number;
}

/** The relay that served the app. */
const relayUrl = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/relay`;

/** The connection asks for ArrayBuffers, which TypeScript cannot know of a browser's socket. */
const openSocket = (url: string): WebSocketLike => new WebSocket(url) as unknown as WebSocketLike;

/** What it takes to talk to a relay is fetched when the list is on the screen. */
const homeRelay = (url: string): Relay =>
  createLazyRelay(url, async () => {
    await afterPaint();
    const { createRelayConnection } = await import('@tote/sync/relay');
    return createRelayConnection({ url, openSocket });
  });

const localStore = (): LocalStore => {
  try {
    return createIndexedDbStore({ factory: indexedDB, locks: 'locks' in navigator ? navigator.locks : undefined });
  } catch {
    return createMemoryStore();
  }
};

const factsOf = (keys: ListKeys): LinkFacts => {
  const link = linkFor(keys, keys.role);
  if (!link) throw new Error('keys that cannot make their own link');
  return { listId: keys.listId, role: keys.role, link: encodeLink(link) };
};

const readKeys = async (text: string, ed25519: Ed25519) => {
  const link = decodeLink(fragmentOf(text));
  return link.ok ? deriveKeys(link.value, ed25519) : link;
};

const present = (
  replica: Replica,
  deps: EngineDeps,
  reader: TextReader,
  request: OpenRequest,
  onClose: () => void,
): OpenedList => {
  const { keys, doc, presence } = replica;
  const { device, language } = request;
  const readOnly = keys.role === 'view';
  const readText = (text: string) => reader.read(text, language());
  const list = createList(doc, { device, random: deps.random, nowMs: deps.nowMs, readText, readOnly });
  return {
    list,
    whenTextIsRead: () => reader.ready,
    role: keys.role,
    device,
    get status() {
      return replica.status;
    },
    onStatus: (listener) => replica.onStatus(listener),
    presence,
    fingerprint: () => fingerprint(keys, visibleBytes(list.view)),
    amountText: ({ amounts }, language) => {
      const [only, ...more] = amounts;
      return only && more.length === 0 ? formatParts(only, language) : formatAmounts(amounts, language);
    },
    unitNames,
    linkText: (role) => {
      const link = linkFor(keys, role);
      return link && encodeLink(link);
    },
    async close() {
      onClose();
      await replica.close();
    },
  };
};

/** A device that wakes up or finds a network tries at once; what the status says still comes from acknowledgements alone. */
const wakeUp = (replicas: ReadonlySet<Replica>): void => {
  const wake = () => {
    if (document.visibilityState === 'hidden') return;
    for (const replica of replicas) replica.reconnectNow();
  };
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
};

/** Starts the engine of this page. */
export const startEngine = async (deps: EngineDeps): Promise<ListEngine> => {
  const ed25519 = await chooseEd25519();
  const store = localStore();
  const relay = homeRelay(relayUrl());
  const reader = loadTextReader(afterPaint());
  const replicas = new Set<Replica>();
  wakeUp(replicas);

  const readLink = async (text: string): Promise<LinkReading> => {
    const keys = await readKeys(text, ed25519);
    return keys.ok ? { ok: true, value: factsOf(keys.value) } : keys;
  };

  return {
    readLink,
    async createList() {
      const secret = createEditSecret(deps.random);
      const keys = await deriveKeys({ role: 'edit', editSecret: secret }, ed25519);
      if (!keys.ok) throw new Error('a new secret gave no keys');
      return factsOf(keys.value);
    },
    async open(request) {
      const keys = await readKeys(request.link, ed25519);
      if (!keys.ok) throw new Error(keys.error.type);
      const replica = await openReplica({
        keys: keys.value,
        relays: [relay],
        store,
        ed25519,
        random: deps.random,
        crossTab: 'BroadcastChannel' in window,
      });
      replicas.add(replica);
      return present(replica, deps, reader, request, () => replicas.delete(replica));
    },
    async forget(listId) {
      await store.remove(listId);
    },
  };
};

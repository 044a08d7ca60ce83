/** The adapter of {@link ListEngine} that is used: real documents, storage, keys and relay. A chunk of its own. */
import { aisleName, AISLES, createAmountFormat, createList, orderAisles } from '@tote/list';
import { createIndexedDbStore, createLazyRelay, type LocalStore, openReplica, type Replica } from '@tote/sync';
import { once } from '../once.ts';
import { afterPaint, breath } from './after-paint.ts';
import type { ConnectedList, GoingOutDeps } from './going-out.ts';
import type { ListEngine, ListPlace, OpenedList, OpenRequest, UnlockedList } from './list-engine.ts';
import { loadTextReader, type TextReader } from './text-reader.ts';
import { unitNames } from './unit-names.ts';

/** What the engine needs of the page. */
export interface EngineDeps extends GoingOutDeps {
  readonly nowMs: () => number;
}

/** The relay that served the app. */
const relayUrl = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/relay`;

const localStore = async (): Promise<LocalStore> => {
  try {
    return createIndexedDbStore({ factory: indexedDB, locks: 'locks' in navigator ? navigator.locks : undefined });
  } catch {
    const { createMemoryStore } = await import('@tote/sync/memory-store');
    return createMemoryStore();
  }
};

/** A moment that others wait for. */
const deferred = () => {
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  return { reached, reach };
};

const present = (
  replica: Replica,
  deps: EngineDeps,
  reader: TextReader,
  request: OpenRequest,
  unlock: () => Promise<UnlockedList>,
  onClose: () => void,
): OpenedList => {
  const { doc, presence } = replica;
  const { device, role, language, isProduct } = request;
  const readOnly = role === 'view';
  const readText = (text: string, isOnList: (name: string) => boolean) =>
    reader.read(text, language(), (name) => isOnList(name) || isProduct(name));
  const list = createList(doc, { device, random: deps.random, nowMs: deps.nowMs, readText, readOnly });
  return {
    list,
    whenTextIsRead: () => reader.ready,
    role,
    device,
    get status() {
      return replica.status;
    },
    onStatus: (listener) => replica.onStatus(listener),
    presence,
    unlock,
    fingerprint: async () => (await unlock()).fingerprintOf(list.view),
    amountText: ({ amounts }, { code, unitWords }) => createAmountFormat(code, unitWords).sums(amounts),
    unitNames: ({ code, unitWords }) => unitNames(createAmountFormat(code, unitWords)),
    aisleOrder: (aisles, store) => orderAisles(aisles, store, AISLES),
    aisleName: (aisle, { aisleNames }) => aisleName(aisle, aisleNames),
    unsentItems: async () => {
      const { itemsIn } = await import('./items-in-update.ts');
      return itemsIn(replica.waitingUpdates);
    },
    async close() {
      onClose();
      await replica.close();
    },
  };
};

/** A device that wakes up or finds a network tries at once; what the status says still comes from acknowledgements alone. */
const wakeUp = (reconnect: () => void): void => {
  const wake = () => {
    if (document.visibilityState !== 'hidden') reconnect();
  };
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
};

/** Starts the engine of this page. */
export const startEngine = async (deps: EngineDeps): Promise<ListEngine> => {
  const store = await localStore();
  const url = relayUrl();
  const firstShown = deferred();
  const reader = loadTextReader(firstShown.reached);
  const replicas = new Map<string, Replica>();
  const copyDeps = { store, ...deps, openReplicaOf: (listId: string) => replicas.get(listId) };
  const goingOut = once(async () => {
    const { prepareGoingOut } = await import('./going-out.ts');
    await breath();
    return prepareGoingOut(url, deps);
  });
  const reconnect = () => {
    for (const replica of replicas.values()) replica.reconnectNow();
  };
  wakeUp(reconnect);

  const replicaOf = async (
    { listId, role, device }: ListPlace & Partial<Pick<OpenRequest, 'device'>>,
    unlock: () => Promise<ConnectedList>,
  ): Promise<Replica> => {
    const replica = await openReplica({
      listId,
      role,
      relays: [
        createLazyRelay(url, async () => {
          const { relay } = await unlock();
          await breath();
          return relay;
        }),
      ],
      store,
      random: deps.random,
      device,
      crossTab: 'BroadcastChannel' in window,
    });
    replicas.set(listId, replica);
    return replica;
  };

  return {
    reconnect,
    readLink: async (text) => (await goingOut()).readLink(text),
    createList: async () => (await goingOut()).createList(),
    async open(request) {
      const { listId, link } = request;
      const shown = deferred();
      const unlock = once(async () => {
        await shown.reached;
        return (await goingOut()).unlock(link, listId);
      });
      const replica = await replicaOf(request, unlock);
      await breath();
      const opened = present(replica, deps, reader, request, unlock, () => replicas.delete(listId));
      await breath();
      // The screen draws the list as soon as it has it: what comes after that paint holds nothing up.
      void afterPaint().then(() => {
        shown.reach();
        firstShown.reach();
      });
      return opened;
    },
    async openKeyring(place) {
      const [{ presentKeyring }, replica] = await Promise.all([
        import('./open-keyring.ts'),
        replicaOf(place, async () => (await goingOut()).unlock(place.link, place.listId)),
      ]);
      return presentKeyring(replica, () => replicas.delete(place.listId));
    },
    read: async (place) => (await import('./list-copies.ts')).readCopy(copyDeps, place),
    merge: async (place, document) => (await import('./list-copies.ts')).mergeInto(copyDeps, place, document),
    async forget(listId) {
      await store.remove(listId);
    },
  };
};

/** Devices with one list, for sync's own tests: each its own connections, and its own disk unless one is given. */
import { chooseEd25519, createEditSecret, deriveKeys, linkFor, type ListKeys } from '@tote/seal';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { createListSeal } from '../list-seal.ts';
import type { LocalStore } from '../local-store.ts';
import { createMemoryStore } from '../memory-store.ts';
import { createRelayConnection } from '../relay-connection.ts';
import { openReplica, type Replica } from '../replica.ts';
import { TinyRelay } from './tiny-relay.ts';

/** What a device may be given. */
export interface DeviceOptions {
  /** Tabs of one device have one name. */
  readonly name?: string;
  readonly store?: LocalStore;
  readonly keys?: ListKeys;
  readonly relays?: readonly TinyRelay[];
  readonly token?: () => string;
  /** Tabs of one browser hear each other. In one process they do so at once, as lib0 has it for what one page says to itself. */
  readonly crossTab?: boolean;
  readonly snapshotAfterEntries?: number;
  /** The pause before a snapshot, which is drawn from one byte, is the shortest: 20 ms. */
  readonly snapshotsSoon?: boolean;
}

/** Not seeded: these are examples, which hold whatever the keys are. */
export const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));
/** The signatures of this platform. */
export const ed25519 = await chooseEd25519();

const derive = async (link: Parameters<typeof deriveKeys>[0]): Promise<ListKeys> => {
  const derived = await deriveKeys(link, ed25519);
  if (!derived.ok) throw new Error(derived.error.type);
  return derived.value;
};
/** Of an editor. */
export const keys = await derive({ role: 'edit', editSecret: createEditSecret(random) });
const viewLink = linkFor(keys, 'view');
if (!viewLink) throw new Error('an editor can make a view link');
/** Of a viewer of the same list. */
export const viewKeys = await derive(viewLink);

const opened = new Set<Replica>();

/** The address of a device's first, second … relay. */
export const relayUrl = (index: number): string => `ws://relay-${index}.test:4680/relay`;

/** Opens the list on a device. */
export const openDevice = async (
  options: DeviceOptions & Required<Pick<DeviceOptions, 'relays'>>,
): Promise<Replica> => {
  const listKeys = options.keys ?? keys;
  const replica = await openReplica({
    listId: listKeys.listId,
    role: listKeys.role,
    device: options.name,
    store: options.store ?? createMemoryStore(),
    relays: options.relays.map(({ openSocket }, index) =>
      createRelayConnection({
        url: relayUrl(index),
        openSocket,
        ...(options.token && { accessToken: options.token }),
        times: { answerDeadlineMs: 300, pingAfterMs: 200 },
      }).forList(createListSeal({ keys: listKeys, ed25519, random })),
    ),
    random: (length) => (options.snapshotsSoon && length === 1 ? new Uint8Array(1) : random(length)),
    crossTab: options.crossTab ?? false,
    ...(options.snapshotAfterEntries !== undefined && { snapshotAfterEntries: options.snapshotAfterEntries }),
  });
  opened.add(replica);
  return replica;
};

/** Closes every device, after a test. */
export const closeDevices = async (): Promise<void> => {
  await Promise.all([...opened].map((replica) => replica.close()));
  opened.clear();
};

/** A relay of its own for each test of a file, and devices that follow it unless they are told otherwise. */
export const setUpRelay = () => {
  let relay: TinyRelay;
  beforeEach(() => {
    relay = new TinyRelay();
  });
  afterEach(closeDevices);
  return {
    get relay(): TinyRelay {
      return relay;
    },
    device: (options: DeviceOptions = {}): Promise<Replica> => openDevice({ relays: [relay], ...options }),
  };
};

/** Does something. */
export const write = (replica: Replica, word: string): void => replica.doc.getArray<string>('words').push([word]);
/** What was done. */
export const words = (replica: Replica): string[] => replica.doc.getArray<string>('words').toArray();
/** Waits for a condition, with a deadline. */
export const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 8_000, interval: 5 });
/** Waits until all is at the relay, on the disk and the same. */
export const untilAgreed = (...all: readonly Replica[]): Promise<void> =>
  until(() => {
    for (const replica of all) {
      expect(replica.status).toMatchObject({ relay: 'live', waiting: 0, local: { state: 'saved' } });
      expect(words(replica)).toEqual(words(all[0] ?? replica));
    }
  });

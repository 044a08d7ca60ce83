import { createDeviceKey, devicePublicKey, sealForDevice } from '@tote/seal/device-box';
import { createKeyring, type Keyring } from '@tote/sync';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import * as Y from 'yjs';
import type { LinkFacts, ListEngine, OpenedKeyring } from '../engine/list-engine.ts';
import { enLater } from '../messages/later/en.ts';
import { createMemoryShelfStore } from '../shelf/memory-shelf-store.ts';
import { createHandClock } from '../testing/hand-clock.ts';
import { OwnDevices } from './own-devices.svelte.ts';
import { Shelf } from './shelf.svelte.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

const factsOf = (listId: string): LinkFacts => ({ listId, role: 'edit', link: `edit-${listId}` });

/** This device, with a keyring "first" of its own unless it is to be single, and the keyrings as every holder of their links has them. */
const setUp = async ({ isSingle = false } = {}) => {
  const said: string[] = [];
  let isAway = false;
  const listeners = new Set<(status: OpenedKeyring['status']) => void>();
  const status = () => ({ relay: isAway ? 'connecting' : 'live', waiting: 0 }) as OpenedKeyring['status'];
  const setAway = (away: boolean) => {
    isAway = away;
    for (const listener of listeners) listener(status());
  };
  const docs = new Map<string, Y.Doc>();
  const open = new Set<string>();
  const keyringOf = (listId: string): Keyring => {
    const doc = docs.get(listId) ?? new Y.Doc();
    docs.set(listId, doc);
    return createKeyring(doc);
  };
  const tabNames: (string | undefined)[] = [];
  const openKeyring: ListEngine['openKeyring'] = ({ listId, device }): Promise<OpenedKeyring> => {
    open.add(listId);
    tabNames.push(device);
    return Promise.resolve({
      keyring: keyringOf(listId),
      get status() {
        return status();
      },
      onStatus: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: () => Promise.resolve(void open.delete(listId)),
    });
  };
  const readLink: ListEngine['readLink'] = (text) => Promise.resolve({ ok: true, value: factsOf(text.slice(5)) });
  const shelf = new Shelf({
    store: createMemoryShelfStore(),
    random,
    nowMs: () => 0,
    schedule: createHandClock().schedule,
    onFailure: (error) => expect.unreachable(String(error)),
    onWritten: () => undefined,
    onOutsideChange: () => undefined,
  });
  const forgotten: string[] = [];
  const forget = (listId: string) => Promise.resolve(void forgotten.push(listId));
  const engine = { openKeyring, readLink, forget, createList: () => Promise.resolve(factsOf('first')) };
  const devices = new OwnDevices({
    shelf,
    snackbar: { show: ({ text }) => void said.push(typeof text === 'string' ? text : text(enLater)) },
    lists: { close: () => Promise.resolve() } as unknown as ConstructorParameters<typeof OwnDevices>[0]['lists'],
    engine: () => Promise.resolve(engine as unknown as ListEngine),
    readLink,
    openRest: () => Promise.resolve(),
  });
  if (!isSingle) await devices.begin('phone');

  /** What another device writes into a keyring: its name, and a move to `to` with a box for this one. */
  const moveBy = async (
    id: string,
    to: string,
    how: { named?: boolean; key?: Uint8Array; boxed?: boolean; keyring?: Keyring } = {},
  ) => {
    const { own } = devices;
    if (!own) throw new Error('this device has no keyring');
    const deviceKey = createDeviceKey(random);
    const keyring = how.keyring ?? keyringOf('first');
    const publicKey = await devicePublicKey(deviceKey);
    if (how.named ?? true) keyring.putDevice({ id, name: id, publicKey });
    const link = new TextEncoder().encode(factsOf(to).link);
    const box = await sealForDevice(how.key ?? deviceKey, await devicePublicKey(own.deviceKey), link, random);
    if (!box) throw new Error('no box');
    keyring.putMove({ from: id, boxes: how.boxed === false ? new Map() : new Map([[own.deviceId, box]]) });
  };
  /** Resolves when the moves in this device's keyring are behind it: a list that came after them is taken in. */
  const movesAreRead = async (listId = 'list') => {
    keyringOf('first').putLists([{ link: factsOf(listId).link, listId, title: '', emoji: '', colour: '' }]);
    await vi.waitFor(() => expect(shelf.anyByListId(listId)).toBeDefined());
  };
  return { devices, setAway, shelf, said, open, forgotten, tabNames, keyringOf, moveBy, movesAreRead };
};

it('[S12] tabs of a device know each other by its id in the keyring', async () => {
  const { devices, tabNames } = await setUp();
  expect(tabNames).toEqual([devices.own?.deviceId]);
});

describe('a device whose keyring moves', () => {
  it('[G5] goes along with one that the keyring names, and hears the old keyring no more', async () => {
    const { devices, open, moveBy, keyringOf } = await setUp();
    await moveBy('tablet', 'second');
    await vi.waitFor(() => expect(devices.own?.listId).toBe('second'));
    await vi.waitFor(() => expect([...open]).toEqual(['second']));
    await moveBy('laptop', 'third');
    keyringOf('second').putDevice({ id: 'desk', name: 'desk', publicKey: new Uint8Array(32) });
    await vi.waitFor(() => expect(devices.devices.map(({ name }) => name).sort()).toEqual(['desk', 'phone']));
    expect(devices.own?.listId).toBe('second');
  });

  it('[G5] stays where it is when the box was sealed by somebody else', async () => {
    const { devices, moveBy, movesAreRead } = await setUp();
    await moveBy('tablet', 'elsewhere', { key: createDeviceKey(random) });
    await movesAreRead();
    expect([devices.own?.listId, devices.wasRemoved]).toEqual(['first', false]);
  });

  it('[G5] stays where it is when the keyring does not name who moves', async () => {
    const { devices, moveBy, movesAreRead } = await setUp();
    await moveBy('stranger', 'elsewhere', { named: false });
    await movesAreRead('one');
    await moveBy('stranger', 'elsewhere', { named: false, boxed: false });
    await movesAreRead('two');
    expect([devices.own?.listId, devices.wasRemoved]).toEqual(['first', false]);
  });

  it('[G5] was removed if a move has no box for it', async () => {
    const { devices, said, open, moveBy } = await setUp();
    await moveBy('tablet', 'second', { boxed: false });
    await vi.waitFor(() => expect(devices.wasRemoved).toBe(true));
    await vi.waitFor(() => expect([...open]).toEqual([]));
    expect(devices.own).toBeUndefined();
    expect(said).toEqual([enLater.shelf.devices.wasRemoved]);
  });

  it('[G5] never follows back to a keyring that it left, nor is paired by its link', async () => {
    const { devices, keyringOf, moveBy } = await setUp();
    await moveBy('tablet', 'second');
    await vi.waitFor(() => expect(devices.own?.listId).toBe('second'));
    await devices.pair(factsOf('first'), 'phone');
    expect(devices.own?.listId).toBe('second');
    await moveBy('tablet', 'first', { keyring: keyringOf('second') });
    keyringOf('second').putDevice({ id: 'desk', name: 'desk', publicKey: new Uint8Array(32) });
    await vi.waitFor(() => expect(devices.devices.map(({ name }) => name)).toContain('desk'));
    expect(devices.own?.listId).toBe('second');
  });

  it('[G7] puts no list on a keyring that it was paired with before it has read what became of it', async () => {
    const { devices, shelf, setAway, keyringOf } = await setUp({ isSingle: true });
    setAway(true);
    await devices.pair(factsOf('other'), 'phone');
    shelf.add(factsOf('list'));
    keyringOf('other').putDevice({ id: 'desk', name: 'desk', publicKey: new Uint8Array(32) });
    await vi.waitFor(() => expect(devices.devices.map(({ name }) => name)).toContain('desk'));
    expect(keyringOf('other').view.lists).toEqual([]);
    expect(devices.own?.isUnread).toBe(true);
    setAway(false);
    await vi.waitFor(() => expect(keyringOf('other').view.lists.map(({ listId }) => listId)).toEqual(['list']));
    expect(devices.own?.isUnread).toBe(false);
  });

  it('[G7] gets the lists of an old link, and is told that it is one', async () => {
    const { devices, shelf, said, open, keyringOf } = await setUp({ isSingle: true });
    const old = keyringOf('old');
    old.putDevice({ id: 'tablet', name: 'tablet', publicKey: new Uint8Array(32) });
    old.putLists([{ link: factsOf('list').link, listId: 'list', title: '', emoji: '', colour: '' }]);
    old.putMove({ from: 'tablet', boxes: new Map() });
    await devices.pair(factsOf('old'), 'phone');
    await vi.waitFor(() => expect(devices.hadOldLink).toBe(true));
    await vi.waitFor(() => expect([...open]).toEqual([]));
    expect(shelf.anyByListId('list')).toBeDefined();
    expect([devices.own, devices.wasRemoved, said]).toEqual([undefined, false, [enLater.shelf.devices.oldLink]]);
  });

  it('[G7] stays with its own devices, which hear nothing, when the link is old, and has the lists that it knows', async () => {
    const { devices, shelf, said, open, keyringOf } = await setUp();
    const old = keyringOf('old');
    old.putDevice({ id: 'tablet', name: 'tablet', publicKey: new Uint8Array(32) });
    old.putLists([{ link: factsOf('list').link, listId: 'list', title: '', emoji: '', colour: '' }]);
    old.putMove({ from: 'tablet', boxes: new Map() });
    expect(await devices.pair(factsOf('old'), 'phone')).toBe(false);
    expect(keyringOf('first').view.moves).toEqual([]);
    expect([devices.own?.listId, devices.hadOldLink, [...open]]).toEqual(['first', false, ['first']]);
    expect(shelf.anyByListId('list')).toBeDefined();
    expect(said).toEqual([enLater.shelf.devices.oldLinkKept]);
  });

  it('[G7] takes its other devices nowhere before it has read what became of the keyring there', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { devices, open, forgotten, setAway, keyringOf } = await setUp();
    setAway(true);
    const paired = expect(devices.pair(factsOf('other'), 'phone')).rejects.toThrow('did not say');
    await vi.advanceTimersByTimeAsync(15_000);
    await paired;
    expect([devices.own?.listId, keyringOf('first').view.moves, [...open]]).toEqual(['first', [], ['first']]);
    expect(forgotten, 'no copy of what was never read').toEqual(['other']);
    setAway(false);
    expect(await devices.pair(factsOf('other'), 'phone')).toBe(true);
    expect(devices.own?.listId).toBe('other');
    expect(keyringOf('first').view.moves).toHaveLength(1);
    expect(forgotten).toHaveLength(1);
  });
});

import { createDeviceKey, devicePublicKey, sealForDevice } from '@tote/seal/device-box';
import { createKeyring, type Keyring } from '@tote/sync';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { LinkFacts, ListEngine, OpenedKeyring } from '../engine/list-engine.ts';
import { createMemoryShelfStore } from '../shelf/memory-shelf-store.ts';
import { createHandClock } from '../testing/hand-clock.ts';
import { OwnDevices } from './own-devices.svelte.ts';
import { Shelf } from './shelf.svelte.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

const factsOf = (listId: string): LinkFacts => ({ listId, role: 'edit', link: `edit-${listId}` });

/** This device, with a keyring "first" of its own, and the keyrings as every holder of their links has them. */
const setUp = async () => {
  const docs = new Map<string, Y.Doc>();
  const open = new Set<string>();
  const keyringOf = (listId: string): Keyring => {
    const doc = docs.get(listId) ?? new Y.Doc();
    docs.set(listId, doc);
    return createKeyring(doc);
  };
  const openKeyring = ({ listId }: { readonly listId: string }): Promise<OpenedKeyring> => {
    open.add(listId);
    return Promise.resolve({
      keyring: keyringOf(listId),
      status: { relay: 'live', waiting: 0 } as OpenedKeyring['status'],
      onStatus: () => () => undefined,
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
  });
  const engine = { openKeyring, readLink, createList: () => Promise.resolve(factsOf('first')) };
  const devices = new OwnDevices({
    shelf,
    lists: { close: () => Promise.resolve() } as unknown as ConstructorParameters<typeof OwnDevices>[0]['lists'],
    engine: () => Promise.resolve(engine as unknown as ListEngine),
    readLink,
    openRest: () => Promise.resolve(),
  });
  await devices.begin('phone');
  const own = devices.own;
  if (!own) throw new Error('this device has no keyring');

  /** What another device writes into a keyring: its name, and a move to `to` with a box for this one. */
  const moveBy = async (id: string, to: string, how: { named?: boolean; key?: Uint8Array; boxed?: boolean } = {}) => {
    const deviceKey = createDeviceKey(random);
    const keyring = keyringOf('first');
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
  return { devices, open, keyringOf, moveBy, movesAreRead };
};

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
    const { devices, open, moveBy } = await setUp();
    await moveBy('tablet', 'second', { boxed: false });
    await vi.waitFor(() => expect(devices.wasRemoved).toBe(true));
    await vi.waitFor(() => expect([...open]).toEqual([]));
    expect(devices.own).toBeUndefined();
  });
});

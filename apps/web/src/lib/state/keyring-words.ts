/** What this device writes on the keyring. */
import { sealForDevice } from '@tote/seal/device-box';
import type { KeyringDevice, KeyringList } from '@tote/sync';
import type { OwnKeyring, ShelfEntry } from '../shelf/shelf-store.ts';

/** A list of the shelf as the keyring names it. */
export const keyringListOf = ({ link, listId, glance: { title, emoji, colour } }: ShelfEntry): KeyringList => ({
  link,
  listId,
  title,
  emoji,
  colour,
});

/** Lists of the shelf that the keyring does not have, or not by so strong a link. */
export const missingFrom = (lists: readonly KeyringList[], entries: readonly ShelfEntry[]): readonly KeyringList[] => {
  const known = new Set(lists.map(({ link }) => link));
  return entries.filter(({ link }) => !known.has(link)).map(keyringListOf);
};

/**
 * What to call each device on the screen, by id. Two phones of one make have one name from the start; they are numbered in the
 * order of their ids, which is the same on all of them, so that nobody removes the wrong one.
 */
export const calledById = (devices: readonly KeyringDevice[], unnamed: string): ReadonlyMap<string, string> => {
  const count = new Map<string, number>();
  const byId = devices.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return new Map(
    byId.map(({ id, name }) => {
      const called = name === '' ? unnamed : name;
      const number = (count.get(called) ?? 0) + 1;
      count.set(called, number);
      return [id, number === 1 ? called : `${called} (${number})`];
    }),
  );
};

/** The link of the keyring's new keys, in a box for each of the other devices. */
export const boxesFor = async (
  own: OwnKeyring,
  devices: readonly KeyringDevice[],
  link: string,
  random: (length: number) => Uint8Array<ArrayBuffer>,
): Promise<ReadonlyMap<string, Uint8Array>> => {
  const boxes = new Map<string, Uint8Array>();
  for (const { id, publicKey } of devices) {
    if (id === own.deviceId) continue;
    const box = await sealForDevice(own.deviceKey, publicKey, new TextEncoder().encode(link), random);
    if (box) boxes.set(id, box);
  }
  return boxes;
};

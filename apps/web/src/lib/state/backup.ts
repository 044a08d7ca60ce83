/** A sealed file of all lists, and its way back. Fetched with the sheet that offers it. */
import { openSealedFile, sealFile, type SealedFileError } from '@tote/seal/passphrase';
import { type BackupError, decodeBackup, encodeBackup } from '../engine/backup-file.ts';
import type { ShelfEntry } from '../shelf/shelf-store.ts';
import type { App } from './app.svelte.ts';

/** Shorter passphrases are guessed, however slow each guess is. */
export const PASSPHRASE_CHARS_MIN = 12;

/** A backup of a household is some hundred kilobytes; a larger file is not read at all. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** A sealed file, and what is in it. */
export interface Backup {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly count: number;
  /** Lists whose copy on this device cannot be read: their links are in the file all the same. */
  readonly linksAlone: readonly ShelfEntry[];
}

/** Seals every list of this device that is not in the bin. */
export const makeBackup = async (app: App, passphrase: string): Promise<Backup> => {
  const engine = await app.engine();
  const entries = [...app.shelf.lists, ...app.shelf.archived];
  const lists = [];
  const linksAlone: ShelfEntry[] = [];
  for (const entry of entries) {
    const document = await engine.read(entry).then(
      (copy) => copy.document,
      (error: unknown) => {
        console.warn('Of a list only the link is in the backup', error);
        linksAlone.push(entry);
        return new Uint8Array();
      },
    );
    const { title, emoji, colour } = entry.glance;
    lists.push({ link: entry.link, title, emoji, colour, archived: entry.archivedAtMs !== undefined, document });
  }
  const file = await sealFile(encodeBackup(lists), passphrase, random);
  return { file, count: lists.length - linksAlone.length, linksAlone };
};

/** What restoring came to. */
export type Restored =
  /** `failed`: lists whose copy from the backup could not be stored; what they have at their relays comes all the same. */
  | { readonly ok: true; readonly count: number; readonly failed: readonly ShelfEntry[] }
  | { readonly ok: false; readonly error: SealedFileError | BackupError };

/** Puts the lists of a backup on the shelf and merges what it knows into what is here. Needs no relay. */
export const restoreBackup = async (app: App, file: Blob, passphrase: string): Promise<Restored> => {
  if (file.size > FILE_BYTES_MAX) return { ok: false, error: { type: 'sealed-file-foreign' } };
  const opened = await openSealedFile(new Uint8Array(await file.arrayBuffer()), passphrase);
  if (!opened.ok) return opened;
  const backup = decodeBackup(opened.value);
  if (!backup.ok) return backup;
  const engine = await app.engine();
  let count = 0;
  const failed: ShelfEntry[] = [];
  // The last first: each new list goes on top, and their order is to be that of the backup.
  for (const { link, title, emoji, colour, archived, document } of backup.lists.toReversed()) {
    const read = await engine.readLink(link);
    if (!read.ok) continue;
    const isNew = app.shelf.byListId(read.value.listId) === undefined;
    const entry = app.shelf.add(read.value, { title, emoji, colour });
    if (isNew && archived) app.shelf.archive(entry.localId);
    try {
      if (document.length > 0) await engine.merge(entry, document);
      count += 1;
    } catch (error) {
      console.error('A list of the backup could not be stored', error);
      failed.push(entry);
    }
  }
  void app.openRest();
  return { ok: true, count, failed };
};

/** A sealed file of all lists, and its way back. Fetched with the sheet that offers it. */
import { openSealedFile, sealFile, type SealedFileError } from '@tote/seal/passphrase';
import { type BackupError, decodeBackup, encodeBackup } from '../engine/backup-file.ts';
import type { App } from './app.svelte.ts';

/** Shorter passphrases are guessed, however slow each guess is. */
export const PASSPHRASE_CHARS_MIN = 12;

/** A backup of a household is some hundred kilobytes; a larger file is not read at all. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** Seals every list of this device that is not in the bin. */
export const makeBackup = async (
  app: App,
  passphrase: string,
): Promise<{ readonly file: Uint8Array<ArrayBuffer>; readonly count: number }> => {
  const engine = await app.engine();
  const entries = [...app.shelf.lists, ...app.shelf.archived];
  const lists = [];
  for (const entry of entries) {
    const { document } = await engine.read(entry);
    const { title, emoji, colour } = entry.glance;
    lists.push({ link: entry.link, title, emoji, colour, archived: entry.archivedAtMs !== undefined, document });
  }
  return { file: await sealFile(encodeBackup(lists), passphrase, random), count: lists.length };
};

/** What restoring came to. */
export type Restored =
  { readonly ok: true; readonly count: number } | { readonly ok: false; readonly error: SealedFileError | BackupError };

/** Puts the lists of a backup on the shelf and merges what it knows into what is here. Needs no relay. */
export const restoreBackup = async (app: App, file: Blob, passphrase: string): Promise<Restored> => {
  if (file.size > FILE_BYTES_MAX) return { ok: false, error: { type: 'sealed-file-foreign' } };
  const opened = await openSealedFile(new Uint8Array(await file.arrayBuffer()), passphrase);
  if (!opened.ok) return opened;
  const backup = decodeBackup(opened.value);
  if (!backup.ok) return backup;
  const engine = await app.engine();
  let count = 0;
  // The last first: each new list goes on top, and their order is to be that of the backup.
  for (const { link, title, emoji, colour, archived, document } of backup.lists.toReversed()) {
    const read = await engine.readLink(link);
    if (!read.ok) continue;
    const isNew = app.shelf.byListId(read.value.listId) === undefined;
    const entry = app.shelf.add(read.value, { title, emoji, colour });
    await engine.merge(entry, document);
    if (isNew && archived) app.shelf.archive(entry.localId);
    count += 1;
  }
  void app.openRest();
  return { ok: true, count };
};

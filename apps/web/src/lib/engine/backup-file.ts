/**
 * The content of a backup, before it is sealed:
 *
 *   length of the directory 4, big endian | directory, JSON | documents, one after the other
 *
 * The directory says of each list its link, its look and the length of its document.
 */

/** One list in a backup. */
export interface BackedUpList {
  /** The strongest link that the device had: a secret. */
  readonly link: string;
  readonly title: string;
  readonly emoji: string;
  readonly colour: string;
  readonly archived: boolean;
  /** The whole document as one Yjs update; empty if the device could not read it, and knew its link alone. */
  readonly document: Uint8Array;
}

/** Why the content of an opened backup cannot be used. */
export type BackupError = { readonly type: 'backup-malformed' } | { readonly type: 'backup-version' };

const VERSION = 1;
const LENGTH_BYTES = 4;
/** As many lists as no household has; a longer directory was not made by Tote. */
const LISTS_MAX = 10_000;

/** Joins lists into the content of a backup. */
export const encodeBackup = (lists: readonly BackedUpList[]): Uint8Array<ArrayBuffer> => {
  const directory = {
    version: VERSION,
    lists: lists.map(({ document, ...facts }) => ({ ...facts, bytes: document.length })),
  };
  const text = new TextEncoder().encode(JSON.stringify(directory));
  const parts = [text, ...lists.map(({ document }) => document)];
  const content = new Uint8Array(LENGTH_BYTES + parts.reduce((sum, part) => sum + part.length, 0));
  new DataView(content.buffer).setUint32(0, text.length);
  let at = LENGTH_BYTES;
  for (const part of parts) {
    content.set(part, at);
    at += part.length;
  }
  return content;
};

const textIn = (fields: object, name: string): string => {
  const value: unknown = name in fields ? (fields as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
};

const directoryIn = (content: Uint8Array): { readonly value: unknown; readonly end: number } | undefined => {
  if (content.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + new DataView(content.buffer, content.byteOffset).getUint32(0);
  if (end > content.length) return undefined;
  try {
    return { value: JSON.parse(new TextDecoder().decode(content.subarray(LENGTH_BYTES, end))) as unknown, end };
  } catch {
    return undefined;
  }
};

/** Takes the content of a backup apart. */
export const decodeBackup = (
  content: Uint8Array,
):
  | { readonly ok: true; readonly lists: readonly BackedUpList[] }
  | { readonly ok: false; readonly error: BackupError } => {
  const malformed = { ok: false, error: { type: 'backup-malformed' } } as const;
  const directory = directoryIn(content);
  if (typeof directory?.value !== 'object' || directory.value === null) return malformed;
  const { version, lists } = directory.value as { readonly version?: unknown; readonly lists?: unknown };
  if (version !== VERSION) return { ok: false, error: { type: 'backup-version' } };
  if (!Array.isArray(lists) || lists.length > LISTS_MAX) return malformed;
  const found: BackedUpList[] = [];
  let at = directory.end;
  for (const facts of lists as readonly unknown[]) {
    if (typeof facts !== 'object' || facts === null) return malformed;
    const { bytes, archived } = facts as { readonly bytes?: unknown; readonly archived?: unknown };
    if (!Number.isSafeInteger(bytes) || Number(bytes) < 0 || at + Number(bytes) > content.length) return malformed;
    const document = content.slice(at, at + Number(bytes));
    at += Number(bytes);
    const [link, title, emoji, colour] = [
      textIn(facts, 'link'),
      textIn(facts, 'title'),
      textIn(facts, 'emoji'),
      textIn(facts, 'colour'),
    ];
    found.push({ link, title, emoji, colour, archived: archived === true, document });
  }
  return { ok: true, lists: found };
};

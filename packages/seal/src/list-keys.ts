/**
 * The key tree. HKDF-SHA-256 with one label per arrow, never slices of one output; arrows go one way.
 *
 *   edit secret (16 random bytes)
 *    ├─ write seed ── write key
 *    └─ view secret (16)
 *        ├─ read seed ── read key
 *        └─ content key ── update key, snapshot key, presence key, fingerprint key
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Ed25519 } from './ed25519.ts';
import type { LinkError, ListLink } from './list-link.ts';
import { listIdFromBytes, type ListId } from './list-id-text.ts';
import { SECRET_BYTES, toEditSecret, toViewSecret, type EditSecret, type ViewSecret } from './list-secrets.ts';
import type { Role } from './verify/access.ts';
import { concatBytes } from './verify/byte-strings.ts';
import { labelBytes, type LabelName } from './verify/labels.ts';
import { computeListId, type PublicParts } from './verify/list-id.ts';
import type { Result } from './verify/result.ts';
import { isAcceptablePublicKey } from './verify/strict-ed25519.ts';

const KEY_BYTES = 32;

/** What both roles hold. */
interface ReadingKeys extends PublicParts {
  readonly listId: ListId;
  /** The list id as 32 bytes. */
  readonly listIdBytes: Uint8Array<ArrayBuffer>;
  readonly writePublicKey: Uint8Array<ArrayBuffer>;
  readonly readPublicKey: Uint8Array<ArrayBuffer>;
  readonly contentCommitment: Uint8Array<ArrayBuffer>;
  readonly viewSecret: ViewSecret;
  readonly readSeed: Uint8Array<ArrayBuffer>;
  readonly updateKey: Uint8Array<ArrayBuffer>;
  readonly snapshotKey: Uint8Array<ArrayBuffer>;
  readonly presenceKey: Uint8Array<ArrayBuffer>;
  readonly fingerprintKey: Uint8Array<ArrayBuffer>;
}

/** Keys of somebody with the edit link. */
export interface EditKeys extends ReadingKeys {
  readonly role: 'edit';
  readonly editSecret: EditSecret;
  readonly writeSeed: Uint8Array<ArrayBuffer>;
}

/** Keys of somebody with the view link. */
export interface ViewKeys extends ReadingKeys {
  readonly role: 'view';
}

/** All that a replica derives from a link. Keep it in memory only; store the link. */
export type ListKeys = EditKeys | ViewKeys;

const deriveKey = (parent: Uint8Array, use: LabelName, length = KEY_BYTES): Uint8Array<ArrayBuffer> =>
  hkdf(sha256, parent, labelBytes('keySalt'), labelBytes(use), length);

const deriveReadingKeys = async (
  viewSecret: ViewSecret,
  writePublicKey: Uint8Array<ArrayBuffer>,
  ed25519: Ed25519,
): Promise<ReadingKeys> => {
  const readSeed = deriveKey(viewSecret, 'readKey');
  const contentKey = deriveKey(viewSecret, 'contentKey');
  const readPublicKey = await ed25519.publicKey(readSeed);
  const contentCommitment = sha256(concatBytes(labelBytes('contentCommitment'), contentKey));
  const listIdBytes = computeListId({ writePublicKey, readPublicKey, contentCommitment });
  return {
    listId: listIdFromBytes(listIdBytes),
    listIdBytes,
    writePublicKey,
    readPublicKey,
    contentCommitment,
    viewSecret,
    readSeed,
    updateKey: deriveKey(contentKey, 'updateKey'),
    snapshotKey: deriveKey(contentKey, 'snapshotKey'),
    presenceKey: deriveKey(contentKey, 'presenceKey'),
    fingerprintKey: deriveKey(contentKey, 'fingerprintKey'),
  };
};

/**
 * All keys that a link gives. A view link says its list id; it is computed anew and must be the same, and its write public key
 * must be acceptable, so a view link that was tampered with fails here, before any network.
 */
export const deriveKeys = async (link: ListLink, ed25519: Ed25519): Promise<Result<ListKeys, LinkError>> => {
  if (link.role === 'edit') {
    const editSecret = toEditSecret(link.editSecret);
    const writeSeed = deriveKey(editSecret, 'writeKey');
    const viewSecret = toViewSecret(deriveKey(editSecret, 'viewSecret', SECRET_BYTES));
    const readingKeys = await deriveReadingKeys(viewSecret, await ed25519.publicKey(writeSeed), ed25519);
    return { ok: true, value: { ...readingKeys, role: 'edit', editSecret, writeSeed } };
  }
  if (!isAcceptablePublicKey(link.writePublicKey)) return { ok: false, error: { type: 'link-damaged' } };
  const viewSecret = toViewSecret(link.viewSecret);
  const readingKeys = await deriveReadingKeys(viewSecret, new Uint8Array(link.writePublicKey), ed25519);
  if (readingKeys.listId !== link.listId) return { ok: false, error: { type: 'link-damaged' } };
  return { ok: true, value: { ...readingKeys, role: 'view' } };
};

/** The link that gives a role; undefined when these keys do not include it (a viewer cannot make an edit link). */
export const linkFor = (keys: ListKeys, role: Role): ListLink | undefined => {
  if (role === 'edit') return keys.role === 'edit' ? { role, editSecret: keys.editSecret } : undefined;
  return { role, viewSecret: keys.viewSecret, writePublicKey: keys.writePublicKey, listId: keys.listId };
};

/**
 * The text of a link, for the fragment of a URL:
 *
 *   edit  `e1` + base64url( edit secret 16 | checksum 7 )                                          33 characters
 *   view  `v1` + base64url( view secret 16 | write public key 32 | list id 32 | checksum 7 )     118 characters
 *
 * The digit is the version. The checksum is the beginning of SHA-256(label | the two characters | all before it): a link that lost or
 * changed a character on its way is noticed at once and off-line (one in 2^56 is not; view links are then caught by the list id).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { base64urlToBytes, bytesToBase64url } from './base64url.ts';
import { SECRET_BYTES, toEditSecret, toViewSecret, type EditSecret, type ViewSecret } from './list-secrets.ts';
import { listIdFromBytes, listIdToBytes, type ListId } from './list-id-text.ts';
import { concatBytes, sameBytes } from './verify/byte-strings.ts';
import { labelBytes } from './verify/labels.ts';
import { LIST_ID_BYTES } from './verify/list-id.ts';
import type { Result } from './verify/result.ts';
import type { Role } from './verify/access.ts';

/** Gives everything. */
export interface EditLink {
  readonly role: 'edit';
  readonly editSecret: EditSecret;
}

/** Gives reading: the write public key is in it because it cannot be derived from the view secret. */
export interface ViewLink {
  readonly role: 'view';
  readonly viewSecret: ViewSecret;
  readonly writePublicKey: Uint8Array;
  readonly listId: ListId;
}

/** What is shared. */
export type ListLink = EditLink | ViewLink;

/** Why a text is not a link that can be used. */
export type LinkError =
  /** It begins like no link of Tote. */
  | { readonly type: 'link-not-tote' }
  /** It was made by a version that this one does not know. */
  | { readonly type: 'link-version'; readonly version: number }
  /** Characters are missing, added or changed. */
  | { readonly type: 'link-damaged' };

const LINK_VERSION = 1;
const CHECKSUM_BYTES = 7;
const KEY_BYTES = 32;
const PREFIX_LETTERS = { edit: 'e', view: 'v' } as const satisfies Record<Role, string>;
const CONTENT_BYTES = {
  edit: SECRET_BYTES,
  view: SECRET_BYTES + KEY_BYTES + LIST_ID_BYTES,
} as const satisfies Record<Role, number>;
const DAMAGED: Result<ListLink, LinkError> = { ok: false, error: { type: 'link-damaged' } };

const linkChecksum = (prefix: string, content: Uint8Array): Uint8Array =>
  sha256(concatBytes(labelBytes('linkChecksum'), new TextEncoder().encode(prefix), content)).subarray(
    0,
    CHECKSUM_BYTES,
  );

/** Text of a link, for a URL fragment (without `#`). */
export const encodeLink = (link: ListLink): string => {
  const prefix = `${PREFIX_LETTERS[link.role]}${LINK_VERSION}`;
  const content =
    link.role === 'edit'
      ? link.editSecret
      : concatBytes(link.viewSecret, link.writePublicKey, listIdToBytes(link.listId));
  if (content.length !== CONTENT_BYTES[link.role]) throw new RangeError('a part of the link has the wrong length');
  return prefix + bytesToBase64url(concatBytes(content, linkChecksum(prefix, content)));
};

/** Link of a text, with or without a leading `#` and white space around it. Never throws. */
export const decodeLink = (fragment: string): Result<ListLink, LinkError> => {
  const text = fragment.trim().replace(/^#/u, '');
  const [prefix, letter, digit] = /^([ev])(\d)/u.exec(text) ?? [];
  if (prefix === undefined) return { ok: false, error: { type: 'link-not-tote' } };
  const version = Number(digit);
  if (version !== LINK_VERSION) return { ok: false, error: { type: 'link-version', version } };
  const role: Role = letter === PREFIX_LETTERS.edit ? 'edit' : 'view';
  const bytes = base64urlToBytes(text.slice(prefix.length));
  if (bytes?.length !== CONTENT_BYTES[role] + CHECKSUM_BYTES) return DAMAGED;
  const content = bytes.subarray(0, CONTENT_BYTES[role]);
  if (!sameBytes(linkChecksum(prefix, content), bytes.subarray(CONTENT_BYTES[role]))) return DAMAGED;
  if (role === 'edit') return { ok: true, value: { role, editSecret: toEditSecret(content) } };
  return {
    ok: true,
    value: {
      role,
      viewSecret: toViewSecret(content.subarray(0, SECRET_BYTES)),
      writePublicKey: content.slice(SECRET_BYTES, SECRET_BYTES + KEY_BYTES),
      listId: listIdFromBytes(content.subarray(SECRET_BYTES + KEY_BYTES)),
    },
  };
};

import { base64urlToBytes, bytesToBase64url } from './base64url.ts';
import { LIST_ID_BYTES } from './verify/list-id.ts';
import { assertLength } from './verify/byte-strings.ts';

declare const listIdBrand: unique symbol;

/** A list id as text: base64url of its 32 bytes, 43 characters. Fit for file names, room names and map keys. */
export type ListId = string & { readonly [listIdBrand]: true };

/** Text of a list id of 32 bytes. */
export const listIdFromBytes = (bytes: Uint8Array): ListId => {
  assertLength('list id', bytes, LIST_ID_BYTES);
  return bytesToBase64url(bytes) as ListId;
};

/** The 32 bytes of a list id. */
export const listIdToBytes = (listId: ListId): Uint8Array<ArrayBuffer> => {
  const bytes = base64urlToBytes(listId);
  if (bytes?.length !== LIST_ID_BYTES) throw new RangeError('not a list id');
  return bytes;
};

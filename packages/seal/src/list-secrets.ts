import type { RandomBytes } from './random-bytes.ts';
import { assertLength } from './verify/byte-strings.ts';

declare const editSecretBrand: unique symbol;
declare const viewSecretBrand: unique symbol;

/** 16 bytes from which everything about a list follows. */
export type EditSecret = Uint8Array<ArrayBuffer> & { readonly [editSecretBrand]: true };
/** 16 bytes from which everything follows that reading needs. */
export type ViewSecret = Uint8Array<ArrayBuffer> & { readonly [viewSecretBrand]: true };

/** Length of both secrets in bytes: 128 bits, beyond any search, and short enough for a small QR code. */
export const SECRET_BYTES = 16;

/** Takes 16 bytes as an edit secret. */
export const toEditSecret = (bytes: Uint8Array): EditSecret => {
  assertLength('edit secret', bytes, SECRET_BYTES);
  return new Uint8Array(bytes) as EditSecret;
};

/** Takes 16 bytes as a view secret. */
export const toViewSecret = (bytes: Uint8Array): ViewSecret => {
  assertLength('view secret', bytes, SECRET_BYTES);
  return new Uint8Array(bytes) as ViewSecret;
};

/** Secret of a new list. */
export const createEditSecret = (random: RandomBytes): EditSecret => toEditSecret(random(SECRET_BYTES));

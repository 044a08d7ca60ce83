/**
 * A file that a passphrase opens, and nothing else (THREAT_MODEL.md, K16):
 *
 *   magic 8 | version 1 | log2 N 1 | r 1 | p 1 | salt 16 | nonce 24 | ciphertext and tag
 *
 * The key is scrypt(passphrase, salt); XChaCha20-Poly1305 seals the content with a label and everything before the ciphertext
 * as additional data. scrypt and not PBKDF2: pages on plain http have no WebCrypto, and memory is what guessing machines lack.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import type { RandomBytes } from '../random-bytes.ts';
import { concatBytes, sameBytes } from '../verify/byte-strings.ts';
import { labelBytes } from '../verify/labels.ts';
import type { Result } from '../verify/result.ts';

/** Why a sealed file does not open. */
export type SealedFileError =
  | { readonly type: 'sealed-file-foreign' }
  | { readonly type: 'sealed-file-version'; readonly version: number }
  /** Another passphrase, or a byte changed: the two cannot be told apart. */
  | { readonly type: 'sealed-file-refused' };

/** How hard guessing is made: log2 N, r, p. */
interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

const MAGIC = new TextEncoder().encode('ToteFile');
const VERSION = 1;
const SALT_BYTES = 16;
const NONCE_BYTES = 24;
const KEY_BYTES = 32;
const HEADER_BYTES = MAGIC.length + 4 + SALT_BYTES + NONCE_BYTES;

/** 64 MiB and about a second on a phone: what OWASP asks of a password store (2024). */
const COST: Cost = { logN: 16, r: 8, p: 2 };

/** A hostile file may not ask for more: 256 MiB and some seconds. */
const COST_MAX: Cost = { logN: 18, r: 8, p: 4 };

const isBearable = ({ logN, r, p }: Cost): boolean =>
  logN >= 1 && logN <= COST_MAX.logN && r >= 1 && r <= COST_MAX.r && p >= 1 && p <= COST_MAX.p;

const cipherFor = async (passphrase: string, header: Uint8Array, { logN, r, p }: Cost) => {
  const salt = header.subarray(HEADER_BYTES - NONCE_BYTES - SALT_BYTES, HEADER_BYTES - NONCE_BYTES);
  // The same words typed on another keyboard are the same passphrase.
  const key = await scryptAsync(passphrase.normalize('NFKC').trim(), salt, { N: 2 ** logN, r, p, dkLen: KEY_BYTES });
  const nonce = header.subarray(HEADER_BYTES - NONCE_BYTES);
  return xchacha20poly1305(key, nonce, concatBytes(labelBytes('sealedFile'), header));
};

/** Seals content under a passphrase. Takes about a second, without stopping the page. */
export const sealFile = async (
  content: Uint8Array,
  passphrase: string,
  random: RandomBytes,
  cost = COST,
): Promise<Uint8Array<ArrayBuffer>> => {
  const parameters = Uint8Array.of(VERSION, cost.logN, cost.r, cost.p);
  const header = concatBytes(MAGIC, parameters, random(SALT_BYTES), random(NONCE_BYTES));
  const cipher = await cipherFor(passphrase, header, cost);
  return concatBytes(header, cipher.encrypt(content));
};

/** Opens a sealed file. Never throws on its bytes. */
export const openSealedFile = async (
  file: Uint8Array,
  passphrase: string,
): Promise<Result<Uint8Array, SealedFileError>> => {
  if (file.length < HEADER_BYTES || !sameBytes(file.subarray(0, MAGIC.length), MAGIC))
    return { ok: false, error: { type: 'sealed-file-foreign' } };
  const header = file.slice(0, HEADER_BYTES);
  const [version = 0, logN = 0, r = 0, p = 0] = header.subarray(MAGIC.length);
  if (version !== VERSION) return { ok: false, error: { type: 'sealed-file-version', version } };
  if (!isBearable({ logN, r, p })) return { ok: false, error: { type: 'sealed-file-refused' } };
  const cipher = await cipherFor(passphrase, header, { logN, r, p });
  try {
    return { ok: true, value: cipher.decrypt(file.subarray(HEADER_BYTES)) };
  } catch {
    // noble's only way to say that the tag is wrong.
    return { ok: false, error: { type: 'sealed-file-refused' } };
  }
};

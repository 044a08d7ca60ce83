import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { FINGERPRINT_EMOJI } from './fingerprint-emoji.ts';
import type { ListKeys } from './list-keys.ts';
import { concatBytes } from './verify/byte-strings.ts';
import { labelBytes } from './verify/labels.ts';

/** What two people compare to see that their devices show the same list. 64 bits: four emoji and eight hex digits, independent. */
export interface Fingerprint {
  readonly emoji: readonly [string, string, string, string];
  readonly hex: string;
}

const HEX_START = 4;
const HEX_END = 8;

/**
 * Fingerprint of what a list shows. Keyed, because it is meant to be read out and photographed: without the key it says nothing about
 * the list, and equal lists of different households look different.
 */
export const fingerprint = (keys: ListKeys, visibleBytes: Uint8Array): Fingerprint => {
  const mac = hmac(sha256, keys.fingerprintKey, concatBytes(labelBytes('fingerprint'), visibleBytes));
  const emojiAt = (index: number): string => FINGERPRINT_EMOJI[mac[index] ?? 0] ?? '';
  const hex = Array.from(mac.subarray(HEX_START, HEX_END), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { emoji: [emojiAt(0), emojiAt(1), emojiAt(2), emojiAt(3)], hex };
};

import type { Amount } from '../amounts/index.ts';
import { BASE62, ITEM_ID_LENGTH, type ItemId } from '../ids.ts';
import type { ProductKey } from '../product-key.ts';

const MIX = 0x85ebca6b;
const SIZE = 62 ** ITEM_ID_LENGTH;

/** 53 bits of two 32-bit multiply-and-shift hashes over UTF-16 units. Frozen: it names items (rule X2). */
const hash53 = (text: string): number => {
  let low = 0x9dc5811c;
  let high = 0x1b873593;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, MIX);
    high ^= high >>> 15;
  }
  low = Math.imul(low ^ (low >>> 16), MIX) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  high = Math.imul(high ^ (high >>> 16), MIX) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
};

/**
 * The id of an imported item: made from what it is and how many of the same came before it in the import, so that one
 * text imported on two devices makes the same items (M15).
 */
export const importedItemId = (key: ProductKey, amount: Amount | undefined, occurrence: number): ItemId => {
  let rest = hash53(JSON.stringify([key, amount?.value ?? null, amount?.unit ?? null, occurrence])) % SIZE;
  let id = '';
  for (let i = 0; i < ITEM_ID_LENGTH; i += 1) {
    id += BASE62.charAt(rest % 62);
    rest = Math.floor(rest / 62);
  }
  return id as ItemId;
};

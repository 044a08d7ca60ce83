/** Who and what: the short names that the document uses. */

/** A replica's own name: 8 characters of [0-9a-z], stable for one device's copy of one list. It names that device's lane. */
export type DeviceId = string;

declare const brand: unique symbol;

/** An item's id: 7 characters of base 62. */
export type ItemId = string & { readonly [brand]: 'ItemId' };

/** A line's id: the id of its oldest item. Commands take the id of any of a line's items. */
export type LineId = ItemId;

/** Uniform random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** Digits in ASCII order, so that comparing strings compares numbers. */
export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Length of an item id in characters: 41 bits, one collision in four million among 1,000 live items. */
export const ITEM_ID_LENGTH = 7;

const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';
const DEVICE_ID_LENGTH = 8;

const DEVICE_ID = /^[0-9a-z]{8}$/;
const ITEM_ID = /^[0-9A-Za-z]{7}$/;

/** Whether a root name of the document is a lane. */
export const isDeviceId = (name: string): name is DeviceId => DEVICE_ID.test(name);

/** Whether text from a document can be an item id. */
export const isItemId = (text: string): text is ItemId => ITEM_ID.test(text);

/** Random characters of an alphabet, base 62 if none is given, without bias. */
export const randomDigits = (length: number, random: RandomBytes, alphabet = BASE62): string => {
  let digits = '';
  while (digits.length < length) {
    for (const byte of random(length)) {
      // What lies above the largest multiple in a byte would favour the first digits.
      if (byte < 256 - (256 % alphabet.length) && digits.length < length)
        digits += alphabet.charAt(byte % alphabet.length);
    }
  }
  return digits;
};

/** A new random device id: 41 bits, also good for whatever else a device names for itself. */
export const createDeviceId = (random: RandomBytes): DeviceId => randomDigits(DEVICE_ID_LENGTH, random, BASE36);

/** A new random item id. */
export const createItemId = (random: RandomBytes): ItemId => randomDigits(ITEM_ID_LENGTH, random) as ItemId;

/**
 * Where an aisle stands in a store (M12, rule O5): its position in that store, or, never moved there, its place in the
 * default order. Each aisle's position is a register of its own, so that two people who rearrange a store merge aisle by
 * aisle.
 */
import { BASE62 } from '../ids.ts';
import { type Place, wholePosition } from '../order/position.ts';

/** Default positions of aisles that are not in the default order come after all that are, by name. */
const AFTER_ALL = 1_000_000;

/** UTF-16 units of a name that order it: enough for any label. */
const ORDERING_LENGTH = 24;

/** Ends a place: the digits of a control character, below those of any name, and not the lowest digit. */
const END = '001';

/** Text as base-62 digits that sort like it: three for each UTF-16 unit. */
const sortableDigits = (text: string): string => {
  let digits = '';
  for (let i = 0; i < text.length && i < ORDERING_LENGTH; i += 1) {
    const unit = text.charCodeAt(i);
    digits +=
      BASE62.charAt(Math.floor(unit / 3844)) + BASE62.charAt(Math.floor(unit / 62) % 62) + BASE62.charAt(unit % 62);
  }
  return digits;
};

/** A sortable place; two aisles never have the same unless their first 24 units are equal. */
export const aislePlace = (aisle: string, position: string | undefined, defaultOrder: readonly string[]): Place => {
  const index = defaultOrder.indexOf(aisle);
  return (position ?? wholePosition(index < 0 ? AFTER_ALL : index + 1)) + sortableDigits(aisle) + END;
};

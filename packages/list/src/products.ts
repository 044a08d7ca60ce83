/** Product memory (rule P3): what the list knows of a product after its line is gone. */
import type { Act } from './acts/act.ts';
import type { Amount } from './amounts/index.ts';
import type { Lanes } from './lanes/lanes.ts';
import { LIMITS } from './limits.ts';
import type { ProductKey } from './product-key.ts';
import type { Entry } from './lanes/entry.ts';
import { isMinutes, isStamp, minutesOf, minutesToMs } from './stamps.ts';
import { cut } from './text.ts';

/** Memory of products whose key is in normalisation 1; another normalisation takes another letter. */
export const PRODUCT_KEY_LETTER = 'm';

/** What is remembered of one product. */
export interface ProductMemory {
  readonly key: ProductKey;
  /** As it was last written. */
  readonly name: string;
  readonly aisle: string | undefined;
  readonly unit: string | undefined;
  /** Times it was bought. Two purchases cleared at the same moment on two devices may count as one. */
  readonly count: number;
  /** Wall-clock milliseconds of the last purchase; only shown. */
  readonly lastBoughtMs: number;
  /** Stamp of the last purchase: orders products by how long ago they were used. */
  readonly lastStamp: number;
}

const COUNT_MAX = 1_000_000_000;

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= COUNT_MAX;

/** The product a register key belongs to. */
export const productOfKey = (key: string): ProductKey | undefined =>
  key.startsWith(PRODUCT_KEY_LETTER) && key.length > 1 ? (key.slice(1) as ProductKey) : undefined;

const readOne = (key: ProductKey, { stamp, values }: Entry): ProductMemory => {
  const [lastBought, times, name, aisle, unit, bought] = values;
  return {
    key,
    lastStamp: isStamp(bought, stamp) ? bought : stamp,
    name: typeof name === 'string' && name !== '' ? cut(name, LIMITS.nameLength) : key,
    aisle: typeof aisle === 'string' && aisle !== '' ? cut(aisle, LIMITS.labelLength) : undefined,
    unit: typeof unit === 'string' && unit !== '' ? cut(unit, LIMITS.labelLength) : undefined,
    count: isCount(times) ? times : 0,
    lastBoughtMs: minutesToMs(isMinutes(lastBought) ? lastBought : 0),
  };
};

const isLater = (a: ProductMemory, b: ProductMemory): boolean =>
  a.lastStamp !== b.lastStamp
    ? a.lastStamp > b.lastStamp
    : JSON.stringify([a.name, a.aisle, a.unit]) > JSON.stringify([b.name, b.aisle, b.unit]);

const join = (a: ProductMemory | undefined, b: ProductMemory): ProductMemory =>
  a
    ? {
        ...(isLater(b, a) ? b : a),
        count: Math.max(a.count, b.count),
        lastBoughtMs: Math.max(a.lastBoughtMs, b.lastBoughtMs),
      }
    : b;

/** What the list remembers of a product, joined from all writes that nobody replaced. */
export const readProduct = (lanes: Lanes, key: ProductKey): ProductMemory | undefined => {
  let joined: ProductMemory | undefined;
  for (const entry of lanes.entries(PRODUCT_KEY_LETTER + key)) joined = join(joined, readOne(key, entry));
  return joined;
};

/** Everything that is remembered, most recently bought first. */
export const readProducts = (lanes: Lanes): readonly ProductMemory[] => {
  const products: ProductMemory[] = [];
  for (const key of lanes.keys()) {
    const product = productOfKey(key);
    const memory = product && readProduct(lanes, product);
    if (memory) products.push(memory);
  }
  return products.sort((a, b) => b.lastStamp - a.lastStamp || (a.key < b.key ? -1 : 1));
};

/** A purchase as it is remembered. */
export interface Purchase {
  readonly key: ProductKey;
  readonly name: string;
  readonly amount: Amount | undefined;
  readonly aisle: string | undefined;
}

/** A purchase that was remembered, as undo needs it. */
export interface NotedPurchase extends Purchase {
  /** Stamp of the act that noted it. */
  readonly stamp: number;
  /** What was remembered of the product before. */
  readonly before: ProductMemory | undefined;
}

/** Takes a purchase back, unless the product was written since (rule U4); says whether it did. */
export const forgetPurchase = (
  lanes: Lanes,
  { device, draft }: Act,
  { key, stamp, before }: NotedPurchase,
): boolean => {
  const register = PRODUCT_KEY_LETTER + key;
  let left = before;
  let isFound = false;
  for (const entry of lanes.entries(register)) {
    const one = readOne(key, entry);
    if (entry.device === device && one.lastStamp === stamp) isFound = true;
    else left = join(left, one);
  }
  if (!isFound) return false;
  for (const entry of lanes.entries(register)) draft.remove(entry);
  if (left) {
    const { lastBoughtMs, count, name, aisle, unit, lastStamp } = left;
    draft.append(register, minutesOf(lastBoughtMs), count, name === key ? undefined : name, aisle, unit, lastStamp);
  }
  return true;
};

/**
 * Writes purchases into the memory, each of another product, and drops the products that were not bought for longest beyond
 * the limit.
 */
export const notedPurchases = (
  lanes: Lanes,
  { draft, minutes }: Act,
  purchases: readonly Purchase[],
): readonly NotedPurchase[] => {
  const noted = purchases.map((purchase) => ({
    ...purchase,
    stamp: draft.stamp,
    before: readProduct(lanes, purchase.key),
  }));
  for (const { key, name, amount, aisle, before: known } of noted) {
    for (const entry of lanes.entries(PRODUCT_KEY_LETTER + key)) draft.remove(entry);
    const unit = amount ? amount.unit : known?.unit;
    draft.append(
      PRODUCT_KEY_LETTER + key,
      minutes,
      Math.min((known?.count ?? 0) + 1, COUNT_MAX),
      name === key ? undefined : name,
      aisle ?? known?.aisle,
      unit === '' ? undefined : unit,
    );
  }
  const all = readProducts(lanes).filter(({ key }) => !noted.some((one) => one.key === key));
  for (const { key } of all.slice(Math.max(0, LIMITS.products - noted.length)))
    for (const entry of lanes.entries(PRODUCT_KEY_LETTER + key)) draft.remove(entry);
  return noted;
};

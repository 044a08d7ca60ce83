/**
 * Keeps the workload fair. Plain maps lose data where two people touch one line without seeing each other (that is what
 * the merge contract is for), and then the representations would not end with the same list. So two concurrent acts
 * meet in one line only where every representation comes to the same result: both add it, both tick it, both clear it,
 * one clears what the other ticks.
 */
import type { Act, Device } from './acts.ts';

interface Claim {
  readonly device: Device;
  readonly type: Act['type'];
}

/** Who touched which product today. */
export interface Claims {
  /** Whether the act would meet another one that neither side can see, with an outcome that representations differ on. */
  isDisputed(device: Device, type: Act['type'], products: readonly string[]): boolean;
  add(device: Device, type: Act['type'], products: readonly string[]): void;
}

const HARMLESS_PAIRS: ReadonlySet<string> = new Set([
  'add add',
  'tick tick',
  'clear-done clear-done',
  'clear-done tick',
  'tick clear-done',
]);

/** Starts a day. */
export const createClaims = (isOnline: (device: Device) => boolean): Claims => {
  const byProduct = new Map<string, Claim[]>();
  return {
    isDisputed: (device, type, products) =>
      products.some((product) =>
        byProduct
          .get(product)
          ?.some(
            (claim) =>
              claim.device !== device &&
              !(isOnline(device) && isOnline(claim.device)) &&
              !HARMLESS_PAIRS.has(`${claim.type} ${type}`),
          ),
      ),
    add: (device, type, products) => {
      for (const product of products) {
        const claims = byProduct.get(product);
        if (claims) claims.push({ device, type });
        else byProduct.set(product, [{ device, type }]);
      }
    },
  };
};

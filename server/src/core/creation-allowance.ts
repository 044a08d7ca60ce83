/** How many new lists an address may make (RELAY.md, R16). Nothing stored is ever deleted for another, so making is what must be scarce. */
import type { RelayLimits } from './limits.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Allowances of all addresses. */
export interface CreationAllowance {
  /** Takes one; false if there is none left. Addresses that are not known are not counted. */
  take(address: string | undefined): boolean;
}

/** Addresses remembered. One that is forgotten starts anew: whoever has this many addresses is not stopped by a count per address. */
const ADDRESSES_MAX = 10_000;
const SECONDS_PER_HOUR = 3_600;

/** Creates full allowances. */
export const createCreationAllowance = (
  { createdListsPerHour, createdListsBurst }: Pick<RelayLimits, 'createdListsPerHour' | 'createdListsBurst'>,
  nowMs: () => number,
): CreationAllowance => {
  const bucketByAddress = new Map<string, TokenBucket>();
  return {
    take: (address) => {
      if (address === undefined) return true;
      const bucket =
        bucketByAddress.get(address) ??
        createTokenBucket(createdListsPerHour / SECONDS_PER_HOUR, createdListsBurst, nowMs);
      // Last used, last in the map.
      bucketByAddress.delete(address);
      bucketByAddress.set(address, bucket);
      const [leastRecent] = bucketByAddress.keys();
      if (bucketByAddress.size > ADDRESSES_MAX && leastRecent !== undefined) bucketByAddress.delete(leastRecent);
      return bucket.take(1);
    },
  };
};

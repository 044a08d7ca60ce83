/**
 * What an address may cause, however many sockets it has (RELAY.md, R16 and R17). For what stays when a socket is gone: lists, and
 * time of the event loop that everybody shares.
 */
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Allowances of all addresses for one kind of act. */
export interface AddressAllowance {
  /** Takes one; false if there is none left. Addresses that are not known are not counted. */
  take(address: string | undefined): boolean;
}

/** Addresses remembered. One that is forgotten starts anew: whoever has this many addresses is not stopped by a count per address. */
const ADDRESSES_MAX = 10_000;

/** Creates full allowances. */
export const createAddressAllowance = (perSecond: number, burst: number, nowMs: () => number): AddressAllowance => {
  const bucketByAddress = new Map<string, TokenBucket>();
  return {
    take: (address) => {
      if (address === undefined) return true;
      const bucket = bucketByAddress.get(address) ?? createTokenBucket(perSecond, burst, nowMs);
      // Last used, last in the map.
      bucketByAddress.delete(address);
      bucketByAddress.set(address, bucket);
      const [leastRecent] = bucketByAddress.keys();
      if (bucketByAddress.size > ADDRESSES_MAX && leastRecent !== undefined) bucketByAddress.delete(leastRecent);
      return bucket.take(1);
    },
  };
};

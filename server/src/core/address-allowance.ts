/**
 * What an address may cause, however many sockets it has (RELAY.md, R16 to R18). For what stays when a socket is gone: lists and
 * their bytes, and time of the event loop that everybody shares.
 */
import type { RelayLimits } from './limits.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Allowances of all addresses for one kind of act. */
export interface AddressAllowance {
  /** Takes so many (one); false, and none taken, if there are not. Addresses that are not known are not counted. */
  take(address: string | undefined, count?: number): boolean;
}

/** All allowances of a relay. */
export interface AddressAllowances {
  /** New lists. */
  readonly creations: AddressAllowance;
  /** Proofs whose signature is checked. */
  readonly proofs: AddressAllowance;
  /** Envelopes whose signature is checked. */
  readonly envelopes: AddressAllowance;
  /** Bytes of these. */
  readonly envelopeBytes: AddressAllowance;
}

const SECONDS_PER_HOUR = 3_600;

/** Addresses remembered. One that is forgotten starts anew: whoever has this many addresses is not stopped by a count per address. */
const ADDRESSES_MAX = 10_000;

/** Creates full allowances. */
const createAddressAllowance = (perSecond: number, burst: number, nowMs: () => number): AddressAllowance => {
  const bucketByAddress = new Map<string, TokenBucket>();
  return {
    take: (address, count = 1) => {
      if (address === undefined) return true;
      const bucket = bucketByAddress.get(address) ?? createTokenBucket(perSecond, burst, nowMs);
      // Last used, last in the map.
      bucketByAddress.delete(address);
      bucketByAddress.set(address, bucket);
      const [leastRecent] = bucketByAddress.keys();
      if (bucketByAddress.size > ADDRESSES_MAX && leastRecent !== undefined) bucketByAddress.delete(leastRecent);
      return bucket.take(count);
    },
  };
};

/** Creates all of them, full. */
export const createAddressAllowances = (limits: RelayLimits, nowMs: () => number): AddressAllowances => ({
  creations: createAddressAllowance(limits.createdListsPerHour / SECONDS_PER_HOUR, limits.createdListsBurst, nowMs),
  proofs: createAddressAllowance(limits.opensPerAddressPerSecond, limits.opensPerAddressBurst, nowMs),
  envelopes: createAddressAllowance(limits.envelopesPerAddressPerSecond, limits.envelopesPerAddressBurst, nowMs),
  envelopeBytes: createAddressAllowance(
    limits.envelopeBytesPerAddressPerHour / SECONDS_PER_HOUR,
    limits.envelopeBytesPerAddressBurst,
    nowMs,
  ),
});

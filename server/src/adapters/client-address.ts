/** Where a client comes from, as far as it can be known (RELAY.md, T6): for bounds per address, never for logs. */
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** Whose word about the client's address counts: the last so many proxies, or those in these networks. */
export type TrustedProxies = { readonly hops: number } | { readonly networks: BlockList };

/** Nobody's: the address is that of the socket. */
export const NO_PROXY: TrustedProxies = { hops: 0 };

const HOPS_MAX = 16;
const MAPPED_IPV4 = /^::ffff:(?=\d+\.)/i;

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

const addNetwork = (networks: BlockList, text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  if (isIP(address) === 0 || more.length > 0) return false;
  const bitsMax = isIPv4(address) ? 32 : 128;
  if (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= bitsMax)) return false;
  networks.addSubnet(address, bits === undefined ? bitsMax : Number(bits), familyOf(address));
  return true;
};

/** Reads a number of proxies, or addresses and networks between commas; undefined if it is neither. */
export const readTrustedProxies = (text: string): TrustedProxies | undefined => {
  if (/^\d+$/.test(text)) return Number(text) <= HOPS_MAX ? { hops: Number(text) } : undefined;
  const networks = new BlockList();
  return text.split(',').every((part) => addNetwork(networks, part.trim())) ? { networks } : undefined;
};

/** An address as proxies write it: perhaps with a port, a zone, or an IPv4 address as IPv6. Undefined if it is none. */
const plainAddress = (text: string): string | undefined => {
  const [, bracketed, withPort] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text.trim()) ?? [];
  const [address = ''] = (bracketed ?? withPort ?? text.trim()).split('%');
  const plain = address.replace(MAPPED_IPV4, '');
  return isIP(plain) === 0 ? undefined : plain.toLowerCase();
};

/**
 * The client's address: the socket's own, or what trusted proxies say in X-Forwarded-For, read from its end. What stands
 * before the first address that nobody trusted wrote is the client's own invention.
 */
export const clientAddress = (
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string | undefined => {
  let address = plainAddress(socketAddress ?? '');
  const said = (forwardedFor ?? '').split(',').reverse();
  for (const [index, text] of said.entries()) {
    const isTrusted =
      'hops' in trusted
        ? index < trusted.hops
        : address !== undefined && trusted.networks.check(address, familyOf(address));
    const next = isTrusted ? plainAddress(text) : undefined;
    if (next === undefined) return address;
    address = next;
  }
  return address;
};

/** The address of the other end of a connection on which nothing has been said yet; undefined for a proxy that is trusted. */
export const peerAddress = (socketAddress: string | undefined, trusted: TrustedProxies): string | undefined => {
  const address = plainAddress(socketAddress ?? '');
  if (address === undefined || ('hops' in trusted && trusted.hops > 0)) return undefined;
  return 'networks' in trusted && trusted.networks.check(address, familyOf(address)) ? undefined : address;
};

const firstHalf = (address: string): string => {
  const [head = '', tail] = address.replace(/[\d.]+\.\d+$/, '0:0').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = tail === undefined ? left : [...left, ...zeros, ...right];
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
};

/**
 * What is counted as one address: an IPv4 address, or the /64 of an IPv6 one, of which a single customer has 2^64. Undefined for
 * this machine: that is a proxy which we were not told of, or somebody who can do worse.
 */
export const addressGroup = (address: string | undefined): string | undefined => {
  if (address === undefined || address === '::1' || address.startsWith('127.')) return undefined;
  return isIPv6(address) ? `${firstHalf(address)}::/64` : address;
};

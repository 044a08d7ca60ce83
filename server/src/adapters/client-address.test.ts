import { describe, expect, it } from 'vitest';
import { addressGroup, clientAddress, NO_PROXY, readTrustedProxies } from './client-address.ts';

const trusting = (text: string) => readTrustedProxies(text) ?? NO_PROXY;

describe('[T6] the address of a client', () => {
  it.each([
    ['without a proxy is that of the socket', '192.0.2.1', '203.0.113.9', '0', '192.0.2.1'],
    ['is what the one proxy says', '10.0.0.1', '203.0.113.9', '1', '203.0.113.9'],
    ['is what the last proxy but one says', '10.0.0.1', 'forged, 203.0.113.9, 10.0.0.2', '2', '203.0.113.9'],
    ['is not what stands before', '10.0.0.1', '203.0.113.9, 198.51.100.7', '1', '198.51.100.7'],
    [
      'comes from networks that are trusted',
      '10.0.0.1',
      '203.0.113.9, 198.51.100.7, 10.1.2.3',
      '10.0.0.0/8',
      '198.51.100.7',
    ],
    ['does not come from others', '192.0.2.1', '203.0.113.9', '10.0.0.0/8', '192.0.2.1'],
    ['may be all trusted', '10.0.0.1', '10.0.0.9', '10.0.0.0/8, ::1', '10.0.0.9'],
    ['may have a port', '::1', '[2001:DB8::1]:443', '::1', '2001:db8::1'],
    ['may have a port as IPv4', '::1', '203.0.113.9:443', '1', '203.0.113.9'],
    ['may be IPv4 within IPv6', '::ffff:10.0.0.1', '::ffff:203.0.113.9', '10.0.0.1', '203.0.113.9'],
    ['that is none ends the reading', '10.0.0.1', '203.0.113.9, unknown', '2', '10.0.0.1'],
    ['is the proxy that says nothing', '10.0.0.1', undefined, '1', '10.0.0.1'],
  ])('%s', (_, socketAddress, forwardedFor, proxies, expected) => {
    expect(clientAddress(socketAddress, forwardedFor, trusting(proxies))).toBe(expected);
  });

  it.each(['-1', '17', 'proxy', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.1,', '::1/129'])(
    'is not read by a setting such as %s',
    (text) => expect(readTrustedProxies(text)).toBeUndefined(),
  );

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
    ['2001:db8:1::', '2001:db8:1:0::/64'],
    ['::1:2:3:4:5:6', '0:0:1:2::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['127.0.0.1', undefined],
    ['::1', undefined],
    [undefined, undefined],
  ])('%s counts as %s', (address, group) => expect(addressGroup(address)).toBe(group));
});

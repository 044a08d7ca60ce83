/** Connections of other machines, which a test on this one cannot make: the server tells of sockets that say where they come from. */
import { createServer, type Server } from 'node:http';
import { Socket } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { readTrustedProxies } from './client-address.ts';
import { boundHttpConnections, type HttpConnections } from './http-connection-gate.ts';

describe('connections that are no WebSocket', () => {
  let server: Server;
  let refused: number;
  beforeEach(() => {
    refused = 0;
    server = createServer();
    // Node's own listener would begin to read.
    server.removeAllListeners('connection');
  });

  const bound = (proxies = '0'): HttpConnections => {
    const trustedProxies = readTrustedProxies(proxies);
    if (!trustedProxies) throw new Error(`${proxies} cannot be read`);
    return boundHttpConnections(server, { perAddressMax: 2, trustedProxies, onRefused: () => (refused += 1) });
  };

  const connectFrom = (address: string): Socket => {
    const socket = new Socket();
    Object.defineProperty(socket, 'remoteAddress', { value: address });
    server.emit('connection', socket);
    return socket;
  };
  const areCut = (sockets: readonly Socket[]): readonly boolean[] => sockets.map(({ destroyed }) => destroyed);

  it('[H6] are cut when their address has as many as it may, an IPv6 address by its /64', () => {
    bound();
    const addresses = ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2', '2001:db8::1', '2001:db8::2', '2001:db8::3'];
    expect(areCut(addresses.map(connectFrom))).toEqual([false, false, true, false, false, false, true]);
    expect(refused).toBe(2);
  });

  it('[H6] count until they are closed, or become WebSockets', async () => {
    const counted = bound();
    const [first, second] = [connectFrom('192.0.2.1'), connectFrom('192.0.2.1')];
    const closed = new Promise((resolve) => first.once('close', resolve));
    first.destroy();
    await closed;
    server.emit('upgrade', {}, second, Buffer.alloc(0));
    // Asking is not enough: it may be refused, and not go for a while.
    expect(areCut([1, 2].map(() => connectFrom('192.0.2.1')))).toEqual([false, true]);
    counted.leave(second);
    // Each leaves one place, and the second leaves it once, though it is closed later.
    second.destroy();
    expect(areCut([1, 2].map(() => connectFrom('192.0.2.1')))).toEqual([false, true]);
  });

  it('[H6] are not counted from this machine, nor from a proxy that is trusted', () => {
    bound('10.0.0.0/8');
    const addresses = ['127.0.0.1', '::1', '10.1.2.3', '::ffff:10.1.2.3'];
    for (const address of addresses)
      expect(areCut([1, 2, 3].map(() => connectFrom(address)))).toEqual([false, false, false]);
    server.removeAllListeners('connection');
    bound('1');
    expect(areCut([1, 2, 3].map(() => connectFrom('192.0.2.9')))).toEqual([false, false, false]);
  });
});

/** How many connections one address may have that are no WebSocket (RELAY.md, H6): decided when they come, before a byte is read. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAddressCounts } from './address-counts.ts';
import { addressGroup, peerAddress, type TrustedProxies } from './client-address.ts';

/** The connections that are counted. */
export interface HttpConnections {
  /** It became a WebSocket, and is counted among those (T6). Asking for it is not enough: a refusal may be long on its way. */
  leave(socket: Duplex): void;
}

/** Bounds the connections of a server. */
export const boundHttpConnections = (
  server: Server,
  deps: {
    readonly perAddressMax: number;
    readonly trustedProxies: TrustedProxies;
    readonly onRefused?: () => void;
  },
): HttpConnections => {
  const counts = createAddressCounts();
  const addressBySocket = new Map<Duplex, string>();

  const leave = (socket: Duplex): void => {
    const address = addressBySocket.get(socket);
    if (address === undefined) return;
    addressBySocket.delete(socket);
    counts.change(address, -1);
  };

  server.on('connection', (socket: Socket) => {
    const address = addressGroup(peerAddress(socket.remoteAddress, deps.trustedProxies));
    if (address === undefined) return;
    if (counts.of(address) >= deps.perAddressMax) {
      deps.onRefused?.();
      return socket.destroy();
    }
    counts.change(address, 1);
    addressBySocket.set(socket, address);
    socket.once('close', () => leave(socket));
  });
  return { leave };
};

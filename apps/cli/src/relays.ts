/** Relays as this process reaches them: one socket each, however many lists. */
import { createRelayConnection, type RelayConnection, type WebSocketLike } from '@tote/sync';
import { WebSocket } from 'ws';

/** One relay, and whether it can be reached. */
export interface ReachedRelay {
  readonly connection: RelayConnection;
  /** The last dialling came to nothing. */
  readonly isAway: boolean;
  /** Called when one has. Returns how to stop. */
  onAway(listener: () => void): () => void;
}

/** All of them. */
export interface Relays {
  /** The relay beside the app at this address. */
  at(app: string): ReachedRelay;
  close(): void;
}

const reach = (app: string, accessToken: string | undefined): ReachedRelay => {
  const listeners = new Set<() => void>();
  let isAway = false;
  const openSocket = (url: string, protocols: string[]): WebSocketLike => {
    const socket = new WebSocket(url, protocols, { perMessageDeflate: false });
    socket.on('open', () => (isAway = false));
    socket.on('error', () => {
      isAway = true;
      for (const listener of [...listeners]) listener();
    });
    // The connection asks for ArrayBuffers, which the types of ws do not know of.
    return socket as unknown as WebSocketLike;
  };
  const url = `${app.replace(/^http/u, 'ws')}/relay`;
  return {
    connection: createRelayConnection({ url, openSocket, accessToken: () => accessToken }),
    get isAway() {
      return isAway;
    },
    onAway: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** None is dialled before a list wants it. `accessToken` is what a private one asks for. */
export const createRelays = (accessToken: string | undefined): Relays => {
  const relays = new Map<string, ReachedRelay>();
  return {
    at: (app) => {
      const relay = relays.get(app) ?? reach(app, accessToken);
      relays.set(app, relay);
      return relay;
    },
    close: () => {
      for (const { connection } of relays.values()) connection.close();
    },
  };
};

/** WebSockets at /relay for the relay core: limits of the transport, heartbeat, and one write per socket and turn. */
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { CLOSE_CODES, LIMITS, SUBPROTOCOL } from '@tote/wire';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Relay, RelaySocket } from '../core/index.ts';
import { createUnsentBudget } from '../core/unsent-budget.ts';
import { hangUp } from '../http/hang-up.ts';
import type { OriginPolicy } from './origin-policy.ts';
import { createTurnWriter, type TurnWriter } from './turn-writer.ts';
import { createUnfinishedMessage } from './unfinished-message.ts';
import { UPGRADE_REFUSALS, type Entry, type UpgradeGate, type UpgradeRefusal } from './upgrade-gate.ts';

/** Bounds of the transport. */
const TRANSPORT_LIMITS = {
  /** Pieces of one message. Browsers send one; many tiny ones cost more memory than their bytes say. */
  fragmentsMax: 128,
  /** Chunks that wait to become a message: the largest frame in small packets is 500. */
  bufferedChunksMax: 2_048,
  /** How long the other side may take to answer our closing, before the socket is cut. */
  closeMsMax: 5_000,
  /** A goodbye that would have to wait behind more than this is not said: what waits would stay in memory for as long. */
  goodbyeBytesMax: 64 * 1024,
} as const;

/** The WebSocket side of a server. */
export interface WsFront {
  readonly sockets: number;
  /** Stops the heartbeat and cuts sockets that have not closed by themselves. */
  close(): void;
}

interface Served {
  readonly webSocket: WebSocket;
  heard: boolean;
}

const refuseUpgrade = (socket: Duplex, status: string): void =>
  hangUp(socket, `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);

const toRelaySocket = (
  webSocket: WebSocket,
  writer: TurnWriter,
  socket: Socket,
  from: Pick<RelaySocket, 'dialledHost' | 'address'>,
): RelaySocket => {
  const isOpen = (): boolean => webSocket.readyState === webSocket.OPEN;
  const outbox = writer.outboxFor(socket, isOpen);
  return {
    ...from,
    // Past ws: without compression it keeps no state between messages, and a whole message may go between two of its own.
    send: (frame) => {
      if (isOpen()) outbox.send(frame);
    },
    close: (code, reason) => {
      if (outbox.bufferedBytes() > TRANSPORT_LIMITS.goodbyeBytesMax) return webSocket.terminate();
      outbox.flush();
      webSocket.close(code, reason);
    },
    bufferedBytes: outbox.bufferedBytes,
  };
};

/** Serves WebSockets of an HTTP server. */
export const createWsFront = (deps: {
  readonly server: Server;
  readonly relay: Relay;
  readonly origins: OriginPolicy;
  readonly gate: UpgradeGate;
  /** Whether the subprotocols that a client offers let it in. */
  readonly isAdmitted: (offered: string | undefined) => boolean;
  readonly heartbeatMs: number;
  /** Messages of all sockets that have not come to their end. */
  readonly unfinishedBytesMax: number;
  readonly onRefused?: (why: UpgradeRefusal | 'not-admitted') => void;
}): WsFront => {
  const { server, relay, origins, gate } = deps;
  const servedSockets = new Set<Served>();
  // A variable, since the types of ws do not know `closeTimeout` yet.
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LIMITS.frameBytesMax,
    maxFragments: TRANSPORT_LIMITS.fragmentsMax,
    maxBufferedChunks: TRANSPORT_LIMITS.bufferedChunksMax,
    closeTimeout: TRANSPORT_LIMITS.closeMsMax,
    skipUTF8Validation: true,
    // A token is never sent back.
    handleProtocols: (offered: Set<string>) => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
  };
  const webSockets = new WebSocketServer(options);
  const writer = createTurnWriter();
  const unfinishedBudget = createUnsentBudget(deps.unfinishedBytesMax);

  /** Before ws hears of what came, so that what it makes of it is taken off again. */
  const countUnfinished = (webSocket: WebSocket, socket: Socket): void => {
    const unfinished = createUnfinishedMessage();
    const share = unfinishedBudget.track(
      () => unfinished.bytes,
      () => {
        share.forget();
        webSocket.terminate();
      },
    );
    socket.prependListener('data', ({ length }: Buffer) => {
      unfinished.came(length);
      share.changed();
    });
    for (const event of ['message', 'ping', 'pong'] as const)
      webSocket.on(event, ({ length }: Buffer) => unfinished.ended(length));
    webSocket.on('close', share.forget);
  };

  const serve = (webSocket: WebSocket, socket: Socket, host: string, { address, leave }: Entry): void => {
    const served: Served = { webSocket, heard: true };
    servedSockets.add(served);
    countUnfinished(webSocket, socket);
    const connection = relay.connect(
      toRelaySocket(webSocket, writer, socket, { dialledHost: origins.dialledHost(host), address }),
    );
    webSocket.on('message', (message: Buffer, isBinary) => {
      served.heard = true;
      if (isBinary) return connection.receive(message);
      connection.closed();
      webSocket.close(CLOSE_CODES['bad-frame'].number, 'bad-frame');
    });
    webSocket.on('pong', () => (served.heard = true));
    // A message that is too large or malformed as WebSocket ends this socket; ws has told the other side why.
    webSocket.on('error', () => connection.closed());
    webSocket.on('close', () => {
      servedSockets.delete(served);
      leave();
      connection.closed();
    });
    socket.on('drain', () => connection.drained());
  };

  /** A page learns nothing of a refused handshake, so whoever has no token is let in and told to go. */
  const turnAway = (webSocket: WebSocket, { leave }: Entry): void => {
    deps.onRefused?.('not-admitted');
    webSocket.on('error', () => undefined);
    webSocket.on('close', leave);
    webSocket.close(CLOSE_CODES['not-admitted'].number, 'not-admitted');
  };

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const entry = gate.enter(request);
    if (typeof entry === 'string') {
      deps.onRefused?.(entry);
      return refuseUpgrade(socket, UPGRADE_REFUSALS[entry]);
    }
    const { host = '', 'sec-websocket-protocol': offered } = request.headers;
    let upgraded = false;
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      upgraded = true;
      if (deps.isAdmitted(offered)) serve(webSocket, request.socket, host, entry);
      else turnAway(webSocket, entry);
    });
    // Not a WebSocket handshake after all: ws has answered it.
    if (!upgraded) entry.leave();
  };
  server.on('upgrade', onUpgrade);

  const heartbeat = setInterval(() => {
    for (const served of servedSockets) {
      if (!served.heard) served.webSocket.terminate();
      else if (served.webSocket.readyState === served.webSocket.OPEN) {
        served.heard = false;
        served.webSocket.ping();
      }
    }
  }, deps.heartbeatMs);

  return {
    get sockets() {
      return servedSockets.size;
    },
    close: () => {
      clearInterval(heartbeat);
      server.off('upgrade', onUpgrade);
      for (const { webSocket } of servedSockets) webSocket.terminate();
    },
  };
};

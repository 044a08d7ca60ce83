/** WebSockets at /relay for the relay core: limits of the transport, heartbeat, and one write per socket and turn. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CLOSE_CODES, LIMITS, SUBPROTOCOL } from '@tote/wire';
import { WebSocketServer, type WebSocket } from 'ws';
import { createByteBudget } from '../core/byte-budget.ts';
import type { Relay } from '../core/index.ts';
import { hangUp } from '../http/hang-up.ts';
import type { OriginPolicy } from './origin-policy.ts';
import { startHeartbeat } from './heartbeat.ts';
import { answerInHttp, asksForWebSocket } from './other-upgrade.ts';
import { serveSocket, type ServedSocket, type ServedSocketDeps } from './served-socket.ts';
import { createTurnWriter } from './turn-writer.ts';
import { UPGRADE_REFUSALS, type Entry, type UpgradeGate, type UpgradeRefusal } from './upgrade-gate.ts';

/** Bounds of the transport. */
const TRANSPORT_LIMITS = {
  /** Pieces of one message. Browsers send one; many tiny ones cost more memory than their bytes say. */
  fragmentsMax: 128,
  /** Chunks that wait to become a message: the largest frame in small packets is 500. */
  bufferedChunksMax: 2_048,
  /** How long the other side may take to answer our closing, before the socket is cut. */
  closeMsMax: 5_000,
  /** The kernel counts its keep-alive in seconds. */
  keepAliveMsMin: 1_000,
} as const;

/** The WebSocket side of a server. */
export interface WsFront {
  readonly sockets: number;
  /** Stops the heartbeat and cuts sockets that have not closed by themselves. */
  close(): void;
}

const refuseUpgrade = (socket: Duplex, status: string): void =>
  hangUp(socket, `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);

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
  /** A socket was cut for what it had sent of a message without an end (T9). */
  readonly onUnfinishedCut?: (bytes: number) => void;
  readonly onRefused?: (why: UpgradeRefusal | 'not-admitted', request: IncomingMessage) => void;
  /** A connection became a WebSocket. */
  readonly onUpgraded?: (socket: Duplex) => void;
}): WsFront => {
  const { server, relay, origins, gate } = deps;
  const servedSockets = startHeartbeat<ServedSocket>(deps.heartbeatMs);
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
  /** For those who are turned away: nothing that they say needs to be held (T9). */
  const doorstep = new WebSocketServer({ ...options, maxPayload: LIMITS.frameBytesMaxBeforeOpen });
  const served: ServedSocketDeps = {
    relay,
    writer: createTurnWriter(),
    unfinishedBudget: createByteBudget(deps.unfinishedBytesMax),
    onUnfinishedCut: (bytes) => deps.onUnfinishedCut?.(bytes),
  };

  const serve = (webSocket: WebSocket, { socket, headers }: IncomingMessage, { address, leave }: Entry): void => {
    const isProxied = headers['x-forwarded-for'] !== undefined;
    const from = { dialledHost: origins.dialledHost(headers.host ?? ''), address, isProxied };
    socket.setKeepAlive(true, Math.max(deps.heartbeatMs, TRANSPORT_LIMITS.keepAliveMsMin));
    servedSockets.add(
      serveSocket(served, webSocket, socket, from, (gone) => {
        servedSockets.delete(gone);
        leave();
      }),
    );
  };

  /** A page learns nothing of a refused handshake, so whoever has no token is let in and told to go. */
  const turnAway = (webSocket: WebSocket, request: IncomingMessage, { leave }: Entry): void => {
    deps.onRefused?.('not-admitted', request);
    webSocket.on('error', () => undefined);
    webSocket.on('close', leave);
    webSocket.close(CLOSE_CODES['not-admitted'].number, 'not-admitted');
  };

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Node has taken its own listener off, and a refusal may have to wait behind an answer that nobody reads (H5).
    const cutLate = (): void => void socket.destroy();
    socket.once('timeout', cutLate);
    if (!asksForWebSocket(request)) return answerInHttp(server, request);
    const entry = gate.enter(request);
    if (typeof entry === 'string') {
      deps.onRefused?.(entry, request);
      return refuseUpgrade(socket, UPGRADE_REFUSALS[entry]);
    }
    const isAdmitted = deps.isAdmitted(request.headers['sec-websocket-protocol']);
    let upgraded = false;
    (isAdmitted ? webSockets : doorstep).handleUpgrade(request, socket, head, (webSocket) => {
      upgraded = true;
      socket.off('timeout', cutLate);
      deps.onUpgraded?.(socket);
      if (isAdmitted) serve(webSocket, request, entry);
      else turnAway(webSocket, request, entry);
    });
    // Not a WebSocket handshake after all: ws has answered it.
    if (!upgraded) entry.leave();
  };
  server.on('upgrade', onUpgrade);

  return {
    get sockets() {
      return servedSockets.size;
    },
    close: () => {
      servedSockets.stop();
      server.off('upgrade', onUpgrade);
      for (const socket of servedSockets.all()) socket.cut();
    },
  };
};

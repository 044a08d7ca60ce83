/** One WebSocket that is served: what the relay core has of it, and what the front counts about it (RELAY.md, T4, T8, T9). */
import type { Socket } from 'node:net';
import { CLOSE_CODES } from '@tote/wire';
import type { WebSocket } from 'ws';
import type { ByteBudget, ByteHolder, ByteShare } from '../core/byte-budget.ts';
import type { Relay, RelayConnection, RelaySocket } from '../core/index.ts';
import { createSilence, type Silence } from './heartbeat.ts';
import type { Outbox, TurnWriter } from './turn-writer.ts';
import { createUnfinishedMessage, type UnfinishedMessage } from './unfinished-message.ts';

/** A goodbye that would have to wait behind more than this is not said: what waits would stay in memory for as long. */
const GOODBYE_BYTES_MAX = 64 * 1024;

/** What all sockets of a front share. */
export interface ServedSocketDeps {
  readonly relay: Pick<Relay, 'connect'>;
  readonly writer: TurnWriter;
  /** Of messages that have not come to their end. */
  readonly unfinishedBudget: ByteBudget;
  /** A socket was cut for it. */
  readonly onUnfinishedCut: (bytes: number) => void;
}

/** Where a socket comes from. */
export interface SocketOrigin extends Pick<RelaySocket, 'dialledHost' | 'address'> {
  /** By way of a proxy. */
  readonly isProxied: boolean;
}

/** A socket as its front sees it. */
export interface ServedSocket {
  /** Asks a socket that is silent for a sign of life, or cuts it when it gave none (T4). */
  checkHeartbeat(): void;
  cut(): void;
}

class Served implements ServedSocket, RelaySocket, ByteHolder {
  readonly dialledHost: string;
  readonly address: string | undefined;
  readonly #deps: ServedSocketDeps;
  readonly #webSocket: WebSocket;
  readonly #outbox: Outbox;
  readonly #connection: RelayConnection;
  readonly #unfinished: UnfinishedMessage = createUnfinishedMessage();
  readonly #unfinishedShare: ByteShare;
  readonly #silence: Silence = createSilence();
  readonly #isProxied: boolean;

  constructor(
    deps: ServedSocketDeps,
    webSocket: WebSocket,
    socket: Socket,
    from: SocketOrigin,
    onGone: (served: ServedSocket) => void,
  ) {
    this.#deps = deps;
    this.#webSocket = webSocket;
    this.dialledHost = from.dialledHost;
    this.address = from.address;
    this.#isProxied = from.isProxied;
    this.#outbox = deps.writer.outboxFor(socket, () => this.#isOpen());
    this.#unfinishedShare = deps.unfinishedBudget.track(this);
    this.#connection = deps.relay.connect(this);
    // Before ws hears of what came, so that what it makes of it is taken off again.
    socket.prependListener('data', ({ length }: Buffer) => {
      this.#silence.heard(); // a part of a message is a sign, too: the answer to a ping stands behind its end
      this.#unfinished.came(length);
      this.#unfinishedShare.changed();
    });
    socket.on('drain', () => this.#connection.drained());
    webSocket.on('message', (message: Buffer, isBinary) => this.#take(message, isBinary));
    webSocket.on('ping', ({ length }: Buffer) => this.#unfinished.ended(length));
    webSocket.on('pong', ({ length }: Buffer) => this.#unfinished.ended(length));
    // A message that is too large or malformed as WebSocket ends this socket; ws has told the other side why.
    webSocket.on('error', () => this.#connection.closed());
    webSocket.on('close', () => {
      this.#unfinishedShare.forget();
      this.#connection.closed();
      onGone(this);
    });
  }

  // --- For the relay core

  send(frame: Uint8Array): void {
    // Past ws: without compression it keeps no state between messages, and a whole message may go between two of its own.
    if (this.#isOpen()) this.#outbox.send(frame);
  }

  close(code: number, reason: string): void {
    if (this.#outbox.bufferedBytes() > GOODBYE_BYTES_MAX) return this.#webSocket.terminate();
    this.#outbox.flush();
    this.#webSocket.close(code, reason);
  }

  bufferedBytes(): number {
    return this.#outbox.bufferedBytes();
  }

  // --- For the budget of messages that have not come to their end

  heldBytes(): number {
    return this.#unfinished.bytes;
  }

  evict(): void {
    this.#deps.onUnfinishedCut(this.#unfinished.bytes);
    this.#unfinishedShare.forget();
    this.#webSocket.terminate();
  }

  // --- For the front

  checkHeartbeat(): void {
    // Behind a proxy the kernel asks the proxy, which may cut what says nothing for a while.
    const outcome = this.#silence.look(() => this.#isProxied || this.#connection.isSeen());
    if (outcome === 'cut') this.#webSocket.terminate();
    else if (outcome === 'ask' && this.#isOpen()) this.#outbox.ping();
  }

  cut(): void {
    this.#webSocket.terminate();
  }

  #isOpen(): boolean {
    return this.#webSocket.readyState === this.#webSocket.OPEN;
  }

  #take(message: Buffer, isBinary: boolean): void {
    this.#unfinished.ended(message.length);
    if (isBinary) return this.#connection.receive(message);
    this.#connection.closed();
    this.#webSocket.close(CLOSE_CODES['bad-frame'].number, 'bad-frame');
  }
}

/** Serves a socket from now on. `onGone` is called once, when it is closed. */
export const serveSocket = (
  deps: ServedSocketDeps,
  webSocket: WebSocket,
  socket: Socket,
  from: SocketOrigin,
  onGone: (served: ServedSocket) => void,
): ServedSocket => new Served(deps, webSocket, socket, from, onGone);

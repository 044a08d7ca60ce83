/**
 * One write per socket and turn of the event loop (RELAY.md, T5 and D8). What the turn sends is gathered and handed to the
 * kernel when the turn's input has been dealt with: at once if nothing else came in, so a lone frame waits for nobody. A
 * frame that goes to many sockets is made into a WebSocket message once for all of them.
 */
import type { Socket } from 'node:net';

/** Binary and final, RFC 6455, 5.2. A server does not mask. */
const FIRST_BYTE = 0x82;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;
/** An empty ping, the same for all. */
const PING = Buffer.of(0x89, 0);

/** A frame of ours as one WebSocket message, header and all. */
export const toMessage = (frame: Uint8Array): Buffer => {
  const headerBytes = frame.length < LENGTH_IN_2_BYTES ? 2 : frame.length < 0x1_0000 ? 4 : 10;
  const message = Buffer.allocUnsafe(headerBytes + frame.length);
  message[0] = FIRST_BYTE;
  if (headerBytes === 2) message[1] = frame.length;
  else if (headerBytes === 4) {
    message[1] = LENGTH_IN_2_BYTES;
    message.writeUInt16BE(frame.length, 2);
  } else {
    message[1] = LENGTH_IN_8_BYTES;
    message.writeBigUInt64BE(BigInt(frame.length), 2);
  }
  message.set(frame, headerBytes);
  return message;
};

/** What is needed of a `net.Socket`. */
export type MessageSocket = Pick<Socket, 'write' | 'cork' | 'uncork' | 'writableLength'>;

/** What one socket sends in this turn. */
export interface Outbox {
  send(frame: Uint8Array): void;
  /** Asks the other side for a sign of life. */
  ping(): void;
  /** Writes what waits now: something else is about to be written. */
  flush(): void;
  /** Bytes that were sent and have not left this process. */
  bufferedBytes(): number;
}

/** Gathers for all sockets of a front. */
export interface TurnWriter {
  /** `isOpen`: whether messages may still be written. What waits when they may not is dropped. */
  outboxFor(socket: MessageSocket, isOpen: () => boolean): Outbox;
}

/**
 * Both collections are made anew for each turn (RELAY.md, D16): tables of a Map or Set that lives on, emptied again and again, hang
 * together, and the oldest keeps all later ones and what was in them until the whole heap is collected.
 */
class Writer implements TurnWriter {
  readonly #atEndOfTurn: (run: () => void) => void;
  #waiting: SocketOutbox[] = [];
  #messageByFrame = new Map<Uint8Array, Buffer>();

  constructor(atEndOfTurn: (run: () => void) => void) {
    this.#atEndOfTurn = atEndOfTurn;
  }

  outboxFor(socket: MessageSocket, isOpen: () => boolean): Outbox {
    return new SocketOutbox(this, socket, isOpen);
  }

  messageOf(frame: Uint8Array): Buffer {
    const message = this.#messageByFrame.get(frame) ?? toMessage(frame);
    this.#messageByFrame.set(frame, message);
    return message;
  }

  wait(outbox: SocketOutbox): void {
    if (this.#waiting.length === 0) this.#atEndOfTurn(() => this.#flushAll());
    this.#waiting.push(outbox);
  }

  #flushAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#messageByFrame = new Map();
    for (const outbox of waiting) outbox.flush();
  }
}

class SocketOutbox implements Outbox {
  readonly #writer: Writer;
  readonly #socket: MessageSocket;
  readonly #isOpen: () => boolean;
  #messages: Buffer[] = [];
  #waitingBytes = 0;

  constructor(writer: Writer, socket: MessageSocket, isOpen: () => boolean) {
    this.#writer = writer;
    this.#socket = socket;
    this.#isOpen = isOpen;
  }

  send(frame: Uint8Array): void {
    this.#push(this.#writer.messageOf(frame));
  }

  ping(): void {
    this.#push(PING);
  }

  flush(): void {
    const out = this.#messages;
    this.#messages = [];
    this.#waitingBytes = 0;
    if (out.length === 0 || !this.#isOpen()) return;
    // Corked, many writes reach the kernel as one; a single one needs no cork.
    const [only, second] = out;
    if (only && !second) return void this.#socket.write(only);
    this.#socket.cork();
    for (const message of out) this.#socket.write(message);
    this.#socket.uncork();
  }

  bufferedBytes(): number {
    return this.#socket.writableLength + this.#waitingBytes;
  }

  #push(message: Buffer): void {
    if (this.#messages.push(message) === 1) this.#writer.wait(this);
    this.#waitingBytes += message.length;
  }
}

/** Creates it. `atEndOfTurn` runs something when the turn's input has been dealt with. */
export const createTurnWriter = (atEndOfTurn: (run: () => void) => void = setImmediate): TurnWriter =>
  new Writer(atEndOfTurn);

/**
 * Bytes of a WebSocket message that has not come to its end (RELAY.md, T9): ws holds them until it has, and they are up to a frame for each
 * socket, proven or not. RFC 6455, 5.2: a client's header is 6 bytes, 8 or 14 with a length of its own.
 */

/** Headers of pieces and the like that are not counted exactly; less than this is nothing. */
const UNCOUNTED_BYTES = 1_024;

const headerBytes = (messageBytes: number): number => (messageBytes < 126 ? 6 : messageBytes < 0x1_0000 ? 8 : 14);

/** What one socket has sent of a message that goes on. */
export interface UnfinishedMessage {
  readonly bytes: number;
  /** Bytes came, whatever they are. */
  came(bytes: number): void;
  /** They made this message, or this ping or pong. */
  ended(messageBytes: number): void;
}

class Count implements UnfinishedMessage {
  bytes = 0;

  came(bytes: number): void {
    this.bytes += bytes;
  }

  ended(messageBytes: number): void {
    const rest = this.bytes - messageBytes - headerBytes(messageBytes);
    this.bytes = rest > UNCOUNTED_BYTES ? rest : 0;
  }
}

/** Starts to count. */
export const createUnfinishedMessage = (): UnfinishedMessage => new Count();

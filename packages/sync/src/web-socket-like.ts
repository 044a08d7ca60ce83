/** The part of the browser's WebSocket that sync uses; also what Node's `ws` and the simulator's network offer. */
export interface WebSocketLike {
  binaryType: string;
  readonly bufferedAmount: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: ((event: never) => void) | null;
  send(frame: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
}

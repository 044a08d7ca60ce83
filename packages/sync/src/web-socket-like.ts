/** The part of the browser's WebSocket that sync uses; also what Node's `ws` and the simulator's network offer. */
export interface WebSocketLike {
  binaryType: string;
  readonly bufferedAmount: number;
  /** As the browser counts: 2 and 3 mean that it is closing or closed. */
  readonly readyState?: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null;
  onclose: ((event: { readonly code: number; readonly reason?: string }) => void) | null;
  onerror: ((event: never) => void) | null;
  send(frame: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
}

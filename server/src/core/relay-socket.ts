/** Port: one connected client, whatever carries its bytes. None of it may throw or call back synchronously. */
export interface RelaySocket {
  /** Takes a whole frame; keeps the order. The bytes are never changed afterwards. */
  send(frame: Uint8Array): void;
  /** Ends the connection. `closed` of its {@link RelayConnection} is then called once, if it was not yet. */
  close(code: number, reason: string): void;
  /** Bytes that were sent and have not left this process. */
  bufferedBytes(): number;
  /** Host with port by which the client reached us, lower case, no scheme: what its proof must be bound to. */
  readonly dialledHost: string;
  /** What clients from the same place share, for bounds per address; undefined: not known, not counted. */
  readonly address?: string | undefined;
}

/** The relay's end of one connection: what the transport tells it. */
export interface RelayConnection {
  receive(frame: Uint8Array): void;
  /** The transport has sent everything that it held back; optional for transports without that notion. */
  drained(): void;
  closed(): void;
  /** Somebody else follows a list of this connection, and would see it go. */
  isSeen(): boolean;
}

/** Port: runs something later. The answer cancels it. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

/** Why bytes are not a frame. Any of them ends the connection that sent them (close code 4400 or 4402), and only that. */
export type WireError =
  /** More bytes than `LIMITS.frameBytesMax`. */
  | { readonly type: 'wire-too-large'; readonly bytes: number }
  /** The frame ends inside a field. */
  | { readonly type: 'wire-truncated' }
  /** Bytes are left after the last field. */
  | { readonly type: 'wire-trailing-bytes'; readonly bytes: number }
  /** The first byte names no frame of this direction. */
  | { readonly type: 'wire-unknown-opcode'; readonly opcode: number }
  /** A number is above its limit, below its least value, or not in its shortest form. */
  | { readonly type: 'wire-bad-number'; readonly field: string }
  /** A byte with a closed set of meanings holds something else. */
  | { readonly type: 'wire-bad-value'; readonly field: string };

/**
 * Every number that bounds a frame, with its unit in the name and the attack or need beside it (PROTOCOL.md, W4).
 * Decoders check all of them before they allocate; encoders assert them.
 */
export const LIMITS = {
  /** A whole frame. Ten years of a household are a 61 KB document; four times that must still fit one snapshot, or an empty relay could not be re-seeded. More would let a socket pin more memory. */
  frameBytesMax: 262_144,
  /** A frame on a socket that has no open channel yet: only hello, open and ping are lawful there, and none of them is longer than 300 bytes. */
  frameBytesMaxBeforeOpen: 1_024,
  /** One envelope: the largest that still leaves room for the header of every frame that carries it. */
  envelopeBytesMax: 262_144 - 64,
  /** Presence is passed on to everybody and never stored, so it is the cheapest thing to flood with. */
  presenceBytesMax: 4_096,
  /** Envelopes in one append: bounds the work of one store transaction. */
  envelopesPerAppendMax: 128,
  /** Entries in one frame: bounds what a reader allocates for a frame of tiny entries. */
  entriesPerFrameMax: 1_024,
  /** Challenge nonces per hello; one is used up by each open. */
  noncesPerHelloMax: 64,
  /** Channel numbers are never used twice on one socket, so this also bounds the opens on one socket. */
  channelMax: 0xffff,
  /** Request numbers count up from 1 on each channel. */
  requestMax: 0xffff_ffff,
  /** Peer numbers within a room. */
  peerMax: 0xffff_ffff,
  /** A heartbeat's token. */
  tokenMax: 0xffff_ffff,
  /** Protocol versions. */
  versionMax: 0xff,
  /** Sequence numbers: what a JavaScript number counts exactly. */
  sequenceMax: Number.MAX_SAFE_INTEGER,
} as const;

/** Fields of a fixed length, in bytes. */
export const FIELD_BYTES = {
  publicKey: 32,
  contentCommitment: 32,
  nonce: 32,
  signature: 64,
  generation: 16,
} as const;

/** The version of PROTOCOL.md that this code speaks; also bound into the proof that opens a list. */
export const PROTOCOL_VERSION = 1;

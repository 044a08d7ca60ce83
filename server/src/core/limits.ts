import { LIMITS } from '@tote/wire';

/**
 * Bounds of one relay: default, unit in the name, reason (RELAY.md lists the variables that change them). The frame's own limits are `LIMITS` of the wire.
 */
export const RELAY_LIMITS = {
  /** From connecting to the first open list. Half-open sockets cost memory and nothing else frees them. */
  handshakeMsMax: 15_000,
  /** A socket that follows no list any more is closed after this: the app lets go of it after 3 s by itself. */
  idleMsMax: 60_000,
  /** A nonce is good for this long. */
  nonceMsMax: 30_000,
  /** Nonces outstanding per socket; asking for more forgets the oldest. */
  noncesMax: 128,
  /** Lists followed on one socket: an app with many lists has tens. */
  listsPerSocketMax: 256,
  /** Frames of any kind per second and socket, and how many may come at once. A re-seeding device sends a few hundred. */
  framesPerSecond: 2_000,
  framesBurst: 10_000,
  /** Proofs per second and socket: each costs a signature check (0.07 ms). */
  opensPerSecond: 20,
  opensBurst: 300,
  /**
   * The same for all sockets of an address: 256 of them with 300 proofs each would hold up everybody for 5 s. A burst is 0.14 s of the
   * event loop, the rate 1.4 % of it; an office whose 256 devices come back with eight lists each does not notice.
   */
  opensPerAddressPerSecond: 200,
  opensPerAddressBurst: 2_000,
  /** Envelopes per second and socket: each costs a signature check and disk. */
  envelopesPerSecond: 1_000,
  envelopesBurst: 5_000,
  /**
   * The same for all sockets of an address. A burst is 0.7 s of the event loop, the rate 14 % of it. A household makes tens a minute; a supermarket
   * whose Wi-Fi gives a thousand shoppers one address some hundred a second, and what they wrote off-line comes as few envelopes.
   */
  envelopesPerAddressPerSecond: 2_000,
  envelopesPerAddressBurst: 10_000,
  /**
   * And their bytes: by this, filling the default store takes one address 31 hours. A thousand shoppers an hour write 50 MiB; devices that
   * bring 500 lists of ten years back to an empty relay need 30.
   */
  envelopeBytesPerAddressPerHour: 256 * 1024 * 1024,
  envelopeBytesPerAddressBurst: 256 * 1024 * 1024,
  /** Presence messages per second and channel; more is dropped unanswered. */
  presencePerSecond: 10,
  presenceBurst: 30,
  /** One envelope in the log: what the wire can carry. */
  envelopeBytesMax: LIMITS.envelopeBytesMax,
  /** Envelopes after the newest snapshot. Replicas make a snapshot every 100; this is for one whose makers are all gone. */
  tailEntriesMax: 50_000,
  tailBytesMax: 16 * 1024 * 1024,
  /** All that is kept of one list, entries in their grace time included. */
  listBytesMax: 128 * 1024 * 1024,
  /** Entries and bytes handed to the store in one append of a room. Bounds one transaction. */
  batchEntriesMax: 256,
  batchBytesMax: 1024 * 1024,
  /** Appends of one room that wait for the store. Beyond it the sender is refused and tries again. */
  waitingBytesMax: 8 * 1024 * 1024,
  /** The same for all rooms together: a flood over many lists must not fill the memory either. */
  waitingBytesTotalMax: 64 * 1024 * 1024,
  /** Bytes of the log read at once for one follower. */
  readBytes: 64 * 1024,
  /** A socket with this much unsent is behind: live entries are not queued for it, it resumes from the log by its cursor. */
  behindBytes: 256 * 1024,
  /** Presence is dropped for a socket with this much unsent. */
  presenceDropBytes: 64 * 1024,
  /** A socket with this much unsent is closed: a mark's worth, a batch and what small frames an honest client causes are far less. */
  unsentBytesMax: 4 * 1024 * 1024,
  /** Unsent bytes of all sockets together. Beyond it the fattest sockets are closed first: they come back by their cursors. */
  unsentBytesTotalMax: 128 * 1024 * 1024,
  /** A follower that is behind and takes in nothing for this long is closed. */
  stalledMsMax: 30_000,
  /** How often a follower that is behind is looked at, besides when its socket says that it drained. */
  behindPollMs: 200,
  /** A cursor further behind the newest snapshot than this gets the snapshot instead of every single entry. */
  resumeEntriesMax: 256,
  /** New lists per hour and address, and how many at once: a device that brings everything back to an empty relay has tens. */
  createdListsPerHour: 100,
  createdListsBurst: 300,
  /** At a drain the clients are told to come back spread over so much time that not more than these return per second. */
  returnsPerSecond: 500,
  /** How long a drain waits for the store before sockets are closed all the same. */
  drainMsMax: 10_000,
} as const satisfies Readonly<Record<string, number>>;

/** Every bound with its value for one relay. */
export type RelayLimits = { readonly [K in keyof typeof RELAY_LIMITS]: number };

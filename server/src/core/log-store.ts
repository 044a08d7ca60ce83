/**
 * Port: where a relay keeps its logs (RELAY.md, L1-L12). One log per list: sealed envelopes under contiguous sequence numbers
 * that start at 1, and a generation that says which log this is. Adapters run log-store-contract.ts.
 */
import type { Result } from './result.ts';

/** Name of a list in maps and stores: base64url of its id, 43 characters. */
export type ListName = string;

/** Whether somebody wrote such a name: its last character stands for four bits. */
export const isListName = (text: string): text is ListName => /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(text);

/** An envelope on its way into a log. */
export interface NewEntry {
  /** 32 bytes, SHA-256 of the envelope: appending is idempotent by it. */
  readonly id: Uint8Array;
  readonly envelope: Uint8Array;
  /** For a snapshot: the last sequence that it stands for. */
  readonly covers?: number;
}

/** An envelope as it stands in a log. */
export interface StoredEntry {
  readonly sequence: number;
  readonly envelope: Uint8Array;
  readonly covers?: number;
}

/** Where a log stands. */
export interface LogHead {
  /** 16 bytes. Another value than before means that entries were lost (or may have been): cursors into the log are void. */
  readonly generation: Uint8Array;
  /** The last sequence number that was given. */
  readonly sequence: number;
  /** The snapshot that covers most; the later one of equals. */
  readonly snapshot?: { readonly sequence: number; readonly covers: number };
  /** Entries up to here were dropped, since snapshots stood for them long enough. */
  readonly prunedThrough: number;
  /** Bytes of all envelopes that are kept. */
  readonly bytes: number;
  /** Bytes of the envelopes after `snapshot.covers`. */
  readonly tailBytes: number;
}

/** What an append did. */
export interface Appended {
  /** One for each entry of the request, in its order. An entry that was there already has its old sequence. */
  readonly sequences: readonly number[];
  /** The head after it. */
  readonly head: LogHead;
}

/**
 * Why there is no room: for lists that are new, for anything more by the store's own bound, above what is to stay free of the disk, on
 * the disk at all, or in the memory of the server that relays share.
 */
export type StoreBound = 'new-lists' | 'store-bytes' | 'disk-floor' | 'disk' | 'redis-memory';

/** Why an append was not done. Whether some of it reached the disk is not known after `store-failed`. */
export type StoreFailure =
  /** No room: nothing was stored. */
  | { readonly type: 'store-full'; readonly bound: StoreBound }
  | { readonly type: 'store-failed'; readonly detail: string };

/** What became durable in a log, by whichever relay. */
export interface LogNews {
  readonly head: LogHead;
  /** Those that end at the head's sequence, in rising order; none if they are too large to be told. */
  entries(): readonly StoredEntry[];
}

/** Hears of one log in a store that several relays share. */
export interface LogListener {
  appended(news: LogNews): void;
  /** A relay says something to those who follow the list elsewhere. */
  said(relay: string, message: Uint8Array): void;
  /** Nothing comes from this relay any more. */
  gone(relay: string): void;
  /** Entries may have been appended unheard; or whatever relays said was not heard either. */
  missed(what: 'entries' | 'all'): void;
}

/** A log that is listened to. */
export interface LogFollowing {
  /** Tells the other relays; what is lost on the way is lost. */
  say(message: Uint8Array): void;
  close(): void;
}

/** Keeps logs. All methods may be called at any time and together; appends to one list happen in the order of the calls. */
export interface LogStore {
  /** Undefined for a list that nothing was ever appended to. */
  head(list: ListName): Promise<LogHead | undefined>;
  /**
   * Appends all entries or none and answers only when they are durable. `generation` (16 bytes) becomes the log's if it has
   * none yet; the head in the answer says which one holds.
   */
  append(list: ListName, entries: readonly NewEntry[], generation: Uint8Array): Promise<Result<Appended, StoreFailure>>;
  /**
   * Durable entries after a sequence in rising order: as many as fit `bytesMax`, but at least one if there is any. Numbers
   * that are missing were pruned, or are damaged and set aside. An empty answer means that there is nothing after it.
   */
  read(list: ListName, after: number, bytesMax: number): Promise<readonly StoredEntry[]>;
  /**
   * Sequence of an envelope that is durable in the log; undefined if it is not there. Only for stores that can tell at once:
   * it spares a signature check (RELAY.md, R3), and nothing depends on it.
   */
  sequenceOf?(list: ListName, id: Uint8Array): number | undefined;
  /**
   * Only for stores that several relays share: tells of what happens to a log from the moment on at which this resolves, what this
   * relay appends itself included, in the order of the log. What is not heard all the same is told by `missed`, in bounded time.
   */
  follow?(list: ListName, listener: LogListener): Promise<LogFollowing>;
  close(): Promise<void>;
}

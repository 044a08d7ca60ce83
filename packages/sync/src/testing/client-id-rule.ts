/** The rule of client ids as something that a test can break one part of, and what a life under it came to (S16). */
import type * as Y from 'yjs';
import type { KeptClientId } from '../session-note.ts';

/** How a session comes to its id. A test breaks one part of it at a time. */
export interface IdRule {
  /** The id of the first moment; the rule says the fresh one. */
  readonly startOn: (fresh: number, kept: KeptClientId | undefined) => number;
  /** Whether the log is read before the keeper hears that it was. */
  readonly asksRelay: boolean;
  /** Whether the keeper hears that the relay had lost data. */
  readonly heedsLoss: boolean;
  /** Whether the keeper may think itself alone. `hasLoaded` is false in a tab that got the lock and did not read the disk yet. */
  readonly isExclusive: (tab: { readonly holdsLock: boolean; readonly hasLoaded: boolean }) => boolean;
  /** The note as it is read, beside the copy that was loaded. */
  readonly readNote: (kept: KeptClientId | undefined, doc: Y.Doc) => KeptClientId | undefined;
  /** What outlives a crash although it was written behind what is lost. */
  readonly outlivesCrash: 'data' | 'note' | undefined;
}

/** The rule as it is kept. */
export const WHOLE_RULE: IdRule = {
  startOn: (fresh) => fresh,
  asksRelay: true,
  heedsLoss: true,
  isExclusive: ({ holdsLock, hasLoaded }) => holdsLock && hasLoaded,
  readNote: (kept) => kept,
  outlivesCrash: undefined,
};

/** What became of a life, and how often what it is about has happened. */
export interface LifeResult {
  readonly diverged: boolean;
  readonly lostEdits: number;
  /** Sessions that moved to an id of an earlier one. */
  readonly reused: number;
  /** Sessions that had read the log, held the lock and left the noted id alone. */
  readonly declined: number;
  readonly crashesWithLoss: number;
  readonly restores: number;
  readonly takeOvers: number;
  readonly relayLosses: number;
}

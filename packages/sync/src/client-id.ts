/**
 * Which Yjs client id a session writes under. Yjs draws a new one per page load, and each costs every later state vector
 * about nine bytes for ever; two writers on one id, though, lose data silently. The rule (S16):
 *
 *   fresh ──logs read, nothing lost or pending, tab lock held, the kept id stands exactly where our copy left it──▶ kept
 *
 * Invariants: a session starts on a fresh id. The kept id is taken only after the log of each relay has been read and brought
 * nothing of that id which the copy did not have: otherwise a session whose writes were not stored (a crash, a restored
 * backup, a cloned profile) has used it, and the fresh id of this session becomes the kept one. Clock and data need no
 * common transaction: a note that does not match the copy to the struct is not used.
 */
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { foretells } from './pending.ts';
import type { KeptClientId } from './session-note.ts';

/** Keeper of the client id of one session. */
export interface ClientIdKeeper {
  /** The whole log of every relay has been read. `trusted` is false when one had lost data: others may know more than it. */
  logRead(trusted: boolean): void;
  /**
   * Yjs itself moves to a new id when it meets its own from elsewhere; presence must follow. From an id of which somebody says what
   * comes next it moves here: nobody who is honest can know, and what is written under it would be gone for all others.
   */
  realign(): void;
  /** Somebody present says to write under our id (a copied browser profile): leave it to them. */
  clash(): void;
  /** What to note for the next session. */
  readonly kept: KeptClientId | undefined;
}

/**
 * Creates the keeper.
 * @param kept the id noted by the last session, with the clock that its copy had then.
 * @param isExclusive whether this is the one tab that stores the list.
 */
export const createClientIdKeeper = (deps: {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly kept: KeptClientId | undefined;
  readonly isExclusive: () => boolean;
  readonly draw: () => number;
}): ClientIdKeeper => {
  const { doc, awareness, isExclusive } = deps;
  // Judged at load, before anything else came in: the copy and its note agree.
  const candidate = deps.kept && clockOf(doc, deps.kept.id) === deps.kept.clock ? deps.kept : undefined;
  let settled = false;
  let owned: number | undefined;

  const realign = () => {
    if (foretells(doc, doc.clientID)) doc.clientID = deps.draw();
    if (awareness.clientID === doc.clientID) return;
    const state = awareness.getLocalState();
    awareness.setLocalState(null);
    awareness.clientID = doc.clientID;
    if (owned !== undefined && owned !== doc.clientID) owned = undefined;
    awareness.setLocalState(state);
  };

  return {
    logRead: (trusted) => {
      if (settled || !isExclusive()) return;
      settled = true;
      // Not trusted, the old id is given up for good: the next session would see a log that seems whole.
      const isWhole = trusted && !doc.store.pendingStructs; // what is pending may have been written under it
      if (isWhole && candidate && !foretells(doc, candidate.id) && clockOf(doc, candidate.id) === candidate.clock)
        doc.clientID = candidate.id;
      owned = doc.clientID;
      realign();
    },
    realign,
    clash: () => {
      doc.clientID = deps.draw();
      realign();
    },
    get kept() {
      // Until this session may own an id, the old note stays: it is checked again before it is used.
      return owned === undefined ? deps.kept : { id: owned, clock: clockOf(doc, owned) };
    },
  };
};

const clockOf = (doc: Y.Doc, client: number): number => Y.getState(doc.store, client);

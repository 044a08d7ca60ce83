/**
 * Acts that none of some relays is known to hold: this device's own, or those that one relay may lack of other tabs. An act is
 * one update of the document; it stops waiting when some relay's knowledge covers it, whoever brought it there. Computed from
 * content, so it is right after a reload, with two tabs and with several relays.
 */
import { isAtRelay, type RelayKnowledge } from './relay-knowledge.ts';

/** Acts that wait, oldest first. */
export interface WaitingActs {
  readonly count: number;
  readonly updates: readonly Uint8Array[];
  /** Counts the update, in the place of another if one is named, unless a relay holds it already. */
  add(update: Uint8Array, instead?: Uint8Array): void;
  /** Drops what relays hold by now; costs nothing while nothing was learnt of them. */
  settle(): void;
  /** Those that still wait; they are forgotten. */
  take(): readonly Uint8Array[];
}

/** Creates the record; `relays` are consulted at every question, they change in place. */
export const createWaitingActs = (relays: readonly RelayKnowledge[]): WaitingActs => {
  let updates: Uint8Array[] = [];
  /** What each relay held when that was last asked: another object whenever something was learnt. */
  let asked: readonly unknown[] = [];
  const isHeld = (update: Uint8Array) => relays.some((relay) => isAtRelay(relay, update));
  const settle = () => {
    const helds = relays.map(({ held }) => held);
    if (helds.every((held, i) => held === asked[i])) return;
    asked = helds;
    updates = updates.filter((update) => !isHeld(update));
  };
  return {
    get count() {
      return updates.length;
    },
    get updates() {
      return updates;
    },
    add: (update, instead) => {
      if (instead) updates = updates.filter((other) => other !== instead);
      if (!isHeld(update)) updates.push(update);
    },
    settle,
    take: () => {
      settle();
      const taken = updates;
      updates = [];
      return taken;
    },
  };
};

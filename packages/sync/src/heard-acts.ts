/**
 * Acts of other tabs of this browser, which those tabs send themselves. Until a relay is known to hold them they go ahead of
 * the next own act, which may build on them (S15).
 */
import { isAtRelay, type RelayKnowledge } from './relay-knowledge.ts';

/** Acts of other tabs that one relay may lack. */
export interface HeardActs {
  add(update: Uint8Array): void;
  /** Those that the relay is not known to hold, in the order in which they were heard; they are forgotten. */
  take(): readonly Uint8Array[];
}

/** Creates an empty record. */
export const createHeardActs = (knowledge: RelayKnowledge): HeardActs => {
  let updates: Uint8Array[] = [];
  const lacking = () => updates.filter((update) => !isAtRelay(knowledge, update));
  return {
    add: (update) => {
      updates = [...lacking(), update];
    },
    take: () => {
      const taken = lacking();
      updates = [];
      return taken;
    },
  };
};

/**
 * Everything that happens in a world, in order. Its hash is what makes "the same seed replays the same run" a test; its
 * lines are what a person reads when a seed fails, and what the lab draws.
 */

/** One thing that happened. */
export interface JournalEntry {
  readonly atMs: number;
  /** A device, a relay, the network, or the weather (faults). */
  readonly who: string;
  readonly what: string;
  readonly detail: string;
}

/** Record of one world. */
export interface Journal {
  note(who: string, what: string, detail?: string | number): void;
  /** Hash over all entries so far, 16 hex digits. */
  readonly hash: string;
  readonly entries: number;
}

const FNV_PRIME = 0x01000193;

/** Creates an empty journal; `listen` hears each entry as it is made. */
export const createJournal = (nowMs: () => number, listen?: (entry: JournalEntry) => void): Journal => {
  let [low, high, entries] = [0x811c9dc5, 0x9747b28c, 0];
  const mix = (text: string) => {
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      low = Math.imul(low ^ code, FNV_PRIME);
      high = Math.imul(((high << 5) | (high >>> 27)) ^ code, 0x85ebca6b);
    }
  };
  return {
    note: (who, what, detail = '') => {
      const atMs = nowMs();
      entries += 1;
      mix(`${atMs}|${who}|${what}|${detail}\n`);
      listen?.({ atMs, who, what, detail: String(detail) });
    },
    get hash() {
      return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
    get entries() {
      return entries;
    },
  };
};

/** Short name of some bytes, for journal lines. */
export const digestOf = (bytes: Uint8Array): string => {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return (hash >>> 0).toString(16).padStart(8, '0');
};

/** Puts what was read of a log into the document: merged, in one go, and if Yjs breaks off in the midst of it, in parts (S21). */
import * as Y from 'yjs';
import type { SetAside } from './local-store.ts';
import type { ReadEntry } from './log-reader.ts';

/** Takes entries into the document; what contradicts what is there already is set aside, all else is taken. */
export const takeIn = (
  entries: readonly ReadEntry[],
  deps: { readonly doc: Y.Doc; readonly origin: unknown; readonly setAside: (entry: SetAside) => void },
): void => {
  const [first, ...others] = entries;
  if (!first) return;
  const isTaken = (): boolean => {
    try {
      const updates = entries.map(({ update }) => update);
      Y.applyUpdate(deps.doc, others.length === 0 ? first.update : Y.mergeUpdates(updates), deps.origin);
      return true;
    } catch {
      // Yjs found by surprise that two updates do not fit each other. It has taken in a part, and takes the rest if it is told again.
      return false;
    }
  };
  if (isTaken()) return;
  if (others.length > 0) {
    const middle = entries.length >> 1;
    takeIn(entries.slice(0, middle), deps);
    takeIn(entries.slice(middle), deps);
    return;
  }
  deps.setAside({ where: 'relay', position: first.position, reason: 'update-contradicts' });
  // It may have met an earlier one that was waiting; Yjs has let go of that now.
  isTaken();
};

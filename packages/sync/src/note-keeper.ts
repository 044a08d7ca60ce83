/** Writes the session note behind the data that it speaks of: once for a burst, never while the copy is not saved (S5). */
import type { LocalCopy } from './local-store.ts';
import { writeSessionNote, type SessionNote } from './session-note.ts';

/** Pause before the note is written, in milliseconds. */
const WRITE_AFTER_MS = 500;

/** Keeps the note of one copy. */
export interface NoteKeeper {
  /** What the note says has changed. */
  changed(): void;
  /** Writes what is outstanding, if it may be written, and stops. */
  close(): void;
}

/** Creates the keeper; `current` gives what the note should say now. */
export const createNoteKeeper = (copy: LocalCopy, current: () => SessionNote): NoteKeeper => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const write = () => {
    timer = undefined;
    if (copy.local.state === 'saved') copy.writeMark(writeSessionNote(current()));
    else changed();
  };
  const changed = () => {
    if (!closed) timer ??= setTimeout(write, WRITE_AFTER_MS);
  };

  return {
    changed,
    close: () => {
      closed = true;
      if (timer === undefined) return;
      clearTimeout(timer);
      write();
    },
  };
};

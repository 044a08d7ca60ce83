/**
 * Writes the session note behind the data that it speaks of: once for a burst, and at its end, never while the copy is not
 * saved (S5), nor again as it stands there: off-line each attempt to connect would write to the disk.
 */
import { equalFlat } from 'lib0/array';
import type { LocalCopy } from './local-store.ts';
import { writeSessionNote, type SessionNote } from './session-note.ts';

/** Pause before the note is written, in milliseconds. */
const WRITE_AFTER_MS = 500;

/** Keeps the note of one copy. */
export interface NoteKeeper {
  /** What the note says has changed. */
  changed(): void;
  /** The last own act was acknowledged: without the note, the next session would count all of them as waiting. */
  settled(): void;
  /** The copy may have become saved: a note that only waited for that is written now. */
  copyMoved(): void;
  /** Writes what is outstanding, if it may be written, and stops. */
  close(): void;
}

/** Creates the keeper; `current` gives what the note should say now. */
export const createNoteKeeper = (copy: LocalCopy, current: () => SessionNote): NoteKeeper => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = false;
  let closed = false;
  let written = copy.mark;

  const writeIfSaved = () => {
    clearTimeout(timer);
    timer = undefined;
    due = copy.local.state !== 'saved';
    if (due) return;
    const note = writeSessionNote(current());
    if (written && equalFlat(written, note)) return;
    written = note;
    copy.writeMark(note);
  };

  return {
    changed: () => {
      if (!closed && !due) timer ??= setTimeout(writeIfSaved, WRITE_AFTER_MS);
    },
    settled: () => {
      if (!closed) writeIfSaved();
    },
    copyMoved: () => {
      if (copy.local.state === 'failing') {
        // What was given to it may be lost.
        due ||= written !== undefined;
        written = undefined;
      }
      if (due && !closed) writeIfSaved();
    },
    close: () => {
      closed = true;
      if (timer !== undefined || due) writeIfSaved();
    },
  };
};

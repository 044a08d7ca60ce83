/** What a device shows and lets a person do: the list package behind a door narrow enough for naive rivals (the lab compares). */
import type * as Y from 'yjs';
import type { Prng } from './prng.ts';

/** What a person did. */
export interface ActDone {
  readonly kind: string;
  /** Name of a line that nobody will ever touch again: it must be on every screen at the end. */
  readonly brings?: string;
  /** Names of such lines that this took away after all (an undo). */
  readonly takesBack?: readonly string[];
}

/** A list on a screen. */
export interface ShownList {
  /** Does something at random, as a person would; undefined when nothing could be done. */
  act(prng: Prng): ActDone | undefined;
  /** Canonical bytes of what is shown: equal on devices that agree. */
  visible(): Uint8Array;
  /** Names of the lines. */
  names(): readonly string[];
  /** What is shown, for people who look into a failure. */
  describe(): string;
  /** Where it is not what the merge contract says; a list without a model says nothing. */
  againstContract?(): readonly string[];
  dispose(): void;
}

/** Opens a list on a document. */
export type OpenShownList = (
  doc: Y.Doc,
  deps: {
    /** 8 characters of 0-9 and a-z, stable. */
    readonly device: string;
    readonly random: (length: number) => Uint8Array<ArrayBuffer>;
    readonly nowMs: () => number;
    readonly readOnly: boolean;
    /** The app is a later version, which also writes what this one does not know. */
    readonly isLater?: boolean;
  },
) => ShownList;

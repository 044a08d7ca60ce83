/**
 * Port: where a device keeps its copy of a list. Adapters: `indexeddb/` (browser), `memory-store.ts` (tests, simulator),
 * and LMDB in `apps/cli` (terminals). Every adapter runs `local-store-contract.ts`.
 */
import type * as Y from 'yjs';

/** What the device can honestly say about its own copy. */
export type LocalState =
  | { readonly state: 'saved' }
  | { readonly state: 'saving' }
  /** Edits are in memory only; the store keeps trying to write the whole state again. */
  | { readonly state: 'failing'; readonly reason: LocalFailure };

/** Why a copy cannot be kept, for a person to act on. */
export type LocalFailure = 'refused' | 'full' | 'slow' | 'closed-elsewhere' | 'write-failed';

/** Something that was received or stored, could not be used, and was put aside so that the rest opens. */
export interface SetAside {
  readonly where: 'this-device' | 'relay';
  /** Row key on this device, or sequence number at the relay. */
  readonly position: number;
  readonly reason: string;
}

/** One list's copy on this device, attached to its document: every update of the document is stored from now on. */
export interface LocalCopy {
  readonly local: LocalState;
  readonly setAside: readonly SetAside[];
  /** No other tab of this browser stores this list. */
  readonly exclusive: boolean;
  /** Updates that were on this device at load, one per act since they were last folded; dropped after the replica asked. */
  takeLoadedUpdates(): readonly Uint8Array[];
  /** The bytes that {@link writeMark} last stored with this copy. */
  readonly mark: Uint8Array | undefined;
  /**
   * Stores a note about what a relay holds. Durable only together with every update before it: a note that outlives the
   * data it speaks of would skip entries for ever. Ignored while the copy is failing.
   */
  writeMark(mark: Uint8Array): void;
  /**
   * No act waits now, so none has to be told from the others any more: what is stored may be folded into one update, for a
   * quick next load. A hint that costs nothing when there is little to fold; nothing is lost if it fails half way.
   */
  fold(): void;
  close(): Promise<void>;
}

/** Opens and deletes copies. */
export interface LocalStore {
  /**
   * Loads the copy into `doc` and keeps it from then on. Resolves within a bounded time, loaded or not, and never rejects:
   * a list must open when its store is refused, full, damaged or slow; `local` then says so. `onChange` is called when
   * `local` changes, and not before this has resolved.
   */
  open(name: string, doc: Y.Doc, onChange: () => void): Promise<LocalCopy>;
  /** Removes the copy for good. */
  remove(name: string): Promise<void>;
}

/** The port: a shared list in some representation, as the replay and the measurements need it. */
import type { Random } from '../random.ts';
import type { Act, Device } from '../workload/acts.ts';

/** One row as every representation must end up with it. Fields that only some of them keep are left out. */
export interface VisibleLine {
  readonly name: string;
  readonly ticked: boolean;
  /** Sums by unit, sorted: "3 l". */
  readonly amounts: readonly string[];
  readonly note: string;
}

/** Sizes of one replica's state, in bytes. */
export interface StateSizes {
  /** Everything, as it is stored and as a new device gets it. */
  readonly document: number;
  /** What a device says about what it has: a state vector, heads, a version vector. */
  readonly stateVector: number;
  /** One question and its answer between two devices that have the same. */
  readonly quietSync: number;
}

/** One device's copy. */
export interface BenchReplica {
  /** A page load. */
  openSession(): void;
  /** The relay's whole log has been read. */
  logRead(): void;
  closeSession(): void;
  perform(act: Act, minute: number): void;
  /** What was changed here since the last call, for the others. */
  takeChanges(): readonly Uint8Array[];
  receive(changes: readonly Uint8Array[]): void;
  /** What a screen gets to draw: the representation's own rows, in list order. */
  rows(): readonly unknown[];
  /** The same in common words, for comparing. In list order. */
  lines(): readonly VisibleLine[];
  document(): Uint8Array;
  sizes(): StateSizes;
  dispose(): void;
}

/** A way to represent the list. */
export interface Representation {
  readonly name: string;
  /** What a reader must know to judge the comparison. */
  readonly remark: string;
  /** Opens a copy: empty, or of a stored document. */
  open(deps: { readonly device: Device; readonly random: Random; readonly document?: Uint8Array }): BenchReplica;
}

import type { LogStore, StoreFailure } from '../core/log-store.ts';

/** A log store as the process sees it. */
export interface RelayStore extends LogStore {
  /** False once it is known that nothing can be written any more. */
  readonly isSound: boolean;
  readonly usedBytes: number;
  /** That it may use; NaN if nobody set a bound. */
  readonly bytesMax: number;
  /** Writes something that means nothing, as durably as an append: whether appends would work. */
  probe(): Promise<StoreFailure | undefined>;
}

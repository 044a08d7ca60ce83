import type { StoreFailure } from '../core/log-store.ts';

/** What an operator must know of a store. */
export type StoreEvent =
  /** Something was refused for want of room. */
  | Extract<StoreFailure, { readonly type: 'store-full' }>
  /** Entries became durable together; the time is that of writing and syncing them. */
  | { readonly type: 'committed'; readonly entries: number; readonly ms: number }
  /** At the start: what the journal had and LMDB had not. Records that are missing could not be read. */
  | { readonly type: 'replayed'; readonly entries: number; readonly missing: number }
  /** At the start: relays in other containers cannot see that this one has the folder. */
  | { readonly type: 'life-unseen' }
  | { readonly type: 'damaged'; readonly list: string; readonly sequence: number | undefined }
  /** Servers of a store that is shared cannot be reached; they can again. */
  | { readonly type: 'store-unreachable'; readonly detail: string }
  | { readonly type: 'store-reachable' }
  /** No more writes in this process. */
  | { readonly type: 'store-broken'; readonly detail: string };

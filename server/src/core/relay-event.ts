import type { CloseCodeName } from '@tote/wire';
import type { Refusal } from './refusal.ts';

/** What an operator may want to know. Never holds keys, frames, envelopes or a whole list name. */
export type RelayEvent =
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  /** The relay ended a connection. */
  | { readonly type: 'closed'; readonly code: CloseCodeName; readonly detail: string }
  | ({ readonly type: 'refused'; readonly detail: 'open' | 'request' } & Refusal)
  /** A follower is behind and reads from the log again. */
  | { readonly type: 'behind' }
  /** A socket was closed because all together have too much unsent. */
  | { readonly type: 'evicted'; readonly bytes: number }
  | { readonly type: 'appended'; readonly entries: number }
  /** A request was acknowledged so long after it came. */
  | { readonly type: 'acknowledged'; readonly afterMs: number }
  | { readonly type: 'store-failure'; readonly detail: string }
  /** A room found another log than it knew. */
  | { readonly type: 'log-changed'; readonly list: string }
  /** Our own bug, kept to one connection. */
  | { readonly type: 'fault'; readonly detail: string };

/** Shortened list name: enough to tell two lists apart in a log, too little to address one. */
export const shortListName = (list: string): string => `${list.slice(0, 6)}…`;

/** Where a fault of ours happened, for the log. */
export const faultDetail = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** Why something is refused: a code of the wire, or a bound that was met, which has a code and tells an operator more (RELAY.md, O7). */
import type { RefusalCode } from '@tote/wire';
import type { RelayLimits } from './limits.ts';
import type { StoreBound } from './log-store.ts';

/** Every bound that refuses, with what the client hears. A rate stands for its burst, too. */
const CODE_BY_BOUND = {
  opensPerSecond: 'rate-limited',
  opensPerAddressPerSecond: 'rate-limited',
  envelopesPerSecond: 'rate-limited',
  envelopesPerAddressPerSecond: 'rate-limited',
  envelopeBytesPerAddressPerHour: 'rate-limited',
  createdListsPerHour: 'rate-limited',
  waitingBytesMax: 'rate-limited',
  waitingBytesTotalMax: 'rate-limited',
  listsPerSocketMax: 'too-many-lists',
  envelopeBytesMax: 'too-large',
  tailEntriesMax: 'list-full',
  tailBytesMax: 'list-full',
  listBytesMax: 'list-full',
  'new-lists': 'relay-full',
  'store-bytes': 'relay-full',
  'disk-floor': 'relay-full',
  disk: 'relay-full',
  'redis-memory': 'relay-full',
} as const satisfies Partial<Record<keyof RelayLimits | StoreBound, RefusalCode>> &
  Readonly<Record<StoreBound, RefusalCode>>;

/** A bound that refuses. */
export type Bound = keyof typeof CODE_BY_BOUND;

/** Why not. */
export type RefusalReason = RefusalCode | Bound;

/** All of {@link Bound}. */
export const BOUNDS = Object.keys(CODE_BY_BOUND) as readonly Bound[];

const isBound = (reason: RefusalReason): reason is Bound => Object.hasOwn(CODE_BY_BOUND, reason);

/** A refusal as it is told: the client hears the code. */
export interface Refusal {
  readonly code: RefusalCode;
  /** That was met, if it was one. */
  readonly bound?: Bound;
}

/** The refusal for a reason. */
export const refusalFor = (reason: RefusalReason): Refusal =>
  isBound(reason) ? { code: CODE_BY_BOUND[reason], bound: reason } : { code: reason };

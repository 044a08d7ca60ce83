/** What an operator calls a bound (RELAY.md, O7): the variable that sets it, where there is one. */
import type { Bound, RelayLimits, StoreBound } from './core/index.ts';

/** Variable for a bound of the core: `handshakeMsMax` is `TOTE_HANDSHAKE_MS_MAX`. */
export const limitVariable = (limit: keyof RelayLimits): string =>
  `TOTE_${limit.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

const STORE_BOUND_NAMES: Readonly<Record<StoreBound, string>> = {
  'new-lists': 'new-lists',
  'store-bytes': 'TOTE_STORE_BYTES_MAX',
  'disk-floor': 'TOTE_DISK_FREE_BYTES_MIN',
  disk: 'disk',
  'redis-memory': 'maxmemory',
};

const isOfStore = (bound: Bound): bound is StoreBound => Object.hasOwn(STORE_BOUND_NAMES, bound);

/** The name in lines of the log and labels of metrics. */
export const boundName = (bound: Bound): string => (isOfStore(bound) ? STORE_BOUND_NAMES[bound] : limitVariable(bound));

/** The relay without transport, database or Node: the lab and the simulated world run this very code. */
export { isListName } from './log-store.ts';
export { RELAY_LIMITS, type RelayLimits } from './limits.ts';
export type {
  Appended,
  ListName,
  LogHead,
  LogStore,
  NewEntry,
  StoreBound,
  StoredEntry,
  StoreFailure,
} from './log-store.ts';
export { BOUNDS, type Bound } from './refusal.ts';
export { createRelay, type Relay, type RelayDeps } from './relay.ts';
export type { RelayEvent } from './relay-event.ts';
export type { RelayConnection, RelaySocket, Schedule } from './relay-socket.ts';
export type { Verdict, VerifyEquation } from './verdict.ts';

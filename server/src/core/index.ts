/** The relay without transport, database or Node: the lab and the simulated world run this very code. */
export { RELAY_LIMITS, type RelayLimits } from './limits.ts';
export { isListName, type ListName, type LogStore, type NewEntry, type StoreBound } from './log-store.ts';
export { BOUNDS, type Bound } from './refusal.ts';
export { createRelay, type Relay } from './relay.ts';
export type { RelayEvent } from './relay-event.ts';
export type { RelayConnection, RelaySocket, Schedule } from './relay-socket.ts';
export type { VerifyEquation } from './verdict.ts';

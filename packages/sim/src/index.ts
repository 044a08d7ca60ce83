/**
 * The simulated world: devices with the real list, seal and sync code, relays with the real core, a network that fails, and
 * one clock, as the lab shows it. `ambient.ts` comes first: it takes the platform's clock away before anybody can keep a copy of it.
 */
import './ambient.ts';

export { healAll, TROUBLES, type TroubleName } from './faults.ts';
export type { JournalEntry } from './journal.ts';
export type { Line, ParcelNews } from './network.ts';
export { createPrng, type Prng } from './prng.ts';
export { runOnce } from './run.ts';
export type { OpenShownList } from './shown-list.ts';
export { createStubSeals, type Seals } from './seals.ts';
export type { Session, SimDevice } from './sim-device.ts';
export type { SimRelay } from './sim-relay.ts';
export { createWorld, type World } from './world.ts';

/**
 * The simulated world: devices with the real list, seal and sync code, relays with the real core, a network that fails, and
 * one clock. `ambient.ts` comes first: it takes the platform's clock away before anybody can keep a copy of it.
 */
import './ambient.ts';

export { ACT_WEIGHTS, openToteList, type ActKind } from './acts.ts';
export { healAll, TROUBLES, type EndTrouble, type TroubleName } from './faults.ts';
export type { Journal, JournalEntry } from './journal.ts';
export type { Line, ParcelNews } from './network.ts';
export { createPrng, isSeed, seedAfter, type Prng, type Seed } from './prng.ts';
export {
  describeFailure,
  formatReport,
  missingFaults,
  reportOf,
  rerunCommand,
  type Failure,
  type Report,
} from './report.ts';
export { drawPlan, type PlanWishes, type RunPlan } from './run-plan.ts';
export { runOnce, type RunDeps, type RunResult } from './run.ts';
export type { ActDone, OpenShownList, ShownList } from './shown-list.ts';
export { createStubSeals, type Seals } from './seals.ts';
export type { Session, SimDevice } from './sim-device.ts';
export type { SimRelay } from './sim-relay.ts';
export { FAULTS, FAULTS_ON_REQUEST, type FaultKind } from './tally.ts';
export type { Owner, VirtualClock } from './virtual-clock.ts';
export { createWorld, type DevicePlan, type World, type WorldDeps } from './world.ts';

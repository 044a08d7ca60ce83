/**
 * One run: people act while things go wrong; then everything heals, nobody acts, time passes; then all must agree, nothing
 * may wait, a device that joins now must see the same, and no act may be missing.
 */
import type { Role } from '@tote/seal';
import { platformNowMs } from './ambient.ts';
import { createContract, type ContractOutcome } from './contract.ts';
import { healAll, TROUBLES, type EndTrouble, type TroubleName } from './faults.ts';
import type { JournalEntry } from './journal.ts';
import { closeAndReadDisk, judge, judgeCalm, judgeContract, judgeCustody, untilAgreed } from './oracle.ts';
import { createPrng, type Prng, type Seed } from './prng.ts';
import { drawPlan, type PlanWishes, type RunPlan } from './run-plan.ts';
import type { Seals } from './seals.ts';
import type { FaultKind } from './tally.ts';
import { createWorld, type World, type WorldDeps } from './world.ts';

/** After healing, the time in which whatever was sent before has arrived, in virtual milliseconds. */
const STRAGGLERS_MS = 5_000;
/** How long after healing a world may take to agree, in virtual milliseconds: the longest pauses of provider and queue, twice. */
const DRAIN_MS_MAX = 180_000;
/** How long a newcomer may take. */
const JOIN_MS_MAX = 60_000;
/** What agreed must still agree after this, in virtual milliseconds. */
const CALM_MS = 2_000;
/** Longest pause between acts that are made up for. */
const ACT_PAUSE_MS = 300;
/** More than a relay takes to stop in good order. */
const DRAIN_RELAY_MS = 60_000;

/** What came of a run. */
export interface RunResult {
  readonly seed: Seed;
  readonly cipher: 'real' | 'stub';
  /** Of the journal. */
  readonly hash: string;
  /** What the first device shows at the end. */
  readonly shown: string;
  /** Empty if all went well. */
  readonly violations: readonly string[];
  readonly diverged: boolean;
  readonly stuck: boolean;
  readonly replicas: number;
  readonly acts: Readonly<Partial<Record<string, number>>>;
  readonly acknowledged: number;
  readonly writtenOff: number;
  readonly contract: ContractOutcome;
  /** Concurrent pairs produced, by rule. */
  readonly pairs: Readonly<Partial<Record<string, number>>>;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly messages: number;
  readonly bytes: number;
  readonly steps: number;
  readonly convergedAfterMs: number;
  readonly costMs: number;
}

/** What a run is made of. */
export interface RunDeps {
  readonly seed: Seed;
  readonly seals: Seals;
  readonly wishes?: PlanWishes;
  /** For looking into a failure: the plan as drawn may be changed. */
  readonly adjust?: (plan: RunPlan) => RunPlan;
  readonly listen?: (entry: JournalEntry) => void;
  /** For whoever watches a run: its network, its pace, and the world itself, once it is there. */
  readonly audience?: Pick<WorldDeps, 'watch' | 'beforeStep'> & {
    readonly meet: (world: World) => void;
    /** All is said; the apps close once this resolves. */
    readonly applaud: () => Promise<void>;
  };
  /** Measures what a run costs, in milliseconds: processor time where there is such a clock. */
  readonly costMs?: () => number;
}

interface Task {
  readonly atMs: number;
  readonly run: () => Promise<void>;
}

/** Does one run. Throws only if the simulator itself is broken. */
export const runOnce = async (deps: RunDeps): Promise<RunResult> => {
  const costMs = deps.costMs ?? platformNowMs;
  const startedMs = costMs();
  const prng = createPrng(deps.seed, 'run');
  const drawn = drawPlan(prng.stream('plan'), deps.wishes);
  const plan = deps.adjust?.(drawn) ?? drawn;
  const contract = createContract(plan.actWeights, () => world.faults.add('later-field-carried'));
  const world: World = await createWorld({
    ...plan,
    seed: deps.seed,
    seals: deps.seals,
    openList: contract.openList,
    ...(deps.listen && { listen: deps.listen }),
    ...deps.audience,
  });
  deps.audience?.meet(world);
  for (const device of plan.devices) {
    const { clockErrorMs, role } = device;
    const added = world.addDevice(device);
    added.setClockErrorMs(clockErrorMs);
    if (clockErrorMs !== 0) world.faults.add('clock-wrong');
    if (role === 'view') world.faults.add('view-only');
    if (device.isLater) world.faults.add('later-version');
    await added.start();
  }

  await makeTrouble(world, plan, prng.stream('trouble'));
  await actUntilEnough(world, plan, prng.stream('rest'));
  await healAll(world, plan.latencyMs);
  const healedAtMs = world.clock.nowMs;
  await world.clock.advance(STRAGGLERS_MS);
  await lookAtTurnedAway(world);
  await world.takeStock('device'); // what was under way when its holders lost it has arrived by now, perhaps only at a viewer
  const agreed = await untilAgreed(world, DRAIN_MS_MAX);
  const convergedAfterMs = world.clock.nowMs - healedAtMs;
  if (agreed) await stayCalm(world);
  const before = world.violations.length;
  judge(world);
  const diverged = agreed && world.violations.length > before;
  if (agreed && !diverged) await letNewcomerJoin(world, prng.stream('newcomer').pick<Role>(['edit', 'view']));
  judgeContract(world);
  await judgeCustody(world);
  const shown = world.devices[0]?.session?.list.describe() ?? '';
  await deps.audience?.applaud();
  await closeAll(world);
  const { faults, acts, traffic, custody, clock, journal, violations } = world;
  return {
    seed: deps.seed,
    cipher: deps.seals.kind,
    hash: journal.hash,
    shown,
    violations,
    diverged,
    stuck: !agreed,
    replicas: plan.devices.length,
    acts: acts.counts,
    acknowledged: custody.acknowledged,
    writtenOff: custody.writtenOff,
    contract: contract.outcome,
    pairs: contract.pairs(),
    faults: faults.counts,
    messages: traffic.messages,
    bytes: traffic.bytes,
    steps: clock.steps,
    convergedAfterMs,
    costMs: costMs() - startedMs,
  };
};

const makeTrouble = async (world: World, plan: RunPlan, prng: Prng): Promise<void> => {
  const agenda: Task[] = [];
  let inOrder = false;
  const at = (atMs: number, run: () => Promise<void>) => {
    agenda.push({ atMs, run });
    inOrder = false;
  };
  const people = prng.stream('people');
  for (const atMs of plan.actsAtMs)
    at(atMs, () => {
      const open = world.devices.filter(({ session, keys }) => session && keys.role === 'edit');
      return open.length === 0 ? Promise.resolve() : world.act(people.pick(open));
    });
  for (let count = 0; count < plan.troubles; count += 1)
    at(prng.below(plan.lastsMs), async () => {
      const name = prng.pickWeighted<TroubleName>(plan.troubleWeights as Record<TroubleName, number>);
      const { begin, lastsMs } = TROUBLES[name];
      world.journal.note('weather', name);
      const end: EndTrouble = await begin(world, prng);
      if (end) at(world.clock.nowMs + 1 + prng.below(Math.max(1, lastsMs)), end);
    });
  for (;;) {
    if (!inOrder) agenda.sort((a, b) => b.atMs - a.atMs);
    inOrder = true;
    const next = agenda.pop();
    if (!next || next.atMs > plan.lastsMs) return;
    await world.clock.advance(Math.max(0, next.atMs - world.clock.nowMs));
    await next.run();
  }
};

/** When apps were closed for most of the time, the acts that are missing come in the end, while things are still broken. */
const actUntilEnough = async (world: World, plan: RunPlan, prng: Prng): Promise<void> => {
  const editors = world.devices.filter(({ keys }) => keys.role === 'edit');
  for (let missing = plan.actsAtMs.length - world.actsDone; missing > 0; missing -= 1) {
    const device = prng.pick(editors);
    await device.start();
    await world.act(device);
    await world.clock.advance(prng.below(ACT_PAUSE_MS));
  }
};

/** Who heard only now that it was turned away comes back when somebody looks (S18). */
const lookAtTurnedAway = async ({ devices }: World): Promise<void> => {
  for (const device of devices) if (device.session?.replica.status.turnedAway !== undefined) await device.wake();
};

/** What agrees must go on to agree, and there is little left to say. */
const stayCalm = async (world: World): Promise<void> => {
  const before = world.traffic.said;
  await world.clock.advance(CALM_MS);
  judgeCalm(world, world.traffic.said - before);
  await untilAgreed(world, JOIN_MS_MAX);
};

const letNewcomerJoin = async (world: World, role: Role): Promise<void> => {
  await world.addDevice({ name: 'newcomer', role, flushAfterMs: 0 }).start();
  await untilAgreed(world, JOIN_MS_MAX);
  await stayCalm(world);
  judge(world);
};

/** Closes everything in good order and looks what was forgotten. */
const closeAll = async (world: World): Promise<void> => {
  for (const device of world.devices) await closeAndReadDisk(world, device);
  for (const relay of world.relays) await relay.drain();
  await world.clock.advance(DRAIN_RELAY_MS);
  const forgotten = world.clock.busyOwners();
  if (forgotten.length > 0) world.complain('world', `timers were left behind by ${forgotten.join(', ')}`);
};

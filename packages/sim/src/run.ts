/**
 * One run: people act while things go wrong; then everything heals, nobody acts, time passes; then all must agree, nothing
 * may wait, a device that joins now must see the same, and no act may be missing.
 */
import * as Y from 'yjs';
import { fingerprint } from '@tote/seal';
import { openToteList } from './acts.ts';
import { platformNowMs } from './ambient.ts';
import { healAll, TROUBLES, type EndTrouble, type TroubleName } from './faults.ts';
import type { JournalEntry } from './journal.ts';
import { createPrng, type Prng, type Seed } from './prng.ts';
import { drawPlan, type RunPlan } from './run-plan.ts';
import type { Signatures } from './signatures.ts';
import type { Session, SimDevice } from './sim-device.ts';
import type { FaultKind } from './tally.ts';
import { createWorld, type World } from './world.ts';

/** How long after healing a world may take to agree, in virtual milliseconds: the longest pauses of provider and queue, twice. */
const DRAIN_MS_MAX = 180_000;
/** How long a newcomer may take. */
const JOIN_MS_MAX = 60_000;
/** How often agreement is looked for. */
const LOOK_MS = 200;
/** What agreed must still agree after this. */
const CALM_MS = 2_000;

/** What came of a run. */
export interface RunResult {
  readonly seed: Seed;
  readonly signatures: 'real' | 'stub';
  readonly hash: string;
  /** Empty if all went well. */
  readonly violations: readonly string[];
  readonly diverged: boolean;
  readonly stuck: boolean;
  readonly replicas: number;
  readonly acts: Readonly<Partial<Record<string, number>>>;
  readonly acknowledged: number;
  readonly writtenOff: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly messages: number;
  readonly bytes: number;
  readonly steps: number;
  readonly convergedAfterMs: number;
  readonly tookMs: number;
}

/** What a run is made of. */
export interface RunDeps {
  readonly seed: Seed;
  readonly signatures: Signatures;
  readonly replicas?: number;
  /** For looking into a failure: the plan as drawn may be changed. */
  readonly adjust?: (plan: RunPlan) => RunPlan;
  readonly listen?: (entry: JournalEntry) => void;
}

interface Task {
  readonly atMs: number;
  readonly run: () => Promise<void>;
}

/** Does one run. Throws only if the simulator itself is broken. */
export const runOnce = async (deps: RunDeps): Promise<RunResult> => {
  const startedMs = platformNowMs();
  const prng = createPrng(deps.seed, 'run');
  const drawn = drawPlan(prng.stream('plan'), deps.replicas);
  const plan = deps.adjust?.(drawn) ?? drawn;
  const world = await createWorld({
    ...plan,
    seed: deps.seed,
    signatures: deps.signatures,
    openList: openToteList,
    ...(deps.listen && { listen: deps.listen }),
  });
  for (const device of plan.devices) {
    const { clockErrorMs, role } = device;
    const added = world.addDevice(device);
    added.setClockErrorMs(clockErrorMs);
    if (clockErrorMs !== 0) world.faults.add('clock-wrong');
    if (role === 'view') world.faults.add('view-only');
    await added.start();
  }

  await makeTrouble(world, plan, prng.stream('trouble'));
  await healAll(world, plan.latencyMs);
  const healedAtMs = world.clock.nowMs;
  const agreed = await untilAgreed(world, DRAIN_MS_MAX);
  const convergedAfterMs = world.clock.nowMs - healedAtMs;
  if (agreed) {
    await world.clock.advance(CALM_MS);
    await untilAgreed(world, JOIN_MS_MAX);
  }
  const before = world.violations.length;
  judge(world);
  const diverged = agreed && world.violations.length > before;
  if (agreed && !diverged) await letNewcomersJoin(world);
  await judgeCustody(world);
  await closeAll(world);
  const { faults, acts, traffic, custody, clock, journal, violations } = world;
  return {
    seed: deps.seed,
    signatures: deps.signatures.kind,
    hash: journal.hash,
    violations,
    diverged,
    stuck: !agreed,
    replicas: plan.devices.length,
    acts: acts.counts,
    acknowledged: custody.acknowledged,
    writtenOff: custody.writtenOff,
    faults: faults.counts,
    messages: traffic.messages,
    bytes: traffic.bytes,
    steps: clock.steps,
    convergedAfterMs,
    tookMs: platformNowMs() - startedMs,
  };
};

const makeTrouble = async (world: World, plan: RunPlan, prng: Prng): Promise<void> => {
  const agenda: Task[] = [];
  const at = (atMs: number, run: () => Promise<void>) => agenda.push({ atMs, run });
  const people = prng.stream('people');
  for (let count = 0; count < plan.acts; count += 1)
    at(people.below(plan.lastsMs), () => {
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
    agenda.sort((a, b) => b.atMs - a.atMs);
    const next = agenda.pop();
    if (!next || next.atMs > plan.lastsMs) return;
    await world.clock.advance(Math.max(0, next.atMs - world.clock.nowMs));
    await next.run();
  }
};

const sessionsOf = (world: World): ReadonlyMap<string, Session> =>
  new Map(world.devices.flatMap(({ name, session }) => (session ? [[name, session]] : [])));

/** Why a device is not at rest; undefined if it is. */
const unrest = ({ name, session }: SimDevice): string | undefined => {
  if (!session) return `${name} is off`;
  const { status, doc } = session.replica;
  const { local, relay, waiting, setAside, refusal } = status;
  if (refusal !== undefined) return `${name} was refused: ${refusal}`;
  if (relay !== 'live') return `${name} is ${relay}`;
  if (waiting > 0) return `${name} has ${waiting} acts waiting`;
  if (local.state !== 'saved') return `${name} is ${local.state} on its own disk`;
  if (setAside.length > 0)
    return `${name} set aside ${setAside.map(({ position, reason }) => `${position} ${reason}`).join(', ')}`;
  if (doc.store.pendingStructs || doc.store.pendingDs) return `${name} has pending structs`;
  return undefined;
};

const untilAgreed = async (world: World, withinMs: number): Promise<boolean> => {
  const agrees = () => {
    if (world.devices.some((device) => unrest(device) !== undefined)) return false;
    const [first, ...others] = [...sessionsOf(world).values()].map(({ list }) => list.describe());
    return others.every((other) => other === first);
  };
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += LOOK_MS) {
    if (agrees()) return true;
    await world.clock.advance(LOOK_MS);
  }
  return agrees();
};

/** Holds all open devices against each other, and each against what its own document says when it is read anew. */
const judge = (world: World): void => {
  const complain = (what: string) => {
    world.journal.note('judge', 'VIOLATION', what);
    world.violations.push(what);
  };
  for (const device of world.devices) {
    const why = unrest(device);
    if (why !== undefined) complain(why);
  }
  const sessions = [...sessionsOf(world)];
  const [first, ...others] = sessions;
  if (!first) return complain('nobody is there');
  const [firstName, { replica, list }] = first;
  const mark = fingerprint(replica.keys, list.visible()).hex;
  const contents = Y.snapshot(replica.doc);
  for (const [name, other] of others) {
    if (!Y.equalSnapshots(contents, Y.snapshot(other.replica.doc)))
      complain(`${firstName} and ${name} hold different documents`);
    if (fingerprint(other.replica.keys, other.list.visible()).hex !== mark)
      complain(`${firstName} and ${name} differ:\n    ${list.describe()}\n    ${other.list.describe()}`);
  }
  for (const [
    name,
    {
      replica: { doc },
      list: shown,
    },
  ] of sessions) {
    const anew = new Y.Doc();
    Y.applyUpdate(anew, Y.encodeStateAsUpdate(doc));
    const reread = openToteList(anew, { device: 'newcomer', random: world.prng.bytes, nowMs: () => 0, readOnly: true });
    if (reread.describe() !== shown.describe())
      complain(
        `${name} shows something else than its document says:\n    ${shown.describe()}\n    ${reread.describe()}`,
      );
    reread.dispose();
  }
};

const letNewcomersJoin = async (world: World): Promise<void> => {
  for (const role of ['edit', 'view'] as const)
    await world.addDevice({ name: `new-${role}`, role, flushAfterMs: 0 }).start();
  await untilAgreed(world, JOIN_MS_MAX);
  judge(world);
};

const judgeCustody = async (world: World): Promise<void> => {
  for (const violation of await world.custody.settle(sessionsOf(world))) {
    world.journal.note('custody', 'VIOLATION', violation);
    world.violations.push(violation);
  }
};

/** Closes everything in good order and looks what was forgotten. */
const closeAll = async (world: World): Promise<void> => {
  for (const device of world.devices) await device.stop();
  for (const relay of world.relays) await relay.drain();
  await world.clock.advance(60_000);
  const forgotten = world.clock.busyOwners();
  if (forgotten.length > 0) world.violations.push(`timers left behind by ${forgotten.join(', ')}`);
};

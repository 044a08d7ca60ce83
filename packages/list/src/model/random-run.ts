/**
 * One random life of a list: replicas act while updates reach them in any order, several times, batched or late. Every
 * replica is compared with the model after each of its acts, and all of them, and one that reads everything anew, at the end.
 */
import * as Y from 'yjs';
import { createSeededRandom, type SeededRandom } from '../testing/seeded-random.ts';
import { openList } from '../open-list.ts';
import { visibleBytes } from '../visible-bytes.ts';
import { type ActSet, NO_ACTS } from './act-set.ts';
import { differences } from './compare.ts';
import { countPairs, type PairCounts } from './concurrent-pairs.ts';
import { doOnBoth, Undecided } from './do-on-both.ts';
import { createDocument, type ModelReplica, openModelReplica, reopen, type SentUpdate } from './model-replica.ts';
import { drawFavourite, type Favourite, type RandomCommand, randomCommand } from './random-command.ts';
import { createWorld, type World } from './world.ts';

/** What a run did; added up over all runs. */
export interface RunCounts {
  readonly pairs: PairCounts;
  /** Everything else that should have happened: deliveries out of order, duplicates… */
  readonly events: Map<string, number>;
}

const NOW_MS = Date.UTC(2026, 4, 3);
const YEAR_MS = 365 * 86_400_000;

interface Run {
  readonly random: SeededRandom;
  readonly world: World;
  readonly replicas: readonly [ModelReplica, ...ModelReplica[]];
  readonly sent: SentUpdate[];
  readonly history: string[];
  readonly favourite: Favourite;
  readonly note: (event: string) => void;
}

const apply = (run: Run, replica: ModelReplica, numbers: readonly number[]): void => {
  const { random, note, sent } = run;
  const updates = numbers.flatMap((number) => sent[number]?.bytes ?? []);
  if (updates.length > 1 && random.chance(0.3)) {
    Y.applyUpdate(replica.doc, Y.mergeUpdates(updates));
    note('M17 batch');
  } else for (const update of updates) Y.applyUpdate(replica.doc, update);
  for (const number of numbers) {
    const missing = [...(sent[number]?.after ?? [])].some((earlier) => !replica.delivered.has(earlier));
    if (missing) note('M17 out of order');
    if (replica.delivered.has(number)) note('M17 duplicate');
    replica.delivered.add(number);
  }
};

const undelivered = ({ sent }: Run, replica: ModelReplica): readonly number[] =>
  sent.flatMap((_, number) => (replica.delivered.has(number) ? [] : [number]));

/** Some of what is on its way arrives, in any order, some of it twice. */
const deliverSome = (run: Run, replica: ModelReplica): void => {
  const { random } = run;
  const waiting = random.shuffled(undelivered(run, replica));
  const arriving = waiting.slice(0, 1 + random.int(waiting.length));
  const again = random.chance(0.2) && run.sent.length > 0 ? [random.int(run.sent.length)] : [];
  apply(run, replica, random.shuffled([...new Set([...arriving, ...again.filter((n) => replica.delivered.has(n))])]));
};

/** Brings what the delivered updates had seen, so that the model can say what the replica has seen. */
const complete = (run: Run, replica: ModelReplica): void => {
  const { sent, random, note } = run;
  const missing = new Set<number>();
  for (const number of replica.delivered)
    for (const earlier of sent[number]?.after ?? []) if (!replica.delivered.has(earlier)) missing.add(earlier);
  apply(run, replica, random.shuffled([...missing]));
  const { store } = replica.doc;
  if (store.pendingStructs ?? store.pendingDs) {
    note('resync');
    // Yjs can leave updates parked that miss nothing; the sync layer then asks for the whole state.
    for (const number of [...replica.delivered].sort((a, b) => a - b))
      Y.applyUpdate(replica.doc, sent[number]?.bytes ?? new Uint8Array());
  }
  if (store.pendingStructs ?? store.pendingDs) throw new Error('updates stay parked although nothing is missing');
  let seen: ActSet = NO_ACTS;
  for (const number of replica.delivered) seen |= sent[number]?.acts ?? NO_ACTS;
  replica.seen = seen;
};

const compare = ({ world }: Run, replica: ModelReplica, when: string): void => {
  const found = differences(world, replica.seen, replica.list);
  if (found.length > 0) throw new Error(`${when}, ${replica.device}:\n${found.join('\n')}`);
};

const describe = (command: RandomCommand): string => JSON.stringify(command);

const isUndo = ({ type }: RandomCommand): boolean => type === 'undo' || type === 'redo';

/** One act, drawn or given. Who takes something back often takes back more. */
const actOnce = (run: Run, replica: ModelReplica, given?: RandomCommand): void => {
  complete(run, replica);
  if (run.random.chance(0.3)) compare(run, replica, 'before a command');
  const command = given ?? randomCommand(run.random, replica.list.view, run.favourite);
  run.history.push(`${replica.device} ${describe(command)}`);
  const after = new Set(replica.delivered);
  const done = doOnBoth(run.world, replica, command);
  if (done) {
    replica.delivered.add(run.sent.length);
    run.sent.push({ ...done, after });
  }
  compare(run, replica, 'after its command');
  if (isUndo(command) && run.random.chance(0.5))
    actOnce(run, replica, { type: run.random.chance(0.7) ? 'undo' : 'redo' });
};

const finish = (run: Run): void => {
  for (const replica of run.replicas) {
    apply(run, replica, run.random.shuffled(undelivered(run, replica)));
    complete(run, replica);
    compare(run, replica, 'at the end');
  }
  const [first] = run.replicas;
  const expected = Buffer.from(visibleBytes(first.list.view)).toString();
  const readers = run.replicas.map(({ list }) => list.view);
  const fresh = createDocument('reader00', run.random);
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(first.doc));
  const reader = openList(fresh, { device: 'reader00', random: run.random.bytes, nowMs: first.nowMs, readOnly: true });
  for (const view of [...readers, reader.view])
    if (Buffer.from(visibleBytes(view)).toString() !== expected) throw new Error(`[M17] replicas differ`);
};

/** Runs one seed; throws with the whole story if anything is not as the model says. */
export const randomRun = (seed: bigint, counts: RunCounts): void => {
  const random = createSeededRandom(seed);
  const note = (event: string): void => {
    counts.events.set(event, (counts.events.get(event) ?? 0) + 1);
  };
  const areClocksRight = random.chance(0.5);
  const skew = (): number => (areClocksRight ? 0 : (random.int(21) - 10) * YEAR_MS);
  const open = (device: string): ModelReplica => {
    const skewMs = skew();
    if (skewMs !== 0) note('M16 wrong clock');
    return openModelReplica(device, random, () => NOW_MS + skewMs);
  };
  const replicas: [ModelReplica, ...ModelReplica[]] = [open('anna0000'), open('ben00000'), open('carla000')];
  if (random.chance(0.3)) replicas.push(open('dora0000'));
  const favourite = drawFavourite(random);
  const run: Run = { random, world: createWorld(), replicas, sent: [], history: [], favourite, note };
  const steps = 8 + random.int(28);
  try {
    live(run, steps);
  } catch (error) {
    if (error instanceof Undecided) {
      note('undecided');
      return;
    }
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${run.history.join('\n')}`, {
      cause: error,
    });
  }
  countPairs(run.world, counts.pairs);
  for (const { undone } of replicas) {
    for (const [what, times] of undone) counts.events.set(what, (counts.events.get(what) ?? 0) + times);
  }
};

/** Somebody does several things, perhaps somebody else gets in between, and then they are taken back in a row. */
const actAndTakeBack = (run: Run, replica: ModelReplica): void => {
  const { random, replicas } = run;
  const acts = 1 + random.int(3);
  for (let act = 0; act < acts; act += 1) actOnce(run, replica);
  const partner = random.pick(replicas);
  if (partner !== replica && random.chance(0.6)) {
    deliverSome(run, partner);
    actOnce(run, partner);
    deliverSome(run, replica);
  }
  for (let act = 0; act < acts; act += 1) actOnce(run, replica, { type: 'undo' });
};

/** Two take all of one line at once, and then one of them, or both, want some after all (I13). */
const takeAllAtOnce = (run: Run): void => {
  const { random } = run;
  const [first, second] = random.shuffled(run.replicas);
  if (!first || !second) return;
  const meet = (): void => {
    for (const replica of [first, second]) {
      apply(run, replica, random.shuffled(undelivered(run, replica)));
      complete(run, replica);
    }
  };
  meet();
  const open = first.list.view.lines.filter(({ ticked }) => !ticked);
  const line = open[random.int(open.length)];
  if (!line) return;
  const all = line.amounts[0]?.parts[0]?.value ?? 1;
  for (const replica of [first, second]) actOnce(run, replica, { type: 'step', line: line.id, by: -all });
  meet();
  const wanting = random.chance(0.5) ? [first, second] : [second];
  for (const replica of wanting)
    if (replica.list.view.lines.some(({ itemIds }) => itemIds.includes(line.id)))
      actOnce(run, replica, { type: 'step', line: line.id, by: 1 + random.int(2) });
};

const live = (run: Run, steps: number): void => {
  const { random, replicas, note } = run;
  for (let step = 0; step < steps; step += 1) {
    const replica = random.pick(replicas);
    const roll = random.int(100);
    if (roll < 8) actAndTakeBack(run, replica);
    else if (roll < 65) actOnce(run, replica);
    else if (roll < 97) deliverSome(run, replica);
    else {
      complete(run, replica);
      reopen(replica, random);
      note('reopen');
    }
  }
  if (random.chance(0.1)) takeAllAtOnce(run);
  finish(run);
};

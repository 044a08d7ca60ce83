/** What the list remembers of products (P3, U4). */
import { type ActSet, has } from './act-set.ts';
import type { ModelAct, ModelMemory } from './model-act.ts';
import type { ModelPurchase } from './model-effect.ts';
import type { Recorder } from './recorder.ts';
import type { World } from './world.ts';

const isWriteOf = ({ deed }: ModelAct, key: string): boolean => deed.kind === 'remember' && deed.key === key;

/** What was written of a product and nobody has seen and replaced. */
const standing = (acts: readonly ModelAct[], key: string): readonly ModelAct[] => {
  const writes = acts.filter((act) => isWriteOf(act, key));
  return writes.filter(({ number }) => !writes.some(({ seen }) => has(seen, number)));
};

const memoryOf = ({ deed }: ModelAct): ModelMemory | undefined => (deed.kind === 'remember' ? deed.memory : undefined);

/** Whether something that an act wrote is still remembered. */
export const isRemembered = (act: ModelAct, acts: readonly ModelAct[]): boolean => {
  const memory = memoryOf(act);
  return memory !== undefined && standing(acts, memory.key).includes(act);
};

const text = ({ name, aisle, unit }: ModelMemory): string => JSON.stringify([name, aisle, unit]);

const joined = (memories: readonly (ModelMemory | undefined)[]): ModelMemory | undefined => {
  const some = memories.flatMap((memory) => memory ?? []);
  const [latest] = some.toSorted((a, b) => b.bought - a.bought || (text(a) > text(b) ? -1 : 1));
  return latest && { ...latest, count: Math.max(...some.map(({ count }) => count)) };
};

/** What is remembered, by product key. */
export const readMemories = (acts: readonly ModelAct[]): ReadonlyMap<string, ModelMemory> => {
  const keys = new Set(acts.flatMap(({ deed }) => (deed.kind === 'remember' ? [deed.key] : [])));
  return new Map(
    [...keys].flatMap((key) => {
      const memory = joined(standing(acts, key).map(memoryOf));
      return memory ? [[key, memory] as const] : [];
    }),
  );
};

const actsIn = ({ acts }: World, set: ActSet): readonly ModelAct[] => acts.filter(({ number }) => has(set, number));

/** Notes that a line was bought. What the line does not say stays as it was remembered. */
export const notePurchase = (world: World, recorder: Recorder, line: ModelPurchase['line']): ModelPurchase => {
  const { key, name } = line;
  const before = joined(standing(actsIn(world, recorder.seenBefore), key).map(memoryOf));
  const unit = line.unit ?? before?.unit;
  const noted = {
    key,
    name,
    aisle: line.aisle ?? before?.aisle,
    unit: unit === '' ? undefined : unit,
    count: (before?.count ?? 0) + 1,
    bought: recorder.stamp,
  };
  recorder.record(undefined, { kind: 'remember', key, memory: noted });
  return { line, noted, before };
};

/** Takes an own purchase back; undefined if somebody counted on from it (U4). */
export const forgetPurchase = (
  world: World,
  recorder: Recorder,
  purchase: ModelPurchase | undefined,
): ModelPurchase | undefined => {
  if (!purchase) return undefined;
  const { key, bought } = purchase.noted;
  const writes = standing(actsIn(world, recorder.seenBefore), key);
  const own = writes.find((act) => act.device === recorder.device && memoryOf(act)?.bought === bought);
  if (!own) return undefined;
  const others = writes.filter((act) => act !== own).map(memoryOf);
  recorder.record(undefined, { kind: 'remember', key, memory: joined([purchase.before, ...others]) });
  return purchase;
};

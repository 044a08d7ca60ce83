/** Records the acts of one command. */
import { type ActSet, NO_ACTS, only } from './act-set.ts';
import type { Deed, ModelAct } from './model-act.ts';
import type { World } from './world.ts';

/** Who gives a command. */
export interface ModelPerson {
  readonly device: string;
  /** What the app knows of aisles (P6). */
  readonly aisleOf: (name: string) => string | undefined;
}

/** Records the acts of one command; each sees those before it. */
export interface Recorder {
  readonly device: string;
  /** The person who gives the command, as the open list that it is given to. */
  readonly by: object;
  readonly aisleOf: ModelPerson['aisleOf'];
  readonly seenBefore: ActSet;
  readonly stamp: number;
  /** Everything seen, with the acts recorded so far. */
  readonly seen: ActSet;
  record(item: string | undefined, deed: Deed, emptied?: ActSet): ModelAct;
  /** Records what came with an added item, with its stamp. */
  recordBeside(added: ModelAct, deed: Deed): ModelAct;
  /** Records an added item: each further one of a command has a stamp more (R5). */
  recordAdded(item: string, deed: Extract<Deed, { kind: 'add' }>, emptied?: ActSet): ModelAct;
}

/** Starts recording a command of a replica that has seen `seen`. */
export const createRecorder = (world: World, by: ModelPerson, seen: ActSet, stamp: number): Recorder => {
  const { device, aisleOf } = by;
  let seenNow = seen;
  let added = 0;
  const record = (item: string | undefined, deed: Deed, emptied: ActSet, at: number): ModelAct => {
    const act = world.record({ device, by, stamp: at, seen: seenNow, follows: seen, item, deed, emptied });
    seenNow |= only(act.number);
    return act;
  };
  return {
    device,
    by,
    aisleOf,
    seenBefore: seen,
    stamp,
    get seen() {
      return seenNow;
    },
    record: (item, deed, emptied = NO_ACTS) => record(item, deed, emptied, stamp),
    recordBeside: (added, deed) => record(added.item, deed, NO_ACTS, added.stamp),
    recordAdded: (item, deed, emptied = NO_ACTS) => {
      added += 1;
      return record(item, deed, emptied, stamp + added - 1);
    },
  };
};

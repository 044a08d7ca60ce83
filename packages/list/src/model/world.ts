import { type ActSet, has, includes, NO_ACTS, only } from './act-set.ts';
import { type Deed, isEdit, isRemoval, type ModelAct } from './model-act.ts';

/** All acts that anybody ever did. */
export interface World {
  readonly acts: readonly ModelAct[];
  /** The acts of a set that concern an item, in their order. */
  actsOn(item: string, set: ActSet): readonly ModelAct[];
  act(number: number): ModelAct;
  items(set: ActSet): readonly string[];
  /** Everything that the live entries of an item hold, and the ticks and moves beside them; 0 if it has none. */
  infoOf(item: string, set: ActSet): ActSet;
  /** The ticks and moves of an item that no removal has seen; they may be there although the item is not. */
  looseOf(item: string, set: ActSet): ActSet;
  /** The acts whose copies of an item lie in the bin. */
  binOf(item: string, set: ActSet): readonly ModelAct[];
  record(act: NewAct): ModelAct;
}

/** An act to be recorded; its number and info follow. */
export interface NewAct {
  readonly device: string;
  readonly by: object;
  readonly stamp: number;
  readonly seen: ActSet;
  /** What was seen before the command: no stamp of it may be greater (R5). */
  readonly follows: ActSet;
  readonly item?: string | undefined;
  readonly deed: Deed;
  readonly emptied?: ActSet;
}

/** An empty world. */
export const createWorld = (): World => {
  const acts: ModelAct[] = [];
  const byItem = new Map<string, ModelAct[]>();

  const act = (number: number): ModelAct => {
    const found = acts[number];
    if (!found) throw new Error(`no act ${number}`);
    return found;
  };
  const actsOn = (item: string, set: ActSet): readonly ModelAct[] =>
    (byItem.get(item) ?? []).filter(({ number }) => has(set, number));

  const looseOf = (item: string, set: ActSet): ActSet => {
    const removals = actsOn(item, set).filter(isRemoval);
    let loose = NO_ACTS;
    for (const { number, deed } of actsOn(item, set))
      if ((deed.kind === 'tick' || deed.kind === 'move') && removals.every(({ seen }) => !has(seen, number)))
        loose |= only(number);
    return loose;
  };

  const infos = new Map<string, ActSet>();
  const infoOf = (item: string, set: ActSet): ActSet => {
    // Only the acts on the item decide, so the same question comes up again and again.
    const concerned = actsOn(item, set);
    const question = `${item} ${concerned.map(({ number }) => number).join(' ')}`;
    const info = infos.get(question) ?? findInfo(item, set, concerned);
    infos.set(question, info);
    return info;
  };

  const findInfo = (item: string, set: ActSet, concerned: readonly ModelAct[]): ActSet => {
    const removals = concerned.filter(isRemoval);
    const isUnseen = ({ number }: ModelAct): boolean => removals.every(({ seen }) => !has(seen, number));
    let info = NO_ACTS;
    for (const edit of concerned) if (isEdit(edit) && isUnseen(edit)) info |= edit.info;
    // Ticks and moves have entries of their own until an edit carries them (I4).
    return info === NO_ACTS ? NO_ACTS : info | looseOf(item, set);
  };

  const binOf = (item: string, set: ActSet): readonly ModelAct[] => {
    const concerned = actsOn(item, set);
    return concerned.filter(
      ({ number, deed }) =>
        (deed.kind === 'delete' || deed.kind === 'clear') && concerned.every(({ emptied }) => !has(emptied, number)),
    );
  };

  const infoHeldBy = (fresh: Omit<ModelAct, 'info'>): ActSet => {
    const { item, seen, deed, number } = fresh;
    if (item === undefined) return NO_ACTS;
    let info = infoOf(item, seen);
    if (deed.kind === 'restore') {
      info |= deed.info | looseOf(item, seen);
      for (const copy of binOf(item, seen)) info |= copy.info;
    }
    return isRemoval({ ...fresh, info }) ? info : info | only(number);
  };

  return {
    acts,
    act,
    actsOn,
    infoOf,
    binOf,
    looseOf,
    items: (set) => [...byItem.keys()].filter((item) => actsOn(item, set).length > 0),
    record: ({ device, by, stamp, seen, follows, item, deed, emptied = NO_ACTS }) => {
      const late = acts.find((other) => has(follows, other.number) && other.stamp > stamp);
      if (late || !includes((1n << BigInt(acts.length)) - 1n, seen))
        throw new Error('[R5] an act must not come before what it saw');
      const bare = { number: acts.length, device, by, stamp, seen, item, deed, emptied };
      const fresh: ModelAct = { ...bare, info: infoHeldBy(bare) };
      acts.push(fresh);
      if (item !== undefined) byItem.set(item, [...(byItem.get(item) ?? []), fresh]);
      return fresh;
    },
  };
};

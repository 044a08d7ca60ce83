/** Stores and the order of their aisles (M12): what the contract fixes of it, pair by pair. */
import { orderAisles, type Store } from '../stores/stores.ts';
import { type ActSet, has } from './act-set.ts';
import type { ModelAct } from './model-act.ts';

/** The aisles that the model's people have, in the order that a store has which nobody arranged. */
export const MODEL_AISLES: readonly string[] = ['produce', 'bakery', 'dairy', 'frozen', 'drinks'];

const isRemovalOf = ({ deed }: ModelAct, store: string): boolean =>
  deed.kind === 'store' && deed.store === store && deed.name === undefined;

const nameOf = ({ deed }: ModelAct): string => (deed.kind === 'store' ? (deed.name ?? '') : '');

const standingNames = (acts: readonly ModelAct[], store: string): readonly ModelAct[] => {
  const writes = acts.filter(({ deed }) => deed.kind === 'store' && deed.store === store);
  return writes
    .filter((act) => nameOf(act) !== '' && !writes.some(({ seen }) => has(seen, act.number)))
    .sort((a, b) => b.stamp - a.stamp || (nameOf(a) > nameOf(b) ? -1 : 1));
};

const standingMoves = (acts: readonly ModelAct[], store: string, aisle: string): readonly ModelAct[] => {
  const writes = acts.filter(
    (act) =>
      isRemovalOf(act, store) || (act.deed.kind === 'arrange' && act.deed.store === store && act.deed.aisle === aisle),
  );
  return writes
    .filter((act) => act.deed.kind === 'arrange' && !writes.some(({ seen }) => has(seen, act.number)))
    .sort((a, b) => b.stamp - a.stamp);
};

/** Names of the stores that are there, by id. */
export const readStores = (acts: readonly ModelAct[]): ReadonlyMap<string, string> => {
  const ids = new Set(acts.flatMap(({ deed }) => (deed.kind === 'store' ? [deed.store] : [])));
  return new Map(
    [...ids].flatMap((id) => {
      const [winner] = standingNames(acts, id);
      return winner ? [[id, nameOf(winner)] as const] : [];
    }),
  );
};

/** Whether what an act did to a store is still there. */
export const isStoreTrace = (all: readonly ModelAct[], set: ActSet, act: ModelAct): boolean => {
  const acts = all.filter(({ number }) => has(set, number));
  const { deed } = act;
  if (deed.kind === 'store') return standingNames(acts, deed.store).includes(act);
  return deed.kind === 'arrange' && standingMoves(acts, deed.store, deed.aisle).includes(act);
};

/** Whether one aisle must stand before the other; undefined if the contract leaves it open. */
const mustStandBefore = (
  all: readonly ModelAct[],
  set: ActSet,
  store: string,
  [a, b]: readonly [string, string],
): boolean | undefined => {
  const movesOf = (aisle: string, seen: ActSet): readonly ModelAct[] =>
    standingMoves(
      all.filter(({ number }) => has(seen, number)),
      store,
      aisle,
    );
  const [[moveA, rivalA], [moveB, rivalB]] = [movesOf(a, set), movesOf(b, set)];
  // Of two moves of one stamp the text of the position decides, which the model does not know.
  if ((rivalA && rivalA.stamp === moveA?.stamp) || (rivalB && rivalB.stamp === moveB?.stamp)) return undefined;
  const later = moveB && (!moveA || has(moveB.seen, moveA.number)) ? moveB : moveA;
  if (later?.deed.kind !== 'arrange') return MODEL_AISLES.indexOf(a) < MODEL_AISLES.indexOf(b);
  const [other, otherMove] = later === moveA ? [b, moveB] : [a, moveA];
  // What stood where when the move was made: only if the other aisle's place was then what it is now.
  if (otherMove && !has(later.seen, otherMove.number)) return undefined;
  if (movesOf(other, later.seen)[0] !== otherMove) return undefined;
  return later.deed.order.indexOf(a) < later.deed.order.indexOf(b);
};

/** Pairs of aisles that stand against the contract, as text; none if all is well. */
export const misplacedAisles = (
  all: readonly ModelAct[],
  set: ActSet,
  stores: readonly Pick<Store, 'id' | 'positions'>[],
): readonly string[] =>
  stores.flatMap((store) => {
    const order = orderAisles(MODEL_AISLES, store, MODEL_AISLES);
    return order.flatMap((a, i) =>
      order
        .slice(i + 1)
        .flatMap((b) =>
          mustStandBefore(all, set, store.id, [a, b]) === false ? [`in store ${store.id} ${a} stands before ${b}`] : [],
        ),
    );
  });

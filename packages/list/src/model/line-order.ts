/** What the contract fixes of the order of lines (M11): for pairs of lines, which stands first, or nothing. */
import { type ActSet, has } from './act-set.ts';
import type { ModelAct } from './model-act.ts';
import type { ModelLine } from './read-list.ts';
import type { World } from './world.ts';

const movesOf = (world: World, item: string, set: ActSet): readonly ModelAct[] =>
  world.actsOn(item, world.infoOf(item, set)).filter(({ deed }) => deed.kind === 'move');

/** The move that decides where an item stands; 'tied' if the rules alone cannot tell which. */
const decidingMove = (world: World, item: string, set: ActSet): ModelAct | 'tied' | undefined => {
  const moves = movesOf(world, item, set).toSorted((a, b) => b.stamp - a.stamp);
  const [first, second] = moves;
  return first && second?.stamp === first.stamp ? 'tied' : first;
};

const orderAfter = ({ deed }: ModelAct): readonly (readonly string[])[] => (deed.kind === 'move' ? deed.order : []);

const isBeforeIn = (move: ModelAct, a: string, b: string): boolean | undefined => {
  const order = orderAfter(move);
  const placeOf = (item: string): number => order.findIndex((items) => items.length === 1 && items[0] === item);
  return placeOf(a) < 0 || placeOf(b) < 0 ? undefined : placeOf(a) < placeOf(b);
};

const addOf = (world: World, item: string, set: ActSet): ModelAct | undefined =>
  world
    .actsOn(item, world.infoOf(item, set))
    .filter(({ deed }) => deed.kind === 'add')
    .sort((a, b) => a.stamp - b.stamp || (a.device < b.device ? -1 : 1))[0];

/** Whether line `a` must stand before line `b`; undefined if the contract leaves it open. */
const mustStandBefore = (world: World, set: ActSet, a: string, b: string): boolean | undefined => {
  const [moveA, moveB] = [decidingMove(world, a, set), decidingMove(world, b, set)];
  const [addA, addB] = [addOf(world, a, set), addOf(world, b, set)];
  if (moveA === 'tied' || moveB === 'tied' || !addA || !addB) return undefined;
  if (!moveA && !moveB) return addA.stamp < addB.stamp || (addA.stamp === addB.stamp && a < b);
  const later = moveB && (!moveA || has(moveB.seen, moveA.number)) ? moveB : moveA;
  if (!later) return undefined;
  const [other, otherMove, otherAdd] = later === moveA ? [b, moveB, addB] : [a, moveA, addA];
  if (has(otherAdd.seen, later.number) && !otherMove) return later === moveA;
  if (!has(later.seen, otherAdd.number)) return undefined;
  // What stood where when the move was made: only if the other line's place was then what it is now.
  if (otherMove && !has(later.seen, otherMove.number)) return undefined;
  if (decidingMove(world, other, later.seen) !== otherMove) return undefined;
  return isBeforeIn(later, a, b);
};

/** Pairs of lines that stand against the contract, as text; none if all is well. */
export const misplacedLines = (
  world: World,
  set: ActSet,
  lines: readonly Pick<ModelLine, 'itemIds'>[],
): readonly string[] => {
  const single = lines.flatMap(({ itemIds }) => (itemIds.length === 1 && itemIds[0] ? [itemIds[0]] : []));
  return single.flatMap((a, i) =>
    single
      .slice(i + 1)
      .flatMap((b) => (mustStandBefore(world, set, a, b) === false ? [`${a} stands before ${b}`] : [])),
  );
};

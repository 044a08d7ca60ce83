/** What the whole list is, for somebody who has seen these acts: lines (M1, P4), notices, deletion (M13). */
import { type ActSet, has } from './act-set.ts';
import type { ModelAct, ModelAmount, ModelField, ModelPurchase } from './model-act.ts';
import { type ModelItem, readItem } from './read-item.ts';
import { readLabel, readPeople } from './read-labels.ts';
import { isStoreTrace, readStores } from './read-stores.ts';
import type { World } from './world.ts';

/** A line as the model sees it. Amounts by unit, parts in the order of the items' age. */
export interface ModelLine {
  readonly id: string;
  readonly name: string;
  readonly alsoNames: readonly string[];
  readonly ticked: boolean;
  readonly amounts: readonly ModelAmount[];
  readonly taken: readonly ModelAmount[];
  readonly note: string;
  readonly aisle: string | undefined;
  readonly price: number | undefined;
  readonly tickedBy: readonly string[];
  readonly addedBy: readonly string[];
  readonly itemIds: readonly string[];
  readonly items: readonly ModelItem[];
  readonly notices: readonly string[];
  readonly isAmbiguous: boolean;
}

/** The list as the model sees it. Lines are in no order: `line-order.ts` says what is fixed of it. */
export interface ModelList {
  readonly title: string;
  readonly emoji: string;
  readonly people: ReadonlyMap<string, string>;
  /** Names by id. How their aisles stand: `read-stores.ts`. */
  readonly stores: ReadonlyMap<string, string>;
  /** By product key. */
  readonly memory: ReadonlyMap<string, ModelPurchase>;
  readonly lines: readonly ModelLine[];
  readonly isDeleted: boolean;
  readonly cameBack: boolean;
  readonly bin: readonly string[];
}

/** The product key of the names that the model is used with: plain letters, single spaces. */
export const modelKey = (name: string): string => name.trim().toLowerCase();

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

const amountsOf = (amounts: readonly (ModelAmount | undefined)[]): readonly ModelAmount[] =>
  amounts.flatMap((amount) => (amount && amount.value !== 0 ? [amount] : []));

const fieldValue = (act: ModelAct | undefined): string | number | undefined =>
  act?.deed.kind === 'field' ? act.deed.value : undefined;

const aisleText = (act: ModelAct): string => JSON.stringify([fieldValue(act)].filter((value) => value !== undefined));

const lineAisle = (items: readonly ModelItem[], remembered: string | undefined): string | undefined => {
  const writes = items.flatMap((item) => item.fields.aisle ?? []);
  if (writes.length === 0) return remembered;
  const winner = writes.reduce((a, b) =>
    a.stamp > b.stamp || (a.stamp === b.stamp && aisleText(a) >= aisleText(b)) ? a : b,
  );
  const value = fieldValue(winner);
  return typeof value === 'string' ? value : undefined;
};

const firstField = (items: readonly ModelItem[], field: ModelField): string | number | undefined =>
  items.map((item) => fieldValue(item.fields[field])).find((value) => value !== undefined);

const noticesOf = (world: World, items: readonly ModelItem[], alsoNames: readonly string[], set: ActSet): string[] => {
  const notices: string[] = [];
  if (items.some((item) => item.clash.length > 0)) notices.push('both-took-it');
  const isDeletedUnseen = ({ id }: ModelItem): boolean =>
    world.binOf(id, set).some(({ deed }) => deed.kind === 'delete');
  if (items.some(isDeletedUnseen)) notices.push('came-back');
  if (alsoNames.length > 0) notices.push('also-named');
  return notices;
};

const readLine = (
  world: World,
  unordered: readonly ModelItem[],
  set: ActSet,
  memory: ModelList['memory'],
): ModelLine => {
  const items = unordered.toSorted((a, b) => a.stamp - b.stamp || (a.id < b.id ? -1 : 1));
  const [oldest] = items;
  if (!oldest) throw new Error('a line has items');
  const ticked = items.every(({ standing }) => standing === 'ticked');
  const wanted = ticked ? items : items.filter(({ standing }) => standing === 'open');
  const taken = ticked ? [] : items.map((item) => (item.standing === 'ticked' ? item.shown : item.taken));
  const alsoNames = unique(items.flatMap((item) => item.alsoNames)).filter((name) => name !== oldest.name);
  const price = firstField(items, 'price');
  return {
    id: oldest.id,
    name: oldest.name,
    alsoNames,
    ticked,
    amounts: amountsOf(wanted.map(({ shown }) => shown)),
    taken: amountsOf(taken),
    note: unique(items.map((item) => fieldValue(item.fields.note) ?? '').filter((note) => note !== '')).join('; '),
    aisle: lineAisle(items, memory.get(modelKey(oldest.name))?.aisle),
    price: typeof price === 'number' ? price : undefined,
    tickedBy: unique(
      items.flatMap(({ inCart }) => inCart.map(({ deed }) => (deed.kind === 'tick' ? deed.whose : ''))),
    ).toSorted(),
    addedBy: unique(items.flatMap(({ addedBy }) => addedBy)),
    itemIds: items.map(({ id }) => id),
    items,
    notices: noticesOf(world, items, alsoNames, set),
    isAmbiguous: items.some((item) => item.isAmbiguous),
  };
};

const isPurchaseOf = ({ deed }: ModelAct, key: string): boolean => deed.kind === 'clear' && deed.purchase?.key === key;

/** Whether the purchase that a clear noted is still remembered: no later one of the product has seen it (P3). */
const isRemembered = ({ number, deed }: ModelAct, acts: readonly ModelAct[]): boolean =>
  deed.kind === 'clear' &&
  deed.purchase !== undefined &&
  !acts.some((later) => has(later.seen, number) && isPurchaseOf(later, deed.purchase?.key ?? ''));

/** What the list remembers of products: of each the purchase of the greatest stamp that no later one has seen (P3). */
const readMemories = (acts: readonly ModelAct[]): ReadonlyMap<string, ModelPurchase> => {
  const text = ({ name, aisle, unit }: ModelPurchase): string => JSON.stringify([name, aisle, unit]);
  const byKey = new Map<string, { readonly act: ModelAct; readonly purchase: ModelPurchase }[]>();
  for (const act of acts)
    if (act.deed.kind === 'clear' && act.deed.purchase && isRemembered(act, acts)) {
      const { purchase } = act.deed;
      byKey.set(purchase.key, [...(byKey.get(purchase.key) ?? []), { act, purchase }]);
    }
  return new Map(
    [...byKey].flatMap(([key, clears]) => {
      const [latest] = clears.sort(
        (a, b) => b.act.stamp - a.act.stamp || (text(a.purchase) > text(b.purchase) ? -1 : 1),
      );
      return latest ? [[key, latest.purchase] as const] : [];
    }),
  );
};

const readDeletion = (
  world: World,
  acts: readonly ModelAct[],
  set: ActSet,
): { isDeleted: boolean; cameBack: boolean } => {
  const restores = acts.filter(({ deed }) => deed.kind === 'restore-list');
  const marks = acts.filter(
    (mark) =>
      mark.deed.kind === 'delete-list' &&
      !restores.some(({ seen }) => has(seen, mark.number)) &&
      !acts.some((later) => later.deed.kind === 'delete-list' && has(later.seen, mark.number)),
  );
  if (marks.length === 0) return { isDeleted: false, cameBack: false };
  const isSeen = ({ device, stamp }: ModelAct): boolean =>
    marks.some(({ seen }) =>
      world.acts.some((known) => has(seen, known.number) && known.device === device && known.stamp >= stamp),
    );
  const cameBack = acts.some((act) => isTrace(world, acts, act, set) && !isSeen(act));
  return { isDeleted: !cameBack, cameBack };
};

/** Whether an act left something in the list that is still there: what nobody can see any more brings nothing back. */
const isTrace = (world: World, acts: readonly ModelAct[], act: ModelAct, set: ActSet): boolean => {
  const { item, number, deed } = act;
  // A text that another one replaced is gone, but then so is that one unseen.
  if (deed.kind === 'label') return true;
  if (deed.kind === 'store' || deed.kind === 'arrange') return isStoreTrace(world.acts, set, act);
  if (item === undefined || deed.kind === 'discard') return false;
  if (deed.kind === 'delete' || deed.kind === 'clear')
    return world.binOf(item, set).includes(act) || isRemembered(act, acts);
  return has(world.infoOf(item, set) | world.looseOf(item, set), number);
};

const lists = new WeakMap<World, Map<ActSet, ModelList>>();

/** Reads the list. What a set of acts means never changes, so it is read once. */
export const readList = (world: World, set: ActSet): ModelList => {
  const known = lists.get(world) ?? new Map<ActSet, ModelList>();
  lists.set(world, known);
  const list = known.get(set) ?? readListAnew(world, set);
  known.set(set, list);
  return list;
};

const readListAnew = (world: World, set: ActSet): ModelList => {
  const acts = world.acts.filter(({ number }) => has(set, number));
  const groups = new Map<string, ModelItem[]>();
  const bin: string[] = [];
  for (const id of world.items(set)) {
    const item = readItem(world, id, set);
    if (item && item.standing !== 'gone')
      groups.set(modelKey(item.name), [...(groups.get(modelKey(item.name)) ?? []), item]);
    else if (world.binOf(id, set).length > 0) bin.push(id);
  }
  const memory = readMemories(acts);
  return {
    memory,
    title: readLabel(acts, 'title'),
    emoji: readLabel(acts, 'emoji'),
    people: readPeople(acts),
    stores: readStores(acts),
    lines: [...groups.values()].map((items) => readLine(world, items, set, memory)),
    ...readDeletion(world, acts, set),
    bin: bin.sort(),
  };
};

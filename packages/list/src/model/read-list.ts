/** What the whole list is, for somebody who has seen these acts: lines (M1, P4), notices, deletion (M13). */
import { type ActSet, has } from './act-set.ts';
import type { ModelAct, ModelAmount, ModelField, ModelMemory } from './model-act.ts';
import { type ModelItem, readItem } from './read-item.ts';
import { readLabel, readPeople } from './read-labels.ts';
import { type ModelBinned, type ModelEvent, readBinned, readEvents, standingEdits } from './read-past.ts';
import { isRemembered, readMemories } from './read-memory.ts';
import { isStoreTrace, readStores } from './read-stores.ts';
import type { World } from './world.ts';

/** Something that people are told. */
export interface ModelNotice {
  readonly type: 'both-took-it' | 'came-back' | 'also-named';
  /** Devices: who took it (I12), who wrote what keeps it on the list (B4). */
  readonly by: readonly string[];
  readonly deletedBy: readonly string[];
  readonly names: readonly string[];
}

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
  readonly notices: readonly ModelNotice[];
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
  readonly memory: ReadonlyMap<string, ModelMemory>;
  readonly lines: readonly ModelLine[];
  readonly deletion: ModelDeletion;
  /** Newest first. */
  readonly bin: readonly ModelBinned[];
  /** In no order, each once. */
  readonly events: readonly ModelEvent[];
}

/** Whether the list is deleted (M13): `by` is who deleted it last. */
interface ModelDeletion {
  readonly standing: 'never' | 'deleted' | 'came-back';
  readonly by: string | undefined;
  readonly deletedBy: readonly string[];
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

const devicesOf = (acts: readonly ModelAct[]): readonly string[] => unique(acts.map(({ device }) => device)).toSorted();

const noticesOf = (
  world: World,
  items: readonly ModelItem[],
  alsoNames: readonly string[],
  set: ActSet,
): readonly ModelNotice[] => {
  const notices: ModelNotice[] = [];
  const nobody = { by: [], deletedBy: [], names: [] };
  const by = unique(items.flatMap(({ clash }) => clash));
  if (by.length > 0) notices.push({ ...nobody, type: 'both-took-it', by });
  const deletions = items.map(({ id }) => world.binOf(id, set).filter(({ deed }) => deed.kind === 'delete'));
  const kept = items.filter((_, i) => (deletions[i]?.length ?? 0) > 0);
  if (kept.length > 0)
    notices.push({
      ...nobody,
      type: 'came-back',
      by: devicesOf(kept.flatMap(({ id }) => standingEdits(world, id, set))),
      deletedBy: devicesOf(deletions.flat()),
    });
  if (alsoNames.length > 0) notices.push({ ...nobody, type: 'also-named', names: alsoNames });
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

const readDeletion = (world: World, acts: readonly ModelAct[], set: ActSet): ModelDeletion => {
  const restores = acts.filter(({ deed }) => deed.kind === 'restore-list');
  const marks = acts.filter(
    (mark) =>
      mark.deed.kind === 'delete-list' &&
      !restores.some(({ seen }) => has(seen, mark.number)) &&
      !acts.some((later) => later.deed.kind === 'delete-list' && has(later.seen, mark.number)),
  );
  const [latest] = marks.toSorted((a, b) => b.stamp - a.stamp || (a.device > b.device ? -1 : 1));
  if (!latest) return { standing: 'never', by: undefined, deletedBy: [] };
  const isSeen = ({ device, stamp }: ModelAct): boolean =>
    marks.some(({ seen }) =>
      world.acts.some((known) => has(seen, known.number) && known.device === device && known.stamp >= stamp),
    );
  const cameBack = acts.some((act) => isTrace(world, acts, act, set) && !isSeen(act));
  return cameBack
    ? { standing: 'came-back', by: undefined, deletedBy: devicesOf(marks) }
    : { standing: 'deleted', by: latest.device, deletedBy: [] };
};

/** Whether an act left something in the list that is still there: what nobody can see any more brings nothing back. */
const isTrace = (world: World, acts: readonly ModelAct[], act: ModelAct, set: ActSet): boolean => {
  const { item, number, deed } = act;
  // A text that another one replaced is gone, but then so is that one unseen.
  if (deed.kind === 'label') return true;
  if (deed.kind === 'remember') return isRemembered(act, acts);
  if (deed.kind === 'store' || deed.kind === 'arrange') return isStoreTrace(world.acts, set, act);
  if (item === undefined || deed.kind === 'discard') return false;
  if (deed.kind === 'delete' || deed.kind === 'clear') return world.binOf(item, set).includes(act);
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

/** Computes a value when it is first asked for: most commands ask for the lines alone. */
const once = <Value>(compute: () => Value): (() => Value) => {
  let computed: { readonly value: Value } | undefined;
  return () => (computed ??= { value: compute() }).value;
};

const readListAnew = (world: World, set: ActSet): ModelList => {
  const acts = world.acts.filter(({ number }) => has(set, number));
  const groups = new Map<string, ModelItem[]>();
  const gone: string[] = [];
  for (const id of world.items(set)) {
    const item = readItem(world, id, set);
    if (item && item.standing !== 'gone')
      groups.set(modelKey(item.name), [...(groups.get(modelKey(item.name)) ?? []), item]);
    else gone.push(id);
  }
  const memory = readMemories(acts);
  const people = once(() => readPeople(acts));
  const stores = once(() => readStores(acts));
  const deletion = once(() => readDeletion(world, acts, set));
  const bin = once(() =>
    gone.flatMap((id) => readBinned(world, id, set) ?? []).sort((a, b) => b.stamp - a.stamp || (a.id < b.id ? -1 : 1)),
  );
  const events = once(() => readEvents(world, set));
  return {
    memory,
    lines: [...groups.values()].map((items) => readLine(world, items, set, memory)),
    get title() {
      return readLabel(acts, 'title');
    },
    get emoji() {
      return readLabel(acts, 'emoji');
    },
    get people() {
      return people();
    },
    get stores() {
      return stores();
    },
    get deletion() {
      return deletion();
    },
    get bin() {
      return bin();
    },
    get events() {
      return events();
    },
  };
};

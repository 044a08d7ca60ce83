/** What people do with a list: every command of the list package, weighted towards what collides. */
import { openList, visibleBytes, type Amount, type Line, type MoveTarget, type ToteList } from '@tote/list';
import { giveCommand, type RandomCommand } from '@tote/list/model';
import type { Prng } from './prng.ts';
import type { ActDone, OpenShownList, ShownList } from './shown-list.ts';

/** Few products, so that people meet on the same line. */
const PRODUCTS = ['milk', 'bread', 'eggs', 'oats', 'rice', 'leek', 'tea', 'salt', 'plums', 'soap'];
const AMOUNTS: readonly (Amount | undefined)[] = [
  undefined,
  undefined,
  { value: 2, unit: 'l' },
  { value: 500, unit: 'g' },
  { value: 3, unit: '' },
  { value: 1, unit: 'kg' },
  { value: 1, unit: 'pack' },
];
const NOTES = [undefined, 'the green one', 'only if fresh', 'for Sunday'];
const AISLES = ['dairy', 'bakery', 'dry goods', undefined];
const UNITS: readonly Amount['unit'][] = ['', 'g', 'kg', 'l', 'piece'];
const PEOPLE = ['Ann', 'Ben', 'Cleo', 'Dan'];
/** Lines with such a name are left alone by everybody, so that at the end each must still be there. */
const KEEPSAKE = 'keepsake';

/** Acts and how often each is chosen, relative to the others. `later`: to write what only a later version of the list knows. */
export const ACT_WEIGHTS = {
  add: 20,
  'add keepsake': 5,
  'paste lines': 2,
  tick: 20,
  untick: 8,
  rename: 6,
  'set amount': 6,
  increase: 8,
  note: 4,
  aisle: 3,
  price: 2,
  move: 8,
  remove: 6,
  'clear done': 5,
  restore: 2,
  undo: 6,
  redo: 2,
  title: 1,
  look: 1,
  person: 1,
  'delete list': 0.3,
  'restore list': 0.3,
  later: 0,
} as const satisfies Readonly<Record<string, number>>;

/** How often a later version is asked to write what it alone knows. */
const LATER_WEIGHT = 12;

/** Name of an act. */
export type ActKind = keyof typeof ACT_WEIGHTS;

/** How often each act is chosen. */
export type ActWeights = Readonly<Record<ActKind, number>>;

const isKeepsake = (name: string) => name.startsWith(KEEPSAKE);

/** The command that a person gives; none when there is nothing to do it to. */
const commandFor = (list: ToteList, kind: ActKind, prng: Prng): RandomCommand | undefined => {
  const lines = list.view.lines.filter(({ name }) => !isKeepsake(name));
  const on = (some: readonly Line[], compose: (line: Line) => RandomCommand): RandomCommand | undefined =>
    some.length === 0 ? undefined : compose(prng.pick(some));
  const product = () => ({ name: prng.pick(PRODUCTS), amount: prng.pick(AMOUNTS) });
  switch (kind) {
    case 'add':
      return { type: 'add', ...product() };
    case 'add keepsake':
      return { type: 'add', name: `${KEEPSAKE} ${prng.bytes(8).join('.')}`, amount: undefined };
    case 'paste lines':
      return { type: 'import', rows: [product(), product(), product()] };
    case 'tick':
    case 'untick':
      return on(
        lines.filter(({ ticked }) => ticked === (kind === 'untick')),
        ({ id }) => ({ type: kind, line: id }),
      );
    case 'rename':
      return on(lines, ({ id }) => ({ type: 'rename', line: id, name: prng.pick(PRODUCTS) }));
    case 'set amount':
      return on(lines, ({ id }) => ({
        type: 'set',
        line: id,
        amount: prng.chance(0.2) ? undefined : { value: prng.between(1, 9), unit: prng.pick(UNITS) },
      }));
    case 'increase':
      return on(lines, ({ id }) => ({ type: 'step', line: id, by: prng.chance(0.7) ? 1 : -1 }));
    case 'note':
    case 'aisle':
      return on(lines, ({ id }) => ({ type: kind, line: id, value: prng.pick(kind === 'note' ? NOTES : AISLES) }));
    case 'later':
      return on(lines, ({ id }) => ({ type: 'later', line: id, value: prng.pick(NOTES) }));
    case 'price':
      return on(lines, ({ id }) => ({ type: 'price', line: id, value: prng.between(1, 999) }));
    case 'move':
      return on(lines, ({ id }) => ({ type: 'move', line: id, target: targetFor(list, id, prng) }));
    case 'remove':
      return on(lines, ({ id }) => ({ type: 'remove', line: id }));
    case 'clear done':
      return list.view.doneCount > 0 ? { type: 'clear' } : undefined;
    case 'restore': {
      // Any of them: always the newest would leave what lies there longer alone.
      const [binned] = [...list.view.bin].sort((a, b) => (a.id < b.id ? -1 : 1));
      return binned && { type: 'restore', item: binned.id };
    }
    case 'undo':
      return list.canUndo ? { type: 'undo' } : undefined;
    case 'redo':
      return list.canRedo ? { type: 'redo' } : undefined;
    case 'title':
      return { type: 'title', title: prng.pick(PRODUCTS) };
    case 'look':
      return { type: 'look', emoji: prng.pick(['🛒', '🏕️']) };
    case 'person':
      return { type: 'person', name: prng.pick(PEOPLE) };
    case 'delete list':
      return { type: 'delete-list' };
    case 'restore list':
      return list.view.deletion ? { type: 'restore-list' } : undefined;
  }
};

const targetFor = ({ view }: ToteList, moved: Line['id'], prng: Prng): MoveTarget => {
  const other = prng.pick(view.lines).id;
  if (other === moved) return prng.chance(0.5) ? 'first' : 'last';
  return prng.chance(0.5) ? { before: other } : { after: other };
};

const keepsakesOf = (list: ToteList) => list.view.lines.map(({ name }) => name).filter(isKeepsake);

/** Carries out a command on a list. */
type GiveCommand = (list: ToteList, command: RandomCommand) => void;

/** Gives a command to nobody but the list. */
export const give: GiveCommand = (list, command) => {
  if (command.type === 'undo') list.undo();
  else if (command.type === 'redo') list.redo();
  else giveCommand(list, command);
};

/** Shows a list, with people who act by these weights and whose commands `carryOut` does. */
export const showToteList = (list: ToteList, weights: ActWeights, carryOut: GiveCommand): ShownList => {
  const tryOne = (kind: ActKind, prng: Prng): ActDone | undefined => {
    const command = commandFor(list, kind, prng);
    if (!command) return undefined;
    const before = keepsakesOf(list);
    carryOut(list, command);
    if (kind === 'add keepsake' && command.type === 'add') return { kind, brings: command.name };
    const after = new Set(keepsakesOf(list));
    return { kind, takesBack: before.filter((name) => !after.has(name)) };
  };
  return {
    act: (prng) => {
      if (!list.canEdit) return undefined;
      const kind = prng.pickWeighted<ActKind>(weights);
      // When there is nothing to tick or undo yet, people add something.
      return tryOne(kind, prng) ?? tryOne('add', prng);
    },
    visible: () => visibleBytes(list.view),
    names: () => list.view.lines.map(({ name }) => name),
    describe: () => new TextDecoder().decode(visibleBytes(list.view)),
    dispose: () => list.dispose(),
  };
};

/** The weights of whoever uses this version, or a later one. */
export const weightsOf = (weights: ActWeights, isLater: boolean | undefined): ActWeights =>
  isLater ? { ...weights, later: LATER_WEIGHT } : weights;

/** Opens the real list, with people who act by these weights. */
export const openToteListWith =
  (weights: ActWeights): OpenShownList =>
  (doc, deps) =>
    showToteList(openList(doc, deps), weightsOf(weights, deps.isLater), give);

/** Opens the real list, with people who do a bit of everything. */
export const openToteList = openToteListWith(ACT_WEIGHTS);

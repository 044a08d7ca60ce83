/** What people do with a list: every command of the list package, weighted towards what collides. */
import { openList, visibleBytes, type Amount, type Line, type ToteList } from '@tote/list';
import type { Prng } from './prng.ts';
import type { ActDone, OpenShownList } from './shown-list.ts';

/** Few products, so that people meet on the same line. */
const PRODUCTS = ['milk', 'bread', 'eggs', 'oats', 'rice', 'leek', 'tea', 'salt', 'plums', 'soap'];
const AMOUNTS = ['', '', '2 l ', '500 g ', '3 ', '1 kg ', '1 pack '];
const NOTES = ['', 'the green one', 'only if fresh', 'for Sunday'];
const AISLES = ['dairy', 'bakery', 'dry goods', undefined];
const UNITS: readonly Amount['unit'][] = ['', 'g', 'kg', 'l', 'piece'];
const PEOPLE = ['Ann', 'Ben', 'Cleo', 'Dan'];
/** Lines with such a name are left alone by everybody, so that at the end each must still be there. */
const KEEPSAKE = 'keepsake';

/** Acts and how often each is chosen, relative to the others. */
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
} as const satisfies Readonly<Record<string, number>>;

/** Name of an act. */
export type ActKind = keyof typeof ACT_WEIGHTS;

/** How often each act is chosen. */
export type ActWeights = Readonly<Record<ActKind, number>>;

const isKeepsake = (name: string) => name.startsWith(KEEPSAKE);

/** Does one act; false when there is nothing to do it to. */
const perform = (list: ToteList, kind: Exclude<ActKind, 'add keepsake'>, prng: Prng): boolean => {
  const lines = list.view.lines.filter(({ name }) => !isKeepsake(name));
  const on = (some: readonly Line[], act: (line: Line) => void): boolean => {
    if (some.length === 0) return false;
    act(prng.pick(some));
    return true;
  };
  const typed = () => prng.pick(AMOUNTS) + prng.pick(PRODUCTS);
  const always = (act: () => void): boolean => {
    act();
    return true;
  };
  switch (kind) {
    case 'add':
      return always(() => list.add(typed()));
    case 'paste lines':
      return always(() => list.add([typed(), typed(), typed()].join('\n')));
    case 'tick':
      return on(
        lines.filter(({ ticked }) => !ticked),
        ({ id }) => list.tick(id),
      );
    case 'untick':
      return on(
        lines.filter(({ ticked }) => ticked),
        ({ id }) => list.untick(id),
      );
    case 'rename':
      return on(lines, ({ id }) => list.rename(id, prng.pick(PRODUCTS)));
    case 'set amount':
      return on(lines, ({ id }) =>
        list.setAmount(id, prng.chance(0.2) ? undefined : { value: prng.between(1, 9), unit: prng.pick(UNITS) }),
      );
    case 'increase':
      return on(lines, ({ id }) => list.increase(id, prng.chance(0.7) ? 1 : -1));
    case 'note':
      return on(lines, ({ id }) => list.setNote(id, prng.pick(NOTES)));
    case 'aisle':
      return on(lines, ({ id }) => list.setAisle(id, prng.pick(AISLES)));
    case 'price':
      return on(lines, ({ id }) => list.setPrice(id, prng.between(1, 999)));
    case 'move':
      return on(lines, ({ id }) => {
        const other = prng.pick(list.view.lines).id;
        if (other === id) list.move(id, prng.chance(0.5) ? 'first' : 'last');
        else list.move(id, prng.chance(0.5) ? { before: other } : { after: other });
      });
    case 'remove':
      return on(lines, ({ id }) => list.remove(id));
    case 'clear done':
      return list.clearDone() > 0;
    case 'restore': {
      // The bin is sorted by the clocks of devices; which item is taken must not depend on them.
      const [binned] = [...list.view.bin].sort((a, b) => (a.id < b.id ? -1 : 1));
      return binned !== undefined && list.restore(binned.id);
    }
    case 'undo':
      return list.canUndo && always(() => list.undo());
    case 'redo':
      return list.canRedo && always(() => list.redo());
    case 'title':
      return always(() => list.setTitle(prng.pick(PRODUCTS)));
    case 'look':
      return always(() => list.setLook({ emoji: prng.pick(['🛒', '🏕️']) }));
    case 'person':
      return always(() => list.setPersonName(prng.pick(PEOPLE)));
    case 'delete list':
      return always(() => list.deleteForEveryone());
    case 'restore list':
      return list.view.deletion !== undefined && always(() => list.restoreList());
  }
};

const keepsakesOf = (list: ToteList) => list.view.lines.map(({ name }) => name).filter(isKeepsake);

/** Opens the real list, with people who act by these weights. */
export const openToteListWith =
  (weights: ActWeights): OpenShownList =>
  (doc, { device, random, nowMs, readOnly }) => {
    const list = openList(doc, { device, random, nowMs, readOnly });

    const tryOne = (kind: ActKind, prng: Prng): ActDone | undefined => {
      if (kind === 'add keepsake') {
        const name = `${KEEPSAKE} ${[device, ...prng.bytes(4)].join('.')}`;
        list.addProduct({ name });
        return { kind, brings: name };
      }
      const before = keepsakesOf(list);
      if (!perform(list, kind, prng)) return undefined;
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

/** Opens the real list, with people who do a bit of everything. */
export const openToteList = openToteListWith(ACT_WEIGHTS);

import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { setLook, setTitle } from '../commands/look-commands.ts';
import { openReplica, syncAll, type TestReplica } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';

type Act = (anna: TestReplica) => void;

const acts: Record<
  string,
  { readonly typed: readonly string[]; readonly act: Act; readonly after: readonly string[] }
> = {
  add: { typed: ['bread'], act: ({ list }) => list.add('2 l milk'), after: ['o bread', 'o milk 2l'] },
  'add to a line': { typed: ['1 l milk'], act: ({ list }) => list.add('2 l milk'), after: ['o milk 1l+2l'] },
  tick: { typed: ['milk'], act: ({ list, line }) => list.tick(line('milk').id), after: ['x milk'] },
  rename: { typed: ['milk'], act: ({ list, line }) => list.rename(line('milk').id, 'tea'), after: ['o tea'] },
  'set amount': {
    typed: ['1 l milk'],
    act: ({ list, line }) => list.setAmount(line('milk').id, { value: 5, unit: 'l' }),
    after: ['o milk 5l'],
  },
  'take the amount away': {
    typed: ['1 l milk'],
    act: ({ list, line }) => list.setAmount(line('milk').id, undefined),
    after: ['o milk'],
  },
  step: { typed: ['milk'], act: ({ list, line }) => list.increase(line('milk').id, 2), after: ['o milk 3'] },
  move: {
    typed: ['milk', 'bread'],
    act: ({ list, line }) => list.move(line('milk').id, 'last'),
    after: ['o bread', 'o milk'],
  },
  delete: { typed: ['2 l milk', 'bread'], act: ({ list, line }) => list.remove(line('milk').id), after: ['o bread'] },
};

describe('undo and redo of one’s own acts', () => {
  test.each(Object.entries(acts))('[M14] %s', (_, { typed, act, after }) => {
    const { anna, ben, sync } = annaAndBen(...typed);
    const again = openReplica('anna', { seed: 3n });
    syncAll(anna, again);
    const before = again.rows();
    act(again);
    expect(again.rows()).toEqual(after);
    expect(again.list.undo().type).toBe('undone');
    expect(again.rows()).toEqual(before);
    expect(again.list.redo().type).toBe('undone');
    expect(again.rows()).toEqual(after);
    again.list.undo();
    expect(again.rows()).toEqual(before);
    syncAll(anna, ben, again);
    sync();
    expect(ben.rows()).toEqual(before);
  });

  test('[M14] note, aisle, price, title, look', () => {
    const { anna } = annaAndBen('milk');
    const { id } = anna.line('milk');
    anna.list.setNote(id, 'skimmed');
    anna.list.setAisle(id, 'dairy');
    anna.list.setPrice(id, 100);
    anna.list.give((at) => setTitle(at, 'Home'));
    anna.list.give((at) => setLook(at, { emoji: '🏡', colour: 'leaf' }));
    for (let i = 0; i < 5; i += 1) expect(anna.list.undo().type).toBe('undone');
    expect(anna.line('milk')).toMatchObject({ note: '', aisle: undefined, price: undefined });
    expect(anna.list.view).toMatchObject({ title: '', look: { emoji: undefined, colour: undefined } });
    for (let i = 0; i < 5; i += 1) expect(anna.list.redo().type).toBe('undone');
    expect(anna.line('milk')).toMatchObject({ note: 'skimmed', aisle: 'dairy', price: 100 });
    expect(anna.list.view).toMatchObject({ title: 'Home', look: { emoji: '🏡', colour: 'leaf' } });
  });

  test('[M14] untick and clear done bring back what was ticked, by whom it was', () => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread');
    ben.list.tick(ben.line('milk').id);
    sync();
    anna.list.untick(anna.line('milk').id);
    anna.list.undo();
    expect(anna.line('milk')).toMatchObject({ ticked: true, tickedBy: [ben.device] });
    anna.list.clearDone();
    expect(anna.rows()).toEqual(['o bread']);
    anna.list.undo();
    expect(anna.rows()).toEqual(['x milk', 'o bread']);
    sync();
    expect(ben.line('milk').tickedBy).toEqual([ben.device]);
  });

  test('[U1] the last 100 steps can be taken back', () => {
    const { anna } = annaAndBen();
    for (let i = 0; i <= 100; i += 1) anna.list.add(`thing ${i}`);
    for (let i = 0; i < 100; i += 1) expect(anna.list.undo().type).toBe('undone');
    expect(anna.list.undo().type).toBe('nothing-to-undo');
    expect(anna.rows()).toEqual(['o thing 0']);
  });

  test('[M14] [U1] many steps, and a new act forgets what could be redone', () => {
    const { anna } = annaAndBen();
    for (const name of ['a', 'b', 'c', 'd']) anna.list.add(name);
    for (let i = 0; i < 3; i += 1) anna.list.undo();
    expect(anna.rows()).toEqual(['o a']);
    expect(anna.list.canRedo).toBe(true);
    anna.list.add('e');
    expect(anna.list.canRedo).toBe(false);
    expect(anna.list.redo()).toEqual({ type: 'nothing-to-undo' });
  });
});

describe('undo beside a partner', () => {
  test('[M14] takes back only the own step', () => {
    const { anna, ben, sync } = annaAndBen('1 l milk');
    anna.list.increase(anna.line('milk').id, 1);
    ben.list.increase(ben.line('milk').id, 2);
    sync();
    anna.list.undo();
    expect(anna.rows()).toEqual(['o milk 3l']);
  });

  test('[M14] a set is taken back, the partner’s step on it stays', () => {
    const { anna, ben, sync } = annaAndBen('1 l milk');
    anna.list.setAmount(anna.line('milk').id, { value: 5, unit: 'l' });
    sync();
    ben.list.increase(ben.line('milk').id, 2);
    sync();
    anna.list.undo();
    expect(anna.rows()).toEqual(['o milk 3l']);
  });

  test('[M14] [M6] an add that is done again keeps the partner’s tick from the delete that did not see it', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.add('tea');
    sync();
    anna.list.undo();
    ben.list.tick(ben.line('tea').id);
    Y.applyUpdate(anna.doc, Y.encodeStateAsUpdate(ben.doc));
    anna.list.redo();
    ben.list.remove(ben.line('tea').id);
    sync();
    expect(ben.line('tea')).toMatchObject({ ticked: true, tickedBy: [ben.device] });
  });

  test('[M14] the own tick is taken back, the partner’s stands', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.tick(ben.line('milk').id);
    sync();
    anna.list.undo();
    expect(anna.line('milk')).toMatchObject({ ticked: true, tickedBy: [ben.device] });
  });

  const refusals: readonly [what: string, mine: Act, theirs: Act, reason: string][] = [
    [
      'add, which the partner changed',
      ({ list }) => list.add('tea'),
      ({ list, line }) => list.setNote(line('tea').id, 'x'),
      'changed-since',
    ],
    [
      'add, which the partner ticked',
      ({ list }) => list.add('tea'),
      ({ list, line }) => list.tick(line('tea').id),
      'changed-since',
    ],
    [
      'add, which the partner deleted',
      ({ list }) => list.add('tea'),
      ({ list, line }) => list.remove(line('tea').id),
      'gone',
    ],
    [
      'tick, which the partner took back',
      ({ list, line }) => list.tick(line('milk').id),
      ({ list, line }) => list.untick(line('milk').id),
      'changed-since',
    ],
    [
      'tick, which the partner cleared',
      ({ list, line }) => list.tick(line('milk').id),
      ({ list }) => list.clearDone(),
      'gone',
    ],
    [
      'rename, over which the partner renamed',
      ({ list, line }) => list.rename(line('milk').id, 'a'),
      ({ list, line }) => list.rename(line('a').id, 'b'),
      'changed-since',
    ],
    [
      'set, over which the partner set',
      ({ list, line }) => list.setAmount(line('milk').id, { value: 2, unit: '' }),
      ({ list, line }) => list.setAmount(line('milk').id, { value: 3, unit: '' }),
      'changed-since',
    ],
    [
      'step, over which the partner set',
      ({ list, line }) => list.increase(line('milk').id, 1),
      ({ list, line }) => list.setAmount(line('milk').id, { value: 9, unit: '' }),
      'changed-since',
    ],
    [
      'note, over which the partner wrote',
      ({ list, line }) => list.setNote(line('milk').id, 'a'),
      ({ list, line }) => list.setNote(line('milk').id, 'b'),
      'changed-since',
    ],
    [
      'move, after which the partner moved',
      ({ list, line }) => list.move(line('milk').id, 'last'),
      ({ list, line }) => list.move(line('milk').id, 'first'),
      'changed-since',
    ],
    [
      'delete, which the partner restored',
      ({ list, line }) => list.remove(line('milk').id),
      ({ list }) => list.restore(list.view.bin[0]?.id as never),
      'already-back',
    ],
    [
      'title, over which the partner wrote',
      ({ list }) => list.give((at) => setTitle(at, 'a')),
      ({ list }) => list.give((at) => setTitle(at, 'b')),
      'changed-since',
    ],
  ];

  test.each(refusals)('[M14] [U2] says why it cannot take back: %s', (_, mine, theirs, reason) => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread');
    mine(anna);
    sync();
    theirs(ben);
    sync();
    const before = anna.rows();
    let writes = 0;
    anna.doc.on('update', () => (writes += 1));
    expect(anna.list.undo()).toMatchObject({ type: 'refused', reason });
    expect(anna.rows()).toEqual(before);
    expect(writes).toBe(0);
  });

  test('[M14] of a clear, only what is not back already is restored', () => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread');
    for (const { id } of anna.list.view.lines) anna.list.tick(id);
    sync();
    anna.list.clearDone();
    ben.list.untick(ben.line('bread').id);
    sync();
    expect(anna.list.undo()).toEqual({ type: 'undone', act: 'clear', kept: 1 });
    expect(anna.rows()).toEqual(['x milk', 'o bread']);
  });

  test('[M14] what both deleted stays deleted', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.remove(anna.line('milk').id);
    ben.list.remove(ben.line('milk').id);
    sync();
    expect(anna.list.undo()).toMatchObject({ type: 'refused', reason: 'changed-since' });
    expect(anna.rows()).toEqual([]);
  });
});

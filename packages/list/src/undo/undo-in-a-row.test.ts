/** Several own acts on one thing are taken back one after the other (U3), also beside a partner. */
import { describe, expect, test } from 'vitest';
import { setLook, setTitle } from '../commands/look-commands.ts';
import type { TestReplica } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';

type Act = (anna: TestReplica) => void;

const theLine = ({ list }: TestReplica) => {
  const [line] = list.view.lines;
  if (!line) throw new Error('no line');
  return line.id;
};

const chains: Record<string, readonly Act[]> = {
  renames: ['tea', 'coffee', 'cocoa'].map((name) => (anna) => anna.list.rename(theLine(anna), name)),
  amounts: [2, 3, undefined, 4].map(
    (value) => (anna) => anna.list.setAmount(theLine(anna), value === undefined ? undefined : { value, unit: 'l' }),
  ),
  'amounts and steps': [
    (anna) => anna.list.setAmount(theLine(anna), { value: 5, unit: '' }),
    (anna) => anna.list.increase(theLine(anna), 2),
    (anna) => anna.list.setAmount(theLine(anna), { value: 9, unit: '' }),
    (anna) => anna.list.increase(theLine(anna), -1),
  ],
  notes: ['a', 'b', '', 'c'].map((note) => (anna) => anna.list.setNote(theLine(anna), note)),
  aisles: ['dairy', undefined, 'bakery'].map((aisle) => (anna) => anna.list.setAisle(theLine(anna), aisle)),
  prices: [100, 200, undefined].map((price) => (anna) => anna.list.setPrice(theLine(anna), price)),
  moves: (['last', 'first', 'last'] as const).map((target) => (anna) => anna.list.move(anna.line('milk').id, target)),
  'ticks and unticks': [
    (anna) => anna.list.tick(anna.line('milk').id),
    (anna) => anna.list.untick(anna.line('milk').id),
    (anna) => anna.list.tick(anna.line('milk').id),
    (anna) => anna.list.untick(anna.line('milk').id),
  ],
  'tick, clear, re-add, delete': [
    (anna) => anna.list.tick(anna.line('milk').id),
    (anna) => anna.list.clearDone(),
    (anna) => anna.list.add('2 l milk'),
    (anna) => anna.list.remove(anna.line('milk').id),
  ],
  'deletes and restores': [
    (anna) => anna.list.remove(anna.line('milk').id),
    (anna) => anna.list.restore(anna.list.view.bin[0]?.id as never),
    (anna) => anna.list.remove(anna.line('milk').id),
    (anna) => anna.list.restore(anna.list.view.bin[0]?.id as never),
  ],
  titles: ['Home', 'Party', 'Camping'].map((title) => (anna) => anna.list.give((at) => setTitle(at, title))),
  looks: ['🏡', '🎉', '🏕️'].map((emoji) => (anna) => anna.list.give((at) => setLook(at, { emoji }))),
  everything: [
    (anna) => anna.list.rename(anna.line('milk').id, 'tea'),
    (anna) => anna.list.tick(anna.line('tea').id),
    (anna) => anna.list.setNote(anna.line('tea').id, 'green'),
    (anna) => anna.list.move(anna.line('tea').id, 'last'),
    (anna) => anna.list.untick(anna.line('tea').id),
    (anna) => anna.list.rename(anna.line('tea').id, 'mint tea'),
    (anna) => anna.list.remove(anna.line('mint tea').id),
  ],
};

const shown = ({ list }: TestReplica): string => JSON.stringify([list.view.lines, list.view.title, list.view.look]);

describe('own acts on one thing, undone and redone in a row', () => {
  test.each(Object.entries(chains))('[M14] [U3] %s', (_, chain) => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread');
    const stages = [shown(anna)];
    for (const act of chain) {
      act(anna);
      stages.push(shown(anna));
    }
    for (let round = 0; round < 2; round += 1) {
      for (const stage of stages.slice(0, -1).toReversed()) {
        expect(anna.list.undo()).toMatchObject({ type: 'undone', kept: 0 });
        expect(shown(anna)).toBe(stage);
      }
      for (const stage of stages.slice(1)) {
        expect(anna.list.redo()).toMatchObject({ type: 'undone', kept: 0 });
        expect(shown(anna)).toBe(stage);
      }
    }
    sync();
    expect(shown(ben)).toBe(shown(anna));
  });

  test('[M14] [U3] what a partner changed elsewhere meanwhile stays, and stops nothing', () => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread');
    const { id } = anna.line('milk');
    anna.list.rename(id, 'tea');
    ben.list.setNote(id, 'the green one');
    sync();
    anna.list.rename(id, 'coffee');
    ben.list.increase(id, 2);
    sync();
    expect([anna.list.undo().type, anna.list.undo().type]).toEqual(['undone', 'undone']);
    expect(anna.rows()).toEqual(['o milk 3', 'o bread']);
    expect(anna.line('milk').note).toBe('the green one');
  });

  test('[M14] [U3] under a partner’s later change of the same, no own one can be taken back', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    const { id } = anna.line('milk');
    anna.list.rename(id, 'tea');
    anna.list.rename(id, 'coffee');
    sync();
    ben.list.rename(id, 'cocoa');
    sync();
    for (let i = 0; i < 2; i += 1) expect(anna.list.undo()).toMatchObject({ type: 'refused', reason: 'changed-since' });
    expect(anna.rows()).toEqual(['o cocoa']);
  });

  test('[M14] [U3] what a partner had written does not become an own act by being put back', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    const { id } = anna.line('milk');
    anna.list.rename(id, 'tea');
    sync();
    ben.list.rename(id, 'cocoa');
    sync();
    anna.list.rename(id, 'coffee');
    expect(anna.list.undo().type).toBe('undone');
    expect(anna.rows()).toEqual(['o cocoa']);
    expect(anna.list.undo()).toMatchObject({ type: 'refused', reason: 'changed-since' });
    expect(anna.rows()).toEqual(['o cocoa']);
  });
});

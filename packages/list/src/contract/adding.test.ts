import { describe, expect, test } from 'vitest';
import { openReplica } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';

describe('adding the same', () => {
  test('[M1] add milk beside add milk is one line, added by both', () => {
    const { anna, ben, sync } = annaAndBen();
    anna.list.setPersonName('Anna');
    anna.list.add('milk');
    ben.list.add('Milk');
    sync();
    expect(anna.rows()).toHaveLength(1);
    expect(anna.list.view.lines).toEqual(ben.list.view.lines);
    expect(anna.list.view.lines[0]?.addedBy.toSorted()).toEqual(['Anna', ben.device]);
    expect(anna.list.view.lines[0]?.amounts).toEqual([]);
  });

  test('[M1] [P1] what nobody sees in a name makes no second line: pasted from a page, renamed, imported', () => {
    const { anna } = annaAndBen('milk');
    anna.list.addProduct({ name: 'mi\u00ADlk\u200B' });
    anna.list.importItems([{ name: '\u200Fmilk\u2060', amounts: [], done: false }]);
    anna.list.add('bread');
    anna.list.rename(anna.line('bread').id, '\uFEFFmilk\u202C');
    expect(anna.list.view.lines.map(({ name }) => name)).toEqual(['milk']);
    expect(anna.list.addProduct({ name: '\u200B' }).added).toEqual([]);
  });

  test('[M1] amounts in one unit add up and show their parts', () => {
    const { anna, ben, sync } = annaAndBen();
    anna.list.add('2 l milk');
    ben.list.add('1 l milk');
    sync();
    const [amount] = ben.line('milk').amounts;
    expect(amount?.total).toEqual({ value: 3, unit: 'l' });
    expect(amount?.parts.map(({ value }) => value).toSorted()).toEqual([1, 2]);
  });

  test('[M1] amounts in other units stand side by side', () => {
    const { anna, ben, sync } = annaAndBen();
    anna.list.add('500 g flour');
    ben.list.add('1 pack flour');
    sync();
    expect(
      anna
        .line('flour')
        .amounts.map(({ total }) => total.unit)
        .toSorted(),
    ).toEqual(['g', 'pack']);
  });

  test('[M1] an amount beside none is that amount', () => {
    const { anna, ben, sync } = annaAndBen();
    anna.list.add('2 l milk');
    ben.list.add('milk');
    sync();
    expect(anna.rows()).toEqual(['o milk 2l']);
  });

  test('[M1] adding what is there and open adds nothing but the wish', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    expect(ben.list.add('MILK').added).toEqual([{ type: 'already-there', lineId: ben.line('milk').id, name: 'MILK' }]);
    sync();
    expect(anna.rows()).toEqual(['o milk']);
    expect(anna.line('milk').itemIds).toHaveLength(1);
    expect(anna.line('milk').addedBy).toEqual([anna.device, ben.device]);
  });

  test('[M1] adding an amount to an open line joins it', () => {
    const { anna } = annaAndBen('1 l milk');
    expect(anna.list.add('2 l milk').added[0]?.type).toBe('joined');
    expect(anna.rows()).toEqual(['o milk 1l+2l']);
  });

  test('[M1] adding what is ticked opens it with the amount given', () => {
    const { anna } = annaAndBen('1 l milk');
    anna.list.tick(anna.line('milk').id);
    expect(anna.list.add('3 l milk').added[0]?.type).toBe('reopened');
    expect(anna.rows()).toEqual(['o milk 3l']);
    anna.list.tick(anna.line('milk').id);
    anna.list.add('milk');
    expect(anna.rows()).toEqual(['o milk 3l']);
  });

  test('[V2] an item is the own of the device that wrote last what keeps it on the list, after a reload too', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.add('tea');
    sync();
    const tea = anna.line('tea').id;
    const owners = () => [anna, openReplica('anna', { doc: anna.doc }), ben].map(({ list }) => list.isOwn(tea));
    expect(owners()).toEqual([true, true, false]);
    ben.list.setNote(tea, 'green');
    anna.list.setAisle(tea, 'drinks');
    sync();
    expect(owners(), 'neither had seen the other').toEqual([true, true, true]);
    anna.list.tick(tea);
    anna.list.clearDone();
    sync();
    expect(owners(), 'gone').toEqual([false, false, false]);
    ben.list.restore(tea);
    sync();
    expect(owners()).toEqual([false, false, true]);
  });
});

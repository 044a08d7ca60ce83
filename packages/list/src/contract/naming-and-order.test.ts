import { describe, expect, test } from 'vitest';
import { openReplica, syncAll } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';

describe('names', () => {
  test('[M9] rename beside rename: one winner, the other is offered', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    const { id } = anna.line('milk');
    anna.list.rename(id, 'oat milk');
    ben.list.rename(id, 'soy milk');
    sync();
    const [line] = anna.list.view.lines;
    expect(ben.list.view.lines).toEqual([line]);
    expect([line?.name, ...(line?.alsoNames ?? [])].toSorted()).toEqual(['oat milk', 'soy milk']);
    expect(anna.list.view.notices).toMatchObject([{ type: 'also-named', names: line?.alsoNames }]);
  });

  test('[M9] choosing one settles it', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    const { id } = anna.line('milk');
    anna.list.rename(id, 'oat milk');
    ben.list.rename(id, 'soy milk');
    sync();
    ben.list.rename(id, ben.list.view.lines[0]?.alsoNames[0] ?? '');
    sync();
    expect(anna.list.view.lines[0]?.alsoNames).toEqual([]);
    expect(anna.list.view.notices).toEqual([]);
  });

  test('[M9] so does giving it the name once more that won', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.rename(anna.line('milk').id, 'oat milk');
    ben.list.rename(ben.line('milk').id, 'soy milk');
    sync();
    const [line] = anna.list.view.lines;
    if (!line) throw new Error('there is one');
    anna.list.rename(line.id, line.name);
    sync();
    expect(ben.list.view.lines).toMatchObject([{ name: line.name, alsoNames: [] }]);
  });

  test('[M9] [I11] a name carried along by another edit is not offered once it was replaced', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    const carla = openReplica('carla');
    syncAll(anna, carla);
    const { id } = anna.line('milk');
    anna.list.rename(id, 'oat milk');
    anna.list.rename(id, 'almond milk');
    ben.list.setNote(id, 'the cheap one');
    carla.list.rename(id, 'soy milk');
    carla.list.setNote(id, 'organic');
    sync();
    syncAll(anna, ben, carla);
    const [line] = anna.list.view.lines;
    expect([line?.name, ...(line?.alsoNames ?? [])].toSorted()).toEqual(['almond milk', 'soy milk']);
    expect(carla.list.view.lines).toEqual([line]);
  });

  test('[M9] the same new name on both sides is no race', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.rename(anna.line('milk').id, 'oat milk');
    ben.list.rename(ben.line('milk').id, 'oat milk');
    sync();
    expect(anna.rows()).toEqual(['o oat milk']);
  });

  test('[P4] a renamed line joins the line of its new name', () => {
    const { anna } = annaAndBen('milk', 'oat milk');
    anna.list.rename(anna.line('milk').id, 'Oat Milk');
    expect(anna.list.view.lines).toHaveLength(1);
    expect(anna.list.view.lines[0]?.itemIds).toHaveLength(2);
  });
});

describe('order and aisles', () => {
  test('[M11] move beside move: one copy at one of the two places, the others keep their order', () => {
    const { anna, ben, sync } = annaAndBen('a', 'b', 'c', 'd', 'e');
    anna.list.move(anna.line('c').id, 'first');
    ben.list.move(ben.line('c').id, 'last');
    sync();
    const names = anna.list.view.lines.map(({ name }) => name);
    expect(ben.list.view.lines.map(({ name }) => name)).toEqual(names);
    expect(names.filter((name) => name !== 'c')).toEqual(['a', 'b', 'd', 'e']);
    expect([0, 4]).toContain(names.indexOf('c'));
  });

  test('[M11] [O1] different lines moved to one spot stand there both, in one order', () => {
    const { anna, ben, sync } = annaAndBen('a', 'b', 'c', 'd');
    anna.list.move(anna.line('c').id, { after: anna.line('a').id });
    ben.list.move(ben.line('d').id, { after: ben.line('a').id });
    sync();
    const names = anna.list.view.lines.map(({ name }) => name).join('');
    expect(['acdb', 'adcb']).toContain(names);
    expect(ben.list.view.lines.map(({ name }) => name).join('')).toBe(names);
  });

  test('[M11] every target is reached', () => {
    const { anna } = annaAndBen('a', 'b', 'c', 'd');
    const order = (): string => anna.list.view.lines.map(({ name }) => name).join('');
    const id = (name: string) => anna.line(name).id;
    anna.list.move(id('d'), 'first');
    expect(order()).toBe('dabc');
    anna.list.move(id('d'), { before: id('c') });
    expect(order()).toBe('abdc');
    anna.list.move(id('a'), { after: id('d') });
    expect(order()).toBe('bdac');
    anna.list.move(id('b'), 'last');
    expect(order()).toBe('dacb');
    anna.list.add('e');
    expect(order()).toBe('dacbe');
  });

  test('[M11] lines added at the same time keep one order', () => {
    const { anna, ben, sync } = annaAndBen();
    for (const name of ['a', 'b', 'c']) anna.list.add(name);
    for (const name of ['x', 'y', 'z']) ben.list.add(name);
    sync();
    const names = anna.list.view.lines.map(({ name }) => name);
    expect(ben.list.view.lines.map(({ name }) => name)).toEqual(names);
    expect(names.filter((name) => name < 'd')).toEqual(['a', 'b', 'c']);
  });

  test('[R3] [M11] a move takes the place that it saw out of the document', () => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread');
    const places = () =>
      anna.doc
        .getArray<unknown[]>(anna.device)
        .toArray()
        .filter(([key]) => String(key).startsWith('o'));
    for (const target of ['last', 'first', 'last'] as const) anna.list.move(anna.line('milk').id, target);
    expect(places()).toHaveLength(1);
    sync();
    ben.list.move(ben.line('milk').id, 'first');
    sync();
    expect(places()).toEqual([]);
  });

  test('[M12] [R6] aisle beside aisle: one winner', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.setAisle(anna.line('milk').id, 'dairy');
    ben.list.setAisle(ben.line('milk').id, 'drinks');
    sync();
    expect(anna.line('milk').aisle).toBe(ben.line('milk').aisle);
    expect(['dairy', 'drinks']).toContain(anna.line('milk').aisle);
  });
});

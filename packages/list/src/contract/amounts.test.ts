import { describe, expect, test } from 'vitest';
import { openReplica, syncAll } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';

describe('amounts', () => {
  test('[I9] all steps of one session on an item are one total', () => {
    const { anna, ben, sync } = annaAndBen('1 l milk');
    for (let i = 0; i < 5; i += 1) anna.list.increase(anna.line('milk').id, 1);
    const [, , , , , , extras] = anna.doc.getArray<unknown[]>(anna.device).toArray().at(-1) ?? [];
    expect(extras).toMatchObject({ q: [expect.anything(), expect.anything(), expect.anything(), 5] });
    sync();
    expect(ben.rows()).toEqual(['o milk 6l']);
  });

  test('[M7] +1 beside +2 is +3', () => {
    const { anna, ben, sync } = annaAndBen('1 l milk');
    anna.list.increase(anna.line('milk').id, 1);
    ben.list.increase(ben.line('milk').id, 2);
    sync();
    expect(anna.rows()).toEqual(['o milk 4l']);
    expect(ben.rows()).toEqual(['o milk 4l']);
  });

  test('[M7] "set 5" beside +1 is 6', () => {
    const { anna, ben, sync } = annaAndBen('2 l milk');
    ben.list.increase(ben.line('milk').id, 3);
    sync();
    anna.list.setAmount(anna.line('milk').id, { value: 5, unit: 'l' });
    ben.list.increase(ben.line('milk').id, 1);
    sync();
    expect(anna.rows()).toEqual(['o milk 6l']);
    expect(ben.rows()).toEqual(['o milk 6l']);
  });

  test('[M7] set beside set: one winner, and the steps that the winner did not see', () => {
    const { anna, ben } = annaAndBen('2 l milk');
    const carla = openReplica('carla');
    syncAll(anna, carla);
    anna.list.setAmount(anna.line('milk').id, { value: 5, unit: 'l' });
    ben.list.setAmount(ben.line('milk').id, { value: 7, unit: 'l' });
    carla.list.increase(carla.line('milk').id, 1);
    syncAll(anna, ben, carla);
    expect(anna.rows()).toEqual(ben.rows());
    expect(anna.rows()).toEqual(carla.rows());
    expect(['o milk 6l', 'o milk 8l']).toContain(anna.rows()[0]);
  });

  test('[M7] setting the amount of a line of two items leaves one amount', () => {
    const { anna, ben, sync } = annaAndBen();
    anna.list.add('2 l milk');
    ben.list.add('1 l milk');
    sync();
    anna.list.setAmount(anna.line('milk').id, { value: 5, unit: 'l' });
    ben.list.increase(ben.line('milk').id, 1);
    sync();
    expect(anna.rows()).toEqual(ben.rows());
    expect(anna.line('milk').amounts[0]?.total).toEqual({ value: 6, unit: 'l' });
    anna.list.setAmount(anna.line('milk').id, undefined);
    expect(anna.rows()).toEqual(['o milk']);
  });

  test('[M7] [I9] [D7] steps of two tabs of one device both count', () => {
    const { anna, sync } = annaAndBen('1 l milk');
    sync();
    const otherTab = openReplica('anna', { seed: 99n });
    syncAll(anna, otherTab);
    anna.list.increase(anna.line('milk').id, 1);
    otherTab.list.increase(otherTab.line('milk').id, 1);
    syncAll(anna, otherTab);
    expect(anna.rows()).toEqual(['o milk 3l']);
  });

  test('[M7] a step from no amount counts from one, and a step back leaves none', () => {
    const { anna } = annaAndBen('milk');
    anna.list.increase(anna.line('milk').id, 1);
    expect(anna.rows()).toEqual(['o milk 2']);
    anna.list.increase(anna.line('milk').id, -1);
    expect(anna.rows()).toEqual(['o milk']);
  });

  test('[M7] [I13] three who each take one of two leave no amount, and more counts from there', () => {
    const { anna, ben } = annaAndBen('2 milk');
    const carla = openReplica('carla');
    syncAll(anna, ben, carla);
    for (const one of [anna, ben, carla]) one.list.increase(one.line('milk').id, -1);
    syncAll(anna, ben, carla);
    for (const one of [anna, ben, carla]) expect(one.rows()).toEqual(['o milk']);
    anna.list.increase(anna.line('milk').id, 1);
    expect(anna.rows()).toEqual(['o milk 1']);
    ben.list.increase(ben.line('milk').id, 2);
    syncAll(anna, ben, carla);
    for (const one of [anna, ben, carla]) expect(one.rows()).toEqual(['o milk 3']);
    carla.list.increase(carla.line('milk').id, -1);
    expect(carla.rows()).toEqual(['o milk 2']);
  });

  test('[M7] [I13] a set beside a step up from nothing: the step once more, and nothing else', () => {
    const { anna, ben, sync } = annaAndBen('1 milk');
    for (const one of [anna, ben]) one.list.increase(one.line('milk').id, -1);
    sync();
    anna.list.setAmount(anna.line('milk').id, { value: 5, unit: '' });
    ben.list.increase(ben.line('milk').id, 1);
    sync();
    expect(anna.rows()).toEqual(['o milk 6']);
    expect(ben.rows()).toEqual(['o milk 6']);
  });

  test('[I13] a step down takes at most what is shown, also where a part is taken', () => {
    const { anna, ben, sync } = annaAndBen('2 milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.increase(ben.line('milk').id, 1);
    sync();
    anna.list.increase(anna.line('milk').id, -5);
    expect(anna.rows()).toEqual(['x milk 2']);
    ben.list.untick(ben.line('milk').id);
    ben.list.increase(ben.line('milk').id, -5);
    expect(ben.rows()).toEqual(['o milk']);
    ben.list.increase(ben.line('milk').id, 1);
    expect(ben.rows()).toEqual(['o milk 1']);
  });

  test('[I13] [U2] steps below nothing are taken back exactly, one by one', () => {
    const { anna, ben, sync } = annaAndBen('2 milk');
    for (const one of [anna, ben]) one.list.increase(one.line('milk').id, -2);
    sync();
    expect(anna.rows()).toEqual(['o milk']);
    anna.list.undo();
    expect(anna.rows()).toEqual(['o milk']);
    ben.list.undo();
    sync();
    expect(anna.rows()).toEqual(['o milk 2']);
    anna.list.increase(anna.line('milk').id, 3);
    sync();
    ben.list.increase(ben.line('milk').id, -5);
    sync();
    expect(anna.list.undo()).toMatchObject({ type: 'refused', reason: 'changed-since' });
  });

  test('[M10] two different fields of one item both apply', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    const { id } = anna.line('milk');
    anna.list.setNote(id, 'skimmed');
    anna.list.setPrice(id, 119);
    ben.list.setAisle(id, 'dairy');
    ben.list.rename(id, 'oat milk');
    ben.list.setAmount(id, { value: 2, unit: 'l' });
    sync();
    const expected = { name: 'oat milk', note: 'skimmed', aisle: 'dairy', price: 119, alsoNames: [] };
    expect(anna.list.view.lines).toMatchObject([expected]);
    expect(ben.rows()).toEqual(['o oat milk 2l']);
  });
});

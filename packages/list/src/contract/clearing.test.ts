import { describe, expect, test } from 'vitest';
import { openReplica, syncAll } from '../testing/replicas.ts';
import { annaAndBen, type Two } from '../testing/two.ts';

const tickedMilk = (typed = 'milk'): Two => {
  const two = annaAndBen(typed, 'bread');
  two.anna.list.tick(two.anna.line('milk').id);
  two.sync();
  return two;
};

describe('clear done', () => {
  test('[M4] spares what was unticked meanwhile', () => {
    const { anna, ben, sync } = tickedMilk();
    expect(anna.list.clearDone()).toBe(1);
    ben.list.untick(ben.line('milk').id);
    sync();
    expect(anna.rows()).toEqual(['o milk', 'o bread']);
    expect(ben.rows()).toEqual(anna.rows());
  });

  test('[M4] spares what was added again meanwhile, seen ticked', () => {
    const { anna, ben, sync } = tickedMilk();
    anna.list.clearDone();
    ben.list.add('milk');
    sync();
    expect(anna.rows()).toEqual(['o milk', 'o bread']);
  });

  test('[M4] spares what was added again meanwhile, seen open', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.tick(anna.line('milk').id);
    anna.list.clearDone();
    ben.list.add('milk');
    sync();
    expect(anna.rows()).toEqual(['o milk']);
    expect(ben.rows()).toEqual(['o milk']);
  });

  test('[M4] spares a re-add although a third person carried the tick along', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    const carla = openReplica('carla');
    anna.list.tick(anna.line('milk').id);
    syncAll(anna, carla);
    carla.list.setNote(carla.line('milk').id, 'skimmed');
    anna.list.clearDone();
    ben.list.add('milk');
    sync();
    syncAll(anna, ben, carla);
    expect(anna.rows()).toEqual(['o milk']);
    expect(anna.line('milk').note).toBe('skimmed');
  });

  test('[M4] [I7] leaves what somebody put on top', () => {
    const { anna, ben, sync } = tickedMilk('1 l milk');
    anna.list.clearDone();
    ben.list.increase(ben.line('milk').id, 2);
    sync();
    expect(anna.rows()).toEqual(['o milk 2l (taken 1l)', 'o bread']);
  });

  test('[M4] what is at home stays at home when the rest is taken and put back', () => {
    const { anna, ben, sync } = tickedMilk('1 l milk');
    anna.list.clearDone();
    ben.list.increase(ben.line('milk').id, 2);
    sync();
    anna.list.tick(anna.line('milk').id);
    expect(anna.rows()[0]).toBe('x milk 2l');
    anna.list.untick(anna.line('milk').id);
    expect(anna.rows()[0]).toBe('o milk 2l');
    sync();
    expect(ben.rows()).toEqual(anna.rows());
  });

  test('[M4] an amount added to the line meanwhile is what stays', () => {
    const { anna, ben, sync } = annaAndBen('2 l milk');
    anna.list.tick(anna.line('milk').id);
    anna.list.clearDone();
    ben.list.add('1 l milk');
    sync();
    expect(anna.rows()).toEqual(['o milk 1l']);
  });

  test('[M4] a note beside the clearing does not bring back what was bought', () => {
    const { anna, ben, sync } = tickedMilk();
    anna.list.clearDone();
    ben.list.setNote(ben.line('milk').id, 'cheap');
    sync();
    expect(anna.rows()).toEqual(['o bread']);
    expect(ben.rows()).toEqual(['o bread']);
    expect(anna.list.view.bin).toMatchObject([{ name: 'milk', how: 'cleared' }]);
  });

  test('[M5] [R3] only what the presser saw ticked goes', () => {
    const { anna, ben, sync } = tickedMilk();
    anna.list.clearDone();
    ben.list.tick(ben.line('bread').id);
    sync();
    expect(anna.rows()).toEqual(['x bread']);
  });

  test('[M5] a tick more on what the presser saw ticked does not bring it back', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.tick(ben.line('milk').id);
    anna.list.clearDone();
    sync();
    expect(anna.rows()).toEqual([]);
    expect(ben.rows()).toEqual([]);
  });

  test('[M5] an item that joined the line unseen stays', () => {
    const { anna, ben, sync } = annaAndBen();
    anna.list.add('milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.add('milk');
    anna.list.clearDone();
    sync();
    expect(anna.rows()).toEqual(['o milk']);
  });

  test('a line with an open item is not done', () => {
    const { anna, ben, sync } = annaAndBen();
    anna.list.add('milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.add('2 l milk');
    sync();
    expect(anna.rows()).toEqual(['o milk 2l']);
    expect(anna.list.clearDone()).toBe(0);
  });
});

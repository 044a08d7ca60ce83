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

  /** One litre is at home, and two that were asked for unseen are to get. */
  const someAtHome = (): Two => {
    const two = tickedMilk('1 l milk');
    two.anna.list.clearDone();
    two.ben.list.increase(two.ben.line('milk').id, 2);
    two.sync();
    return two;
  };

  test('[M4] [I3] what is at home stays so when the rest is deleted beside a step: the step is what is to get', () => {
    const { anna, ben, sync } = someAtHome();
    anna.list.remove(anna.line('milk').id);
    ben.list.increase(ben.line('milk').id, 1);
    sync();
    expect(anna.rows()).toEqual(['o milk 3l (taken 1l)', 'o bread']);
    expect(anna.line('milk').tickedBy).toEqual([]); // it is at home, not in the cart
  });

  test('[M3] [M4] [I7] an untick of the rest settles what is at home: it is counted once', () => {
    const { anna, ben, sync } = someAtHome();
    const { id } = ben.line('milk');
    ben.list.tick(id);
    ben.list.untick(id);
    sync();
    expect(anna.rows()).toEqual(['o milk 2l', 'o bread']);
  });

  test('[B2] what was cleared beside an unseen note does not come back when the bin drops it', () => {
    const { anna, ben, sync } = tickedMilk();
    anna.list.clearDone();
    ben.list.setNote(ben.line('milk').id, 'skimmed');
    sync();
    for (let i = 0; i < 66; i += 1) {
      anna.list.add(`thing ${i}`);
      anna.list.tick(anna.line(`thing ${i}`).id);
      anna.list.clearDone();
    }
    expect(anna.list.view.bin.map(({ name }) => name)).not.toContain('milk');
    expect(anna.rows()).toEqual(['o bread']);
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

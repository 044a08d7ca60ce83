/** What is done with a line of which a part was cleared away, and is at home, while somebody asked for more (M4). */
import { describe, expect, test } from 'vitest';
import { annaAndBen, type Two } from '../testing/two.ts';

/** Of three that are wanted, two are at home: Anna cleared them, unseen by Ben, who put one on top. */
const someAtHome = (unit: 'l' | ''): Two => {
  const two = annaAndBen(`2 ${unit} milk`);
  const { anna, ben, sync } = two;
  anna.list.tick(anna.line('milk').id);
  anna.list.clearDone();
  ben.list.increase(ben.line('milk').id, 1);
  sync();
  expect(anna.rows()).toEqual([`o milk 1${unit} (taken 2${unit})`]);
  return two;
};

describe('what is at home', () => {
  test.each(['milk', 'milk\nbread'])('[M4] [I7] is not asked for by who adds the same again: %j', (typed) => {
    const { anna, ben, sync } = someAtHome('l');
    ben.list.add(typed);
    expect(ben.rows()[0]).toBe('o milk 1l');
    ben.list.tick(ben.line('milk').id);
    ben.list.clearDone();
    anna.list.add(typed);
    sync();
    expect(anna.rows()[0]).toBe('o milk 1l'); // that clear did not see it asked for again
  });

  test('[M4] [M8] [I7] stays so when the same is added again while some of the rest lies in the cart', () => {
    const { anna, ben, sync } = someAtHome('l');
    ben.list.increase(ben.line('milk').id, 1);
    anna.list.tick(anna.line('milk').id);
    sync();
    expect(ben.rows()).toEqual(['o milk 1l (taken 3l)']);
    ben.list.add('milk');
    sync();
    expect(anna.rows()).toEqual(['o milk 1l (taken 3l)']);
  });

  test.each([
    { set: 'open', ticked: false },
    { set: 'ticked', ticked: true },
  ])('[M7] [I8] comes on top of an amount that is set while the rest is $set', ({ ticked }) => {
    const { anna, ben, sync } = someAtHome('l');
    if (ticked) ben.list.tick(ben.line('milk').id);
    ben.list.setAmount(ben.line('milk').id, { value: 2, unit: 'l' });
    sync();
    expect(anna.rows()).toEqual([ticked ? 'o milk 1l (taken 3l)' : 'o milk 2l (taken 2l)']);
  });

  test('[M7] [I8] does not answer the one piece that a line without an amount asks for', () => {
    const { anna, ben, sync } = someAtHome('');
    ben.list.setAmount(ben.line('milk').id, { value: 3, unit: '' });
    ben.list.setAmount(ben.line('milk').id, undefined);
    sync();
    expect(anna.rows()).toEqual(['o milk 1 (taken 2)']);
  });

  test('[M14] [U2] is there as before when the delete of the rest is undone', () => {
    const { anna, ben, sync } = someAtHome('l');
    ben.list.remove(ben.line('milk').id);
    expect(ben.list.undo()).toMatchObject({ type: 'undone', kept: 0 });
    sync();
    expect(anna.rows()).toEqual(['o milk 1l (taken 2l)']);
  });

  test('[M14] [I3] is there as before when the clearing of the rest is undone', () => {
    const { anna, ben, sync } = someAtHome('l');
    ben.list.tick(ben.line('milk').id);
    ben.list.clearDone();
    expect(ben.list.undo()).toMatchObject({ type: 'undone', kept: 0 });
    expect(ben.rows()).toEqual(['x milk 1l']);
    ben.list.untick(ben.line('milk').id);
    sync();
    expect(anna.rows()).toEqual(['o milk 1l']);
  });

  test('[M14] [U2] hides no clearing that the delete did not see: what both took off the list stays off', () => {
    const { anna, ben, sync } = someAtHome('l');
    anna.list.tick(anna.line('milk').id);
    anna.list.clearDone();
    ben.list.remove(ben.line('milk').id);
    sync();
    expect(ben.list.undo()).toMatchObject({ type: 'refused', reason: 'changed-since' });
  });
});

describe('a line of several items', () => {
  test('[M4] asked for again beside a clear that did not see it: all that was open of it stays', () => {
    const { anna, ben, sync } = annaAndBen('2 l milk', '1 l milk');
    anna.list.tick(anna.line('milk').id);
    anna.list.clearDone();
    ben.list.add('milk');
    sync();
    expect(anna.rows()).toEqual(['o milk 2l+1l']);
  });

  test('[M8] of which one is taken: what is set is still to get', () => {
    const { anna, ben, sync } = annaAndBen('2 l milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.add('1 l milk');
    sync();
    expect(ben.rows()).toEqual(['o milk 1l (taken 2l)']);
    ben.list.setAmount(ben.line('milk').id, { value: 4, unit: 'l' });
    sync();
    expect(anna.rows()).toEqual(['o milk 4l (taken 2l)']);
  });
});

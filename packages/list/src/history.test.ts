import { describe, expect, test } from 'vitest';
import { readHistory } from './history.ts';
import { SOME_DAY_MS } from './testing/replicas.ts';
import { annaAndBen } from './testing/two.ts';

describe('history', () => {
  test('[H1] who did what, newest first, the same on both', () => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread', 'eggs');
    anna.list.setPersonName('Anna');
    ben.list.setPersonName('Ben');
    sync();
    ben.list.tick(ben.line('milk').id);
    sync();
    anna.list.rename(anna.line('bread').id, 'rye bread');
    sync();
    ben.list.clearDone();
    sync();
    anna.list.remove(anna.line('eggs').id);
    sync();
    const told = anna.list.history(readHistory).map(({ deed, by, name }) => `${by} ${deed} ${name}`);
    expect(told).toEqual([
      'Anna deleted eggs',
      'Ben cleared milk',
      'Anna renamed rye bread',
      'Ben ticked milk',
      'Anna added eggs',
      'Anna added rye bread',
      'Anna added milk',
    ]);
    expect(ben.list.history(readHistory)).toEqual(anna.list.history(readHistory));
    expect(anna.list.history(readHistory)[0]?.atMs).toBe(SOME_DAY_MS);
  });

  test.each([
    ['amount', 'increase'],
    ['note', 'note'],
    ['aisle', 'aisle'],
    ['price', 'price'],
    ['asked-again', 'add'],
  ])('[H1] tells %s', (deed, act) => {
    const { anna, ben, sync } = annaAndBen('milk');
    const { id } = ben.line('milk');
    if (act === 'increase') ben.list.increase(id, 1);
    if (act === 'note') ben.list.setNote(id, 'x');
    if (act === 'aisle') ben.list.setAisle(id, 'x');
    if (act === 'price') ben.list.setPrice(id, 1);
    if (act === 'add') ben.list.add('milk');
    sync();
    expect(anna.list.history(readHistory)[0]).toMatchObject({ deed, by: ben.device, name: 'milk', itemId: id });
  });

  test('[H1] two edits that had not seen each other are each told as what they were', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.setPersonName('Anna');
    ben.list.setPersonName('Ben');
    sync();
    const { id } = anna.line('milk');
    anna.list.setNote(id, 'the blue one');
    ben.list.setPrice(id, 120);
    sync();
    const told = anna.list.history(readHistory).map(({ deed, by, stamp }) => ({ text: `${by} ${deed}`, stamp }));
    expect(told.slice(0, 2).map(({ text }) => text)).toEqual(['Anna note', 'Ben price']);
    expect(told[0]?.stamp, 'their clocks stood at the same').toBe(told[1]?.stamp);
  });

  test('[H1] is bounded', () => {
    const { anna } = annaAndBen();
    for (let i = 0; i < 300; i += 1) anna.list.addProduct({ name: `product ${i}` });
    expect(anna.list.history(readHistory)).toHaveLength(200);
  });
});

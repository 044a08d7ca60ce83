import { describe, expect, test } from 'vitest';
import { syncAll } from './testing/replicas.ts';
import { annaAndBen, type Two } from './testing/two.ts';

describe('product memory', () => {
  test('[P3] clear done remembers aisle, unit, last purchase and how often', () => {
    const { anna, ben, sync } = annaAndBen('2 l Milk', 'bread');
    anna.list.setAisle(anna.line('Milk').id, 'dairy');
    for (const { id } of anna.list.view.lines) anna.list.tick(id);
    anna.list.clearDone();
    sync();
    ben.list.add('milk');
    ben.list.tick(ben.line('milk').id);
    ben.list.clearDone();
    sync();
    const { products, newestStamp } = anna.list.productMemory();
    expect(products.map(({ key, name, aisle, unit, count }) => ({ key, name, aisle, unit, count }))).toEqual([
      { key: 'milk', name: 'milk', aisle: 'dairy', unit: 'l', count: 2 },
      { key: 'bread', name: 'bread', aisle: undefined, unit: undefined, count: 1 },
    ]);
    expect(newestStamp).toBeGreaterThanOrEqual(products[0]?.lastStamp ?? Infinity);
  });

  test('[P5] a new line stands in the aisle that is remembered, until it gets one of its own', () => {
    const { anna } = annaAndBen('milk');
    anna.list.setAisle(anna.line('milk').id, 'dairy');
    anna.list.tick(anna.line('milk').id);
    anna.list.clearDone();
    anna.list.add('milk');
    expect(anna.line('milk').aisle).toBe('dairy');
    anna.list.setAisle(anna.line('milk').id, 'drinks');
    expect(anna.line('milk').aisle).toBe('drinks');
    anna.list.setAisle(anna.line('milk').id, undefined);
    expect(anna.line('milk').aisle).toBeUndefined();
  });

  const bought = ({ list }: Two['anna']): readonly (readonly [string, number])[] =>
    list.productMemory().products.map(({ key, count }) => [key, count]);
  const buy = ({ list, line }: Two['anna'], ...names: readonly string[]): void => {
    for (const name of names) list.add(name);
    for (const name of names) list.tick(line(name).id);
    list.clearDone();
  };

  test('[P3] of purchases that did not see each other the greatest count stands, in either order', () => {
    const { anna, ben, sync } = annaAndBen();
    buy(anna, 'milk');
    sync();
    for (let i = 0; i < 2; i += 1) buy(anna, 'milk');
    buy(ben, 'milk');
    sync();
    expect([bought(anna), bought(ben)]).toEqual([[['milk', 3]], [['milk', 3]]]);
  });

  test('[U4] undoing a clear takes the purchases back, redoing it counts them again', () => {
    const { anna, ben, sync } = annaAndBen();
    buy(ben, 'bread');
    sync();
    buy(anna, 'milk', 'bread');
    const after = anna.list.productMemory().products;
    anna.list.undo();
    expect(bought(anna)).toEqual([['bread', 1]]);
    anna.list.redo();
    expect(anna.list.productMemory().products).toEqual(
      after.map((one) => ({ ...one, lastStamp: expect.any(Number) as number })),
    );
    anna.list.undo();
    sync();
    expect(bought(ben)).toEqual([['bread', 1]]);
  });

  test('[U4] the last purchase is the one before, and what was remembered of it', () => {
    const { anna, ben } = annaAndBen();
    buy(anna, 'milk');
    buy(anna, 'bread');
    anna.list.add('3 packs milk');
    const before = anna.list.productMemory().products;
    anna.list.tick(anna.line('milk').id);
    anna.list.clearDone();
    expect(anna.list.productMemory().products.map(({ key }): string => key)).toEqual(['milk', 'bread']);
    anna.list.undo();
    expect(anna.list.productMemory().products).toEqual(before);
    syncAll(anna, ben);
    expect(ben.list.productMemory().products).toEqual(before);
  });

  test('[U4] several clears in a row are taken back one after the other', () => {
    const { anna } = annaAndBen();
    buy(anna, 'milk');
    buy(anna, 'milk');
    expect(bought(anna)).toEqual([['milk', 2]]);
    for (let acts = 0; acts < 3; acts += 1) anna.list.undo();
    expect(bought(anna)).toEqual([['milk', 1]]);
    anna.list.undo();
    expect(bought(anna)).toEqual([]);
    anna.list.redo();
    expect(bought(anna)).toEqual([['milk', 1]]);
  });

  test('[U4] a purchase that somebody counted on from stays, and one that was not seen is kept', () => {
    const { anna, ben, sync } = annaAndBen();
    buy(anna, 'milk');
    sync();
    buy(ben, 'milk');
    sync();
    anna.list.undo();
    expect(bought(anna)).toEqual([['milk', 2]]);
    buy(anna, 'eggs');
    buy(ben, 'eggs');
    sync();
    anna.list.undo();
    sync();
    for (const one of [anna, ben]) expect(new Map(bought(one)).get('eggs')).toBe(1);
  });

  test('[U4] a restore from the bin leaves the memory alone', () => {
    const { anna } = annaAndBen();
    buy(anna, 'milk');
    for (const { id } of anna.list.view.bin) anna.list.restore(id);
    expect(anna.rows()).toEqual(['o milk']);
    expect(bought(anna)).toEqual([['milk', 1]]);
  });

  test('[P3] what was bought longest ago is dropped first', () => {
    const { anna } = annaAndBen();
    const buy = (from: number, to: number): void => {
      for (let i = from; i < to; i += 1) anna.list.addProduct({ name: `product ${i}` });
      for (const { id } of anna.list.view.lines) anna.list.tick(id);
      anna.list.clearDone();
    };
    buy(0, 600);
    buy(600, 1_200);
    const keys = anna.list.productMemory().products.map(({ key }): string => key);
    expect(keys).toHaveLength(1_000);
    expect(keys).toContain('product 1199');
    expect(keys.filter((key) => Number(key.slice(8)) < 600)).toHaveLength(400);
  });

  test('[B2] the bin keeps the last 64 cleared and the last 64 deleted', () => {
    const { anna } = annaAndBen();
    for (let i = 0; i < 80; i += 1) anna.list.addProduct({ name: `deleted ${i}` });
    for (const { id } of anna.list.view.lines) anna.list.remove(id);
    for (let i = 0; i < 80; i += 1) {
      anna.list.addProduct({ name: `cleared ${i}` });
      anna.list.tick(anna.line(`cleared ${i}`).id);
      anna.list.clearDone();
    }
    // What the last act put there is not counted yet.
    const kept = [
      ...Array.from({ length: 65 }, (_, i) => `cleared ${79 - i}`),
      ...Array.from({ length: 64 }, (_, i) => `deleted ${79 - i}`),
    ];
    expect(anna.list.view.bin.map(({ name }) => name)).toEqual(kept);
  });

  test('[B2] of many that one act cleared, two devices drop the same', () => {
    const { anna, ben, sync } = annaAndBen();
    for (const { list, device } of [anna, ben])
      for (let i = 0; i < 50; i += 1) list.addProduct({ name: `${device} ${i}` });
    sync();
    for (const { id } of anna.list.view.lines) anna.list.tick(id);
    anna.list.clearDone();
    sync();
    for (const each of [anna, ben]) buy(each, `more for ${each.device}`);
    sync();
    expect(anna.list.view.bin).toHaveLength(64 + 2);
    expect(ben.list.view.bin).toEqual(anna.list.view.bin);
  });
});

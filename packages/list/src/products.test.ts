import { describe, expect, test } from 'vitest';
import { annaAndBen } from './testing/two.ts';

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
    const { bin } = anna.list.view;
    expect(bin.filter(({ how }) => how === 'cleared').length).toBeLessThanOrEqual(65);
    expect(bin.filter(({ how }) => how === 'deleted').length).toBeLessThanOrEqual(65);
    expect(bin[0]?.name).toBe('cleared 79');
  });
});

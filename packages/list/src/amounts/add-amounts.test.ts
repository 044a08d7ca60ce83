import { describe, expect, test } from 'vitest';

import { addAmounts } from './add-amounts.ts';
import { multiplyAmount } from './multiply-amounts.ts';
import { sumValues } from './exact.ts';
import type { Amount } from './units.ts';

const amount = (text: string): Amount => {
  const [value, unit = ''] = text.split(' ');
  return { value: Number(value), unit };
};

const totals = (...texts: readonly string[]): string[] =>
  addAmounts(texts.map(amount)).map(({ total }) => `${total.value} ${total.unit}`.trim());

describe('addAmounts', () => {
  test.each<[rule: string, parts: string[], totals: string[]]>([
    ['A1', ['2 l', '1 l'], ['3 l']],
    ['A1', ['500 g', '1 pack'], ['500 g', '1 pack']],
    ['A1', ['1 pack', '500 g', '1 pack'], ['2 pack', '500 g']],
    ['A1', ['1 lb', '500 g'], ['1 lb', '500 g']],
    ['A1', ['1 cup', '250 ml'], ['1 cup', '250 ml']],
    ['A1', ['2', '1 can'], ['2', '1 can']],
    ['A1', ['1 gallon', '1 pint'], ['1.125 gallon']],
    ['A1', [], []],
    ['A2', ['0.1 kg', '0.2 kg'], ['0.3 kg']],
    ['A2', ['1.1 l', '2.2 l'], ['3.3 l']],
    ['A2', ['0.7', '0.1', '0.2'], ['1']],
    ['A2', [`${1 / 3} cup`, `${1 / 3} cup`, `${1 / 3} cup`], ['1 cup']],
    ['A2', [`${2 / 3}`, `${1 / 3}`], ['1']],
    ['A2', ['99999 kg', '0.001 kg'], ['99999.001 kg']],
    ['A3', ['500 g', '1 kg'], ['1.5 kg']],
    ['A3', ['1 kg', '500 g'], ['1.5 kg']],
    ['A3', ['600 g', '600 g'], ['1.2 kg']],
    ['A3', ['200 g', '300 g'], ['500 g']],
    ['A3', ['0.2 kg', '300 g'], ['500 g']],
    ['A3', ['33 cl', '33 cl'], ['66 cl']],
    ['A3', ['5 dl', '500 ml'], ['1 l']],
    ['A3', ['8 oz', '1 lb'], ['1.5 lb']],
    ['A4', ['1 dozen', '6'], ['18']],
    ['A4', ['1 dozen', '1 dozen'], ['2 dozen']],
    ['A4', ['1 tbsp', '1 tsp'], ['4 tsp']],
    ['A4', ['2', '1 piece'], ['3 piece']],
    ['A4', ['1 piece', '2'], ['3 piece']],
    ['A5', ['1500 g'], ['1500 g']],
    ['A6', ['NaN g', '1 g', 'Infinity g'], ['1 g']],
    ['A6', ['1 firkin', '2 firkin', '1 hogshead'], ['3 firkin', '1 hogshead']],
    ['A6', ['1e300 kg', '1e300 kg'], ['2000000000 kg']],
    ['A1', ['3 l', '-1 l'], ['2 l']],
    ['A1', ['1 l', '-1 l'], ['0 l']],
    ['A6', ['1 toString', '1 __proto__'], ['1 toString', '1 __proto__']],
  ])('[%s] %j', (_rule, parts, expected) => {
    expect(totals(...parts)).toEqual(expected);
  });

  test('[A1] keeps the parts as given, so that a line can show them', () => {
    const parts = ['500 g', '1 pack', '1 kg'].map(amount);
    expect(addAmounts(parts)).toEqual([
      { total: amount('1.5 kg'), parts: [parts[0], parts[2]] },
      { total: amount('1 pack'), parts: [parts[1]] },
    ]);
  });
});

test('[A2] plain values add up exactly', () => {
  expect(sumValues([0.1, 0.2])).toBe(0.3);
  expect(sumValues([])).toBe(0);
  expect(sumValues([5, -2, 0.5])).toBe(3.5);
});

test.each<[amount: string, factor: number, product: string]>([
  ['0.1 kg', 3, '0.3 kg'],
  ['1.1 l', 6, '6.6 l'],
  ['330 ml', 24, '7.92 l'],
  ['330 ml', 2, '660 ml'],
  ['1500 g', 1, '1500 g'],
  ['1 dozen', 2, '2 dozen'],
  [`${1 / 3} cup`, 3, '1 cup'],
  ['2 can', 0.5, '1 can'],
])('[A2] %s times %d is %s', (text, factor, product) => {
  const { value, unit } = multiplyAmount(amount(text), factor);
  expect(`${value} ${unit}`).toBe(product);
});

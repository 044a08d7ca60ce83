import { describe, expect, test } from 'vitest';

import { loadCatalogue } from '../catalogue/index.ts';
import { foldForSearch } from './fold-for-search.ts';
import { createSuggest, type HabitProduct } from './suggest.ts';

const names = (suggestions: readonly { readonly name: string }[]): string[] => suggestions.map(({ name }) => name);

const suggestFrom = async (language: string, habits: readonly HabitProduct[] = [], newestStamp = 0) => {
  const result = await loadCatalogue(language);
  return createSuggest({ habits, newestStamp, catalogue: result.ok ? result.value.products : [] });
};

describe('suggestions from the catalogue', () => {
  test.each<[rule: string, language: string, typed: string, first: string]>([
    ['S1', 'en', 'tom', 'Tomatoes'],
    ['S1', 'en', 'MIL', 'Milk'],
    ['S1', 'en', 'oat m', 'Oat milk'],
    ['S1', 'en', 'ol oi', 'Olive oil'],
    ['S1', 'en', 'oil ol', 'Olive oil'],
    ['S1', 'de', 'apf', 'Äpfel'],
    ['S1', 'de', 'weissk', 'Weißkohl'],
    ['S1', 'fr', 'creme f', 'Crème fraîche'],
    ['S1', 'fr', 'oeu', 'Œufs'],
    ['S1', 'fr', 'avoine', "Lait d'avoine"],
    ['S1', 'es', 'platan', 'Plátanos'],
    ['S1', 'ar', 'ارز', 'أرز'],
    ['S1', 'ar', 'قهوه', 'قهوة'],
    ['S1', 'ar', 'الحليب', 'حليب'],
    ['S4', 'en', 'milk', 'Milk'],
    ['S4', 'en', 'zucc', 'Zucchini'],
    ['S4', 'en', 'courg', 'Courgettes'],
    ['S4', 'de', 'eis', 'Eis'],
  ])('[%s] %s %j suggests %s first', async (_rule, language, typed, first) => {
    const suggest = await suggestFrom(language);
    expect(names(suggest(typed))[0]).toBe(first);
  });

  test('[S1] words are found by their beginnings only', async () => {
    const suggest = await suggestFrom('en');
    expect(names(suggest('ilk'))).toEqual([]);
    expect(suggest('')).toEqual([]);
    expect(suggest('  ')).toEqual([]);
    expect(suggest('!?')).toEqual([]);
  });

  test('[S6] where nothing is typed, only what the list has had is suggested, by habit', async () => {
    const habits = [
      { name: 'rye bread', count: 1, lastStamp: 9 },
      { name: 'milk', count: 5, lastStamp: 9 },
      { name: 'eggs', count: 3, lastStamp: 9 },
    ];
    const suggest = await suggestFrom('en', habits, 10);
    expect(names(suggest(''))).toEqual(['milk', 'eggs', 'rye bread']);
    expect(names(suggest('  ', 1))).toEqual(['milk']);
    expect(suggest('!?')).toEqual([]);
  });

  test('[S4] a product is suggested once, with its aisle', async () => {
    const suggest = await suggestFrom('en');
    const suggested = suggest('spring', 20);
    expect(new Set(names(suggested)).size).toBe(suggested.length);
    expect(suggested).toContainEqual({
      name: 'Spring onions',
      aisle: 'produce',
      unit: undefined,
      source: 'catalogue',
    });
  });

  test('[S4] as many as wanted', async () => {
    const suggest = await suggestFrom('en');
    expect(suggest('c', 3)).toHaveLength(3);
    expect(suggest('c')).toHaveLength(6);
  });
});

describe('suggestions by habit', () => {
  const habit = (name: string, count: number, lastStamp: number): HabitProduct => ({ name, count, lastStamp });

  test('[S2] own products come first and are not repeated', async () => {
    const suggest = await suggestFrom('en', [habit('milk', 1, 10), habit('Milk buns of the corner shop', 5, 10)], 10);
    const suggested = suggest('milk');
    expect(names(suggested).slice(0, 2)).toEqual(['milk', 'Milk buns of the corner shop']);
    expect(suggested.filter(({ name }) => name.toLowerCase() === 'milk')).toHaveLength(1);
    expect(suggested.some(({ source }) => source === 'catalogue')).toBe(true);
  });

  test('[S3] what is wanted more often comes earlier', () => {
    const suggest = createSuggest({
      habits: [habit('Tea', 2, 100), habit('Tomatoes', 9, 100), habit('Toast', 5, 100)],
      catalogue: [],
      newestStamp: 100,
    });
    expect(names(suggest('t'))).toEqual(['Tomatoes', 'Toast', 'Tea']);
  });

  test('[S3] old habits fade', () => {
    const suggest = createSuggest({
      habits: [habit('Baby food', 50, 1_000), habit('Bananas', 5, 20_000)],
      catalogue: [],
      newestStamp: 20_000,
    });
    expect(names(suggest('ba'))).toEqual(['Bananas', 'Baby food']);
  });

  test('[S3] a stamp from the future counts as now', () => {
    const suggest = createSuggest({
      habits: [habit('Bread', 5, 0), habit('Butter', 4, 9_999_999)],
      catalogue: [],
      newestStamp: 0,
    });
    expect(names(suggest('b'))).toEqual(['Bread', 'Butter']);
  });

  test('[S3] the unit of last time comes along', () => {
    const suggest = createSuggest({
      habits: [{ name: 'Milk', count: 3, lastStamp: 1, unit: 'l', aisle: 'dairy' }],
      catalogue: [],
      newestStamp: 1,
    });
    expect(suggest('mi')).toEqual([{ name: 'Milk', aisle: 'dairy', unit: 'l', source: 'habit' }]);
  });

  test('[S5] equal habits are ordered by their letters, whatever order they come in', () => {
    const habits = ['Basil', 'Bacon', 'bacon', 'Beans'].map((name) => habit(name, 1, 1));
    const orders = [habits, habits.toReversed()].map((each) =>
      names(createSuggest({ habits: each, catalogue: [], newestStamp: 1 })('b')),
    );
    expect(orders[0]).toEqual(orders[1]);
    expect(orders[0]).toEqual(['Bacon', 'bacon', 'Basil', 'Beans']);
  });
});

test.each([
  ['Crème  Fraîche', 'creme fraiche'],
  ['WEISSE Straße', 'weisse strasse'],
  ['Œufs', 'oeufs'],
  ["l'huile d'olive", 'huile olive'],
  ['d’avoine', 'avoine'],
  ["lamb's lettuce", 'lambs lettuce'],
  ['أَرُزّ', 'ارز'],
  ['قهوة', 'قهوه'],
  ['مـــاء', 'ماء'],
  ['الطماطم', 'طماطم'],
  ['٧٠٪', '70%'],
  ['7-Up!', '7 up'],
  ['٢ لتر', '2 لتر'],
  ['', ''],
])('[S1] %j is searched as %j', (text, folded) => {
  expect(foldForSearch(text)).toBe(folded);
});

/** Side by side instead of in milliseconds, which measure the machine: a key press must be cheaper than preparing once. */
test('[S1] searching 2,000 products costs a fraction of preparing them', () => {
  const habits = Array.from({ length: 2_000 }, (_, index) => ({
    name: `Product ${String(index)} ${['milk', 'bread', 'crème', 'thé'][index % 4] ?? ''}`,
    count: index % 17,
    lastStamp: index,
  }));
  const median = (run: () => unknown): number => {
    const times = Array.from({ length: 21 }, () => {
      const startMs = performance.now();
      run();
      return performance.now() - startMs;
    });
    return times.sort((a, b) => a - b)[10] ?? 0;
  };
  const sources = { habits, catalogue: [], newestStamp: 2_000 };
  const suggest = createSuggest(sources);
  const preparing = median(() => createSuggest(sources));
  const searching = median(() => suggest('mil'));
  expect(searching).toBeLessThan(preparing);
});

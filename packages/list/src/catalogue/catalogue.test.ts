import { describe, expect, test } from 'vitest';

import { de } from './aisle-names/de.ts';
import { aisleName } from './aisles.ts';
import { loadCatalogue } from './load-catalogue.ts';

const aisleOf = async (language: string, name: string): Promise<string | undefined> => {
  const result = await loadCatalogue(language);
  return result.ok ? result.value.aisleOf(name) : undefined;
};

describe('aisleOf', () => {
  test.each<[rule: string, language: string, name: string, aisle: string | undefined]>([
    ['C2', 'en', 'milk', 'dairy'],
    ['C2', 'en', 'MILK', 'dairy'],
    ['C2', 'en', 'Tomato', 'produce'],
    ['C2', 'en', 'tomatoes', 'produce'],
    ['C2', 'en', 'cherry', 'produce'],
    ['C2', 'en', 'peppers', 'produce'],
    ['C2', 'en', 'pepper', 'sauces'],
    ['C2', 'en', '7up', 'drinks'],
    ['C2', 'en', 'lambs lettuce', 'produce'],
    ['C2', 'de', 'Apfel', 'produce'],
    ['C2', 'de', 'apfel', 'produce'],
    ['C2', 'de', 'Ei', 'dairy'],
    ['C2', 'de', 'Hähnchen', 'meat'],
    ['C2', 'de', 'weisse Bohnen', 'canned'],
    ['C2', 'de', 'Müllbeutel', 'household'],
    ['C2', 'fr', 'œuf', 'dairy'],
    ['C2', 'fr', 'oeufs', 'dairy'],
    ['C2', 'fr', 'chou', 'produce'],
    ['C2', 'fr', 'petits-pois', 'produce'],
    ['C2', 'es', 'limon', 'produce'],
    ['C2', 'es', 'champu', 'hygiene'],
    ['C2', 'es', 'tomate', 'produce'],
    ['C2', 'ar', 'ارز', 'pantry'],
    ['C2', 'ar', 'أَرُزّ', 'pantry'],
    ['C2', 'ar', 'تفاحة', 'produce'],
    ['C2', 'ar', 'الحليب', 'dairy'],
    ['C2', 'ar', 'قهوه', 'breakfast'],
    ['C3', 'en', 'organic oat milk', 'dairy'],
    ['C3', 'en', 'rye crispbread', 'bakery'],
    ['C3', 'de', 'Bio Milch', 'dairy'],
    ['C3', 'de', 'Ziegenfrischkäse', 'dairy'],
    ['C3', 'de', 'Birnensaft', 'drinks'],
    ['C3', 'de', 'Sonnenmilch', 'hygiene'],
    ['C3', 'fr', 'lait bio', 'dairy'],
    ['C3', 'fr', 'jus de carotte', 'drinks'],
    ['C3', 'es', 'leche de cabra', 'dairy'],
    ['C3', 'ar', 'عصير جزر', 'drinks'],
    ['C3', 'en', 'cheese (the mild one)', 'dairy'],
    ['C3', 'en', 'organic milk, 3.5%', 'dairy'],
    ['C3', 'de', 'Bergkäse (gerieben)', 'dairy'],
    ['C3', 'ar', 'جبن، مبشور', 'dairy'],
    ['C4', 'en', 'xylophone', undefined],
    ['C4', 'en', '', undefined],
    ['C4', 'en', ' , ', undefined],
    ['C4', 'en', 'constructor', undefined],
    ['C4', 'de', 'Geburtstagsgeschenk', undefined],
  ])('[%s] %s %j is in %s', async (_rule, language, name, aisle) => {
    expect(await aisleOf(language, name)).toBe(aisle);
  });

  test('[C4] a long text is looked up in no time', async () => {
    expect(await aisleOf('de', 'x'.repeat(100_000))).toBeUndefined();
    expect(await aisleOf('en', 'x '.repeat(100_000))).toBeUndefined();
  });
});

test('names begin with a capital, as on a list', async () => {
  const result = await loadCatalogue('en-GB');
  const milk = result.ok ? result.value.products.find(({ id }) => id === 'milk') : undefined;
  expect(milk).toEqual({ id: 'milk', aisle: 'dairy', names: ['Milk'] });
});

test('a language without a catalogue of its own gets the English one', async () => {
  const result = await loadCatalogue('nl');
  expect(result.ok && result.value.language).toBe('en');
});

test('an aisle that is not in the catalogue is named by its id', () => {
  expect(aisleName('garden centre', de)).toBe('garden centre');
  expect(aisleName('produce', de)).toBe('Obst und Gemüse');
});

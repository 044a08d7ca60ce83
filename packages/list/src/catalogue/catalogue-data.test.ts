import { describe, expect, test } from 'vitest';

import { LANGUAGES, type Language } from '../amounts/index.ts';
import { foldForSearch } from '../suggestions/fold-for-search.ts';
import { ar } from './aisle-names/ar.ts';
import { de } from './aisle-names/de.ts';
import { en } from './aisle-names/en.ts';
import { es } from './aisle-names/es.ts';
import { fr } from './aisle-names/fr.ts';
import { aisleName, AISLES } from './aisles.ts';
import type { Catalogue } from './catalogue.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { PRODUCTS_BY_AISLE } from './products.ts';
import { commonForm } from './word-forms.ts';

const PRODUCTS_MIN = 350;

/** Pairs of one form that are two products all the same: looked up exactly, or not at all. */
const FORMS_SHARED: Readonly<Record<Language, readonly string[]>> = {
  en: ['pepper'],
  de: [],
  fr: ['pate'],
  es: [],
  ar: ['زهور', 'طحين'],
};

const load = async (language: string): Promise<Catalogue> => {
  const result = await loadCatalogue(language);
  if (!result.ok) throw new Error('no catalogue', { cause: result.error.cause });
  return result.value;
};

const ids = Object.values(PRODUCTS_BY_AISLE).flatMap((list) => list.split(' '));

test('[C1] there are enough products, each once', () => {
  expect(ids.length).toBeGreaterThanOrEqual(PRODUCTS_MIN);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z-]*$/);
});

const AISLE_NAMES = { ar, de, en, es, fr };

describe.each(LANGUAGES)('the catalogue in %s', (language) => {
  test('[C1] names exactly the products there are, each with names that are tidy', async () => {
    const { names } = (await import(`./names/${language}.ts`)) as { names: string };
    const lines = names.trim().split('\n');
    expect(lines.map((line) => line.split('=')[0]).sort()).toEqual([...ids].sort());
    for (const line of lines) expect(line).toMatch(/^[a-z-]+=[^=,|\s][^=|]*[^=,|\s]$/u);
    for (const name of lines.flatMap((line) => (line.split('=')[1] ?? '').split(','))) {
      expect(name).toBe(name.trim().replace(/\s+/gu, ' ').normalize('NFC'));
      expect(/\p{Script=Arabic}/u.test(name)).toBe(language === 'ar');
      expect(name.length).toBeLessThanOrEqual(40);
    }
  });

  test('[C1] no name means two products', async () => {
    const { products } = await load(language);
    const ownerByName = new Map<string, string>();
    const doubles: string[] = [];
    for (const { id, names } of products) {
      for (const folded of names.map(foldForSearch)) {
        const owner = ownerByName.get(folded);
        if (owner !== undefined) doubles.push(`${folded}: ${owner}, ${id}`);
        ownerByName.set(folded, id);
      }
    }
    expect(doubles).toEqual([]);
  });

  test('[C2] singular and plural of different products do not meet in different aisles', async () => {
    const { products } = await load(language);
    const aislesByForm = new Map<string, Set<string>>();
    for (const { aisle, names } of products) {
      for (const form of names.map((name) => commonForm(foldForSearch(name), language))) {
        aislesByForm.set(form, (aislesByForm.get(form) ?? new Set()).add(aisle));
      }
    }
    const shared = [...aislesByForm].filter(([, aisles]) => aisles.size > 1).map(([form]) => form);
    expect(shared).toEqual(FORMS_SHARED[language]);
  });

  test('[C2] every name finds its own aisle', async () => {
    const { products, aisleOf, has } = await load(language);
    for (const { aisle, names } of products) {
      for (const name of names) expect([name, aisleOf(name), has(name)]).toEqual([name, aisle, true]);
    }
  });

  test('every aisle has a name of its own', () => {
    const own = AISLE_NAMES[language];
    expect(own).toHaveLength(AISLES.length);
    const names = AISLES.map((aisle) => aisleName(aisle, own));
    expect(new Set(names).size).toBe(AISLES.length);
    for (const name of names) expect(name).toMatch(/^\p{L}/u);
    for (const aisle of AISLES) expect(names).not.toContain(aisle);
  });
});

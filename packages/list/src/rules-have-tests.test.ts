/** Every rule of the merge contract has an example test that bears its id, and a place in the random runs. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { REQUIRED } from './model/random-runs.ts';

const RULES = Array.from({ length: 17 }, (_, i) => `M${i + 1}`);

const SOURCES = new URL('./', import.meta.url);

const idsInExamples = (): ReadonlySet<string> => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  // The random runs bear all ids at once, which is no example of any.
  const examples = files.filter((file) => file.endsWith('.test.ts') && !file.includes('random-runs'));
  const titles = examples.flatMap((file) => [
    ...readFileSync(new URL(file, SOURCES), 'utf8').matchAll(/\[([A-Z]\d+)\]/g),
  ]);
  return new Set(titles.flatMap(([, id]) => id ?? []));
};

test('each rule of the contract has an example', () => {
  const found = idsInExamples();
  expect(RULES.filter((rule) => !found.has(rule))).toEqual([]);
});

test('each rule of the contract must occur in the random runs', () => {
  expect(RULES.filter((rule) => !REQUIRED.some((wanted) => wanted.startsWith(`${rule} `)))).toEqual([]);
});

test('the contract of the specification has these rules', () => {
  const specification = readFileSync(new URL('../SPEC.md', SOURCES), 'utf8');
  expect([...specification.matchAll(/^\| (M\d+) \|/gm)].map(([, id]) => id)).toEqual(RULES);
});

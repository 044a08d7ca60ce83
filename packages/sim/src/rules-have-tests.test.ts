/** Every rule of every document that numbers its rules is named in the title of a test, where its code or its users live. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);

/** Where a document's rules are tested. Ids are a document's own, so that of two R1 each needs a test in its place. */
const TESTED_IN = {
  'packages/list/SPEC.md': ['packages/list'],
  'packages/list/src/amounts/AMOUNTS.md': ['packages/list'],
  'packages/list/src/parsing/PARSING.md': ['packages/list'],
  'packages/seal/THREAT_MODEL.md': ['packages/seal'],
  'packages/wire/PROTOCOL.md': ['packages/wire', 'packages/sync', 'server'],
  'packages/sync/SYNC.md': ['packages/sync', 'apps/web', 'e2e/tests'],
  'packages/sim/SIM.md': ['packages/sim'],
  'server/RELAY.md': ['server', 'e2e/tests'],
  'apps/cli/TERMINAL.md': ['apps/cli', 'e2e/tests'],
  'apps/lab/LAB.md': ['apps/lab', 'e2e/lab'],
} as const;

const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

/** The part before RELAY.md's decisions and the like: those have numbers too, and no tests. */
const rulesOf = (document: string): readonly string[] => {
  const [rules = ''] = read(document).split(/^## Decisions/mu);
  return [...rules.matchAll(/^(?:- \*\*|\| |### )([A-Z]\d+)(?:\*\*| +\||:)/gmu)].flatMap(([, id]) => id ?? []);
};

/** "L1-L8" names eight. */
const idsOf = (named: string): readonly string[] =>
  named.split(/, ?/u).flatMap((part) => {
    const [, letter, first, last] = /^([A-Z])(\d+)-\1(\d+)$/u.exec(part) ?? [];
    if (letter === undefined) return [part];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${letter}${Number(first) + i}`);
  });

/** Ids in square brackets at the beginning of a text, as titles have them, and those of the rows of a table of cases. */
const idsIn = (source: string): readonly string[] => [
  ...[...source.matchAll(/['"`]((?:\[[A-Z0-9, -]+\] ?)+)/gu)].flatMap(([, ids]) =>
    [...(ids ?? '').matchAll(/\[([^\]]+)\]/gu)].flatMap(([, named]) => idsOf(named ?? '')),
  ),
  ...[...source.matchAll(/^\s*\['([A-Z]\d+)', /gmu)].flatMap(([, id]) => id ?? []),
];

const TEST_FILE = /(?:\.test|\.e2e|-contract)\.ts$/u;

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.includes('node_modules'))
    .map((file) => `${folder}/${file}`);

const idsUnder = (folder: string): readonly string[] =>
  filesUnder(folder)
    .filter((file) => TEST_FILE.test(file))
    .flatMap((file) => idsIn(read(file)));

test.each(Object.entries(TESTED_IN))('each rule of %s has a test that bears its id', (document, folders) => {
  const rules = rulesOf(document);
  const found = new Set(folders.flatMap(idsUnder));
  expect(rules.length).toBeGreaterThan(5);
  expect(rules.filter((rule) => !found.has(rule))).toEqual([]);
});

test('no rule has the id of another in its document', () => {
  for (const document of Object.keys(TESTED_IN)) expect(new Set(rulesOf(document)).size).toBe(rulesOf(document).length);
});

test('no other document numbers rules', () => {
  const documents = ['packages', 'server', 'apps', 'e2e'].flatMap(filesUnder).filter((file) => file.endsWith('.md'));
  expect(documents.length).toBeGreaterThan(5);
  expect(documents.filter((file) => rulesOf(file).length > 0).sort()).toEqual(Object.keys(TESTED_IN).sort());
});

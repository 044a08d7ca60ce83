/** What is said, and understood, without a relay (TERMINAL.md). */
import { openList, type ToteList } from '@tote/list';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { fitTo, padTo, widthOf } from './display-width.ts';
import { findLines } from './find-lines.ts';
import { lineChanges } from './list-changes.ts';
import { listRows } from './list-texts.ts';
import { loadWords } from './words.ts';
import { nearest } from './nearest.ts';
import { printable, printableJson } from './printable.ts';
import { readLink } from './read-link.ts';
import { findList, type ShelfEntry } from './shelf.ts';

const listOf = (...texts: readonly string[]): ToteList => {
  let next = 0;
  const list = openList(new Y.Doc(), {
    device: 'aaaaaaaa',
    random: (length) => Uint8Array.from({ length }, () => (next = (next + 7) % 248)),
    nowMs: () => 0,
  });
  list.add(texts.join('\n'));
  return list;
};

const FINGERPRINT = { emoji: ['🍋', '🍋', '🍋', '🍋'], hex: '00000000' } as const;

test.each([
  ['milk', 'milk'],
  [' MILK ', 'milk'],
  ['mil', 'milk'],
  ['oat milk', 'oat milk'],
])('[C3] %j is %j', (name, line) => {
  const found = findLines(listOf('milk', 'oat milk', 'oatcakes').view.lines, [name]);
  expect(found).toMatchObject({ ok: true, value: [{ name: line }] });
});

test.each([
  ['oat', '"oat" could be oat milk, oatcakes.'],
  ['', 'There is no "" on the list.'],
  ['milc', 'There is no "milc" on the list; did you mean milk?'],
  ['mlik', 'There is no "mlik" on the list; did you mean milk?'],
  ['cakes', 'There is no "cakes" on the list.'],
  ['wine', 'There is no "wine" on the list.'],
  ['oat mlk', 'There is no "oat mlk" on the list; did you mean oat milk?'],
  ['\u001bx', 'There is no "\ufffdx" on the list.'],
])('[C3] [C11] %j is nobody: %s', (name, error) => {
  expect(findLines(listOf('milk', 'oat milk', 'oatcakes').view.lines, [name])).toEqual({ ok: false, error });
});

test('[C3] a word of a name is near, and a text without end is compared with nothing', () => {
  expect(nearest('flakes', ['bread', 'oat flakes'])).toBe('oat flakes');
  expect(nearest('x'.repeat(100_000), ['x'.repeat(99_999)])).toBeUndefined();
  expect(nearest('no', ['so'])).toBeUndefined();
});

test('[C3] a line named twice is changed once, and an id is a name', () => {
  const { lines } = listOf('milk', 'bread').view;
  const found = findLines(lines, ['milk', 'MILK', lines[0]?.id ?? '']);
  expect(found).toEqual({ ok: true, value: [lines[0]] });
});

test('[C4] a title is matched whole before its beginning', () => {
  const entry = (title: string, listId: string): ShelfEntry => ({
    title,
    listId,
    role: 'edit',
    link: '',
    app: '',
    device: '',
  });
  const entries = [entry('Food', 'aaaa'), entry('Food for the cat', 'abbb')];
  const named = (name: string | undefined) => {
    const found = findList(entries, name);
    return found.ok ? found.value.title : found.error.type;
  };
  expect(['food', 'Food for', 'abb', 'x', undefined, 'a'].map(named)).toEqual([
    'Food',
    'Food for the cat',
    'Food for the cat',
    'no-such-list',
    'which-list',
    'which-list',
  ]);
});

test('[C6] changes are told by product, whichever item of it came or went', () => {
  const list = listOf('milk', 'bread', 'eggs');
  const before = list.view;
  const idOf = (name: string) => list.view.lines.find((line) => line.name === name)?.id;
  const [milk, bread, eggs] = ['milk', 'bread', 'eggs'].map(idOf);
  if (!milk || !bread || !eggs) throw new Error('three lines');
  list.add('salt');
  list.tick(milk);
  list.rename(bread, 'rye bread');
  list.remove(eggs);
  expect(lineChanges(before, list.view).map(({ event, line }) => [event, line.name])).toEqual([
    ['ticked', 'milk'],
    ['changed', 'rye bread'],
    ['added', 'salt'],
    ['removed', 'eggs'],
  ]);
  expect(lineChanges(list.view, list.view)).toEqual([]);
});

test.each([
  ['no address', 'e1BD7iFe5_BojL2SzcBymqaWUtO5uAx5U', 'a link looks like this: https://…/join#…'],
  ['no link', 'https://tote.example/join#hello', 'that is no link of Tote'],
  ['a newer one', 'https://tote.example/join#e2BD7iFe5', 'that link is of a newer version (2) than this command knows'],
  ['a damaged one', 'https://tote.example/join#e1BD7iFe5', 'that link is damaged: characters are missing or changed'],
  ['a pairing link', 'https://tote.example/join#k1e1BD7iFe5', 'that link pairs devices; tote takes links of lists'],
])('[C7] %s is told without repeating it', async (_, text, error) => {
  expect(await readLink(text)).toEqual({ ok: false, error });
});

test.each(['/join#', '/join/#'])('[C7] a link (%s) is found among words, and leads to its relay', async (path) => {
  const read = await readLink(
    `Our list “Flat #3”:\nhttps://tote.example:8443${path}e1BD7iFe5_BojL2SzcBymqaWUtO5uAx5U\nSent from my phone`,
  );
  expect(read).toMatchObject({ ok: true, value: { role: 'edit', app: 'https://tote.example:8443' } });
});

test('[C11] what a terminal would obey is shown as a mark, and escaped in JSON', () => {
  const evil = 'mi\u001b[2Jlk\u0007 \u009b31m \u202eklim';
  expect(printable(evil)).toBe('mi\ufffd[2Jlk\ufffd \ufffd31m \ufffdklim');
  const json = printableJson({ name: evil }, true);
  expect(json.match(/[^\n\p{Cc}]/gu)?.join('')).toBe(json.replaceAll('\n', ''));
  expect(JSON.parse(json)).toEqual({ name: evil });
});

test('[C11] a list is shown with none of it, in columns', async () => {
  const list = listOf('2 l milk', 'bread');
  const [first, second] = list.view.lines;
  if (!first || !second) throw new Error('two lines');
  const view = { ...list.view, title: 'Ti\u001btle', lines: [{ ...second, note: 'no\u001b[1m\nte' }, first] };
  const rows = listRows(view, FINGERPRINT, await loadWords('en', 'EUR'), false);
  expect(rows.map(({ text }) => text).join('\n')).toBe(
    'Ti\ufffdtle: 2 to get, 0 in the cart   🍋🍋🍋🍋 00000000\n[ ] bread       no\ufffd[1m te\n[ ] milk   2 l',
  );
});

test.each([
  ['milk', 4],
  ['牛乳', 4],
  ['ﾐﾙｸ', 3],
  ['👩‍👩‍👧', 2],
  ['❤️', 2],
  ['🇪🇸', 2],
  ['e\u0301', 1],
  ['حليب', 4],
  ['\u200b', 0],
])('[C18] %j takes %d columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
  expect(widthOf(padTo(text, 10))).toBe(10);
});

test('[C19] what is too long is cut between characters, and never longer than it may be', () => {
  expect(fitTo('牛乳とパン', 10)).toBe('牛乳とパン');
  expect(fitTo('牛乳とパン', 9)).toBe('牛乳とパ…');
  expect(fitTo('牛乳とパン', 8)).toBe('牛乳と…');
  expect(fitTo('cafe\u0301 au lait', 5)).toBe('cafe\u0301…');
  for (let columns = 0; columns < 12; columns += 1)
    expect(widthOf(fitTo('a牛👩‍👩‍👧e\u0301bc', columns))).toBeLessThanOrEqual(columns);
});

test('[C18] columns stand under each other, wide names too', async () => {
  const { view } = listOf('2 l 牛乳', '500 g flour');
  const rows = listRows(view, FINGERPRINT, await loadWords('en', 'EUR'), false);
  expect(rows.slice(1).map(({ text }) => text)).toEqual(['[ ] 牛乳   2 l', '[ ] flour  500 g']);
});

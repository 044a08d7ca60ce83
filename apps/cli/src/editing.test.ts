/** What changes lines, brings them and tells of them, against a real relay (TERMINAL.md). */
import { expect, test } from 'vitest';
import { relayForEachTest, type Terminal } from './testing/terminals.ts';

const { address, stop, terminal } = relayForEachTest();

/** A terminal with a list of these products. */
const withLines = async (...names: string[]): Promise<Terminal> => {
  const ann = terminal();
  await ann.run(['make', 'Groceries', '--relay', address()]);
  if (names.length > 0) await ann.run(['add', ...names], { person: 'Ann' });
  return ann;
};

const joined = async (at: Terminal, ...how: string[]): Promise<Terminal> => {
  const other = terminal();
  const [link] = (await at.run(['link', ...how])).out;
  await other.run(['join', '-'], { input: link ?? '' });
  return other;
};

/** Rows below the head. */
const shown = async (at: Terminal, ...more: string[]): Promise<readonly string[]> =>
  ((await at.run(['show', ...more])).out[0] ?? '').split('\n').slice(1);

test('[C15] an edit changes what it is told, and says what was there before', async () => {
  const ann = await withLines('milk', '500 g flour', 'bread');
  const edit = async (...args: string[]) => (await ann.run(['edit', ...args])).out;
  expect(await edit('milk', '--amount', '2 l', '--note', 'skimmed')).toEqual([
    'milk: amount none → 2 l',
    'milk: note none → skimmed',
  ]);
  expect(await edit('milk', '--price', '1.19', '--note', '')).toEqual([
    'milk: note skimmed → none',
    'milk: price none → £1.19 per l',
  ]);
  expect(await edit('bread', '--before', 'milk', '--aisle', 'By the till')).toEqual([
    'bread: aisle Bakery → By the till',
    'bread: moved',
  ]);
  expect(await edit('flour', '--name', 'rye flour', '--amount', '')).toEqual([
    'flour: name flour → rye flour',
    'flour: amount 500 g → none',
  ]);
  expect(await edit('milk', '--aisle', 'dairy')).toEqual(['milk: as it was']);
  expect(await shown(ann)).toEqual(['[ ] bread', '[ ] milk       2 l  £1.19 per l', '[ ] rye flour']);
  expect(await shown(await joined(ann))).toEqual(await shown(ann));
});

test('[C15] [M7] steps of two people add up, and what one sets another sees', async () => {
  const ann = await withLines('2 l milk');
  const ben = await joined(ann);
  await ben.run(['edit', 'milk', '--amount', '+2', '--offline']);
  expect((await ann.run(['edit', 'milk', '--amount=-1'])).out).toEqual(['milk: amount 2 l → 1 l']);
  await ben.run(['show']);
  expect(await shown(ann)).toEqual(['[ ] milk  3 l']);
});

test('[C15] what cannot be read changes nothing, not even what could', async () => {
  const ann = await withLines('milk', 'bread');
  for (const args of [
    ['milk', '--note', 'x', '--amount', 'lots'],
    ['milk', '--note', 'x', '--amount', '+2 l'],
    ['milk', '--note', 'x', '--price', 'cheap'],
    ['milk', '--note', 'x', '--after', 'salt'],
    ['milk', '--note', 'x', '--after', 'milk'],
    ['milk', '--note', 'x', '--name', ' '],
    ['milk', '--before', 'bread', '--after', 'bread'],
    ['salt', '--note', 'x'],
    ['milk', 'bread', '--note', 'x'],
    ['milk'],
  ])
    expect(await ann.run(['edit', ...args])).toMatchObject({ code: 2, out: [] });
  expect(await shown(ann)).toEqual(['[ ] milk', '[ ] bread']);
});

test('[C9] nothing of it is for who may only look', async () => {
  const ann = await withLines('milk');
  const guest = await joined(ann, '--view');
  for (const args of [
    ['edit', 'milk', '--note', 'x'],
    ['restore', 'milk'],
    ['title', 'Mine'],
    ['import', '-'],
  ])
    expect(await guest.run(args, { input: 'bread' })).toMatchObject({
      code: 3,
      out: [],
      notes: ['This list was joined by a view link: it may be looked at, not changed.'],
    });
  expect((await guest.run(['history'])).out[0]).toMatch(/Ann added milk\n/u);
});

test('[C16] [M15] a file is brought in whichever format it is, and twice is once', async () => {
  const ann = await withLines('milk');
  const bring = async (input: string) => (await ann.run(['import', '-'], { input })).out;
  expect(await bring('# Weekend\n- [ ] 2 kg flour\n- [x] salt\n')).toEqual(['Added: flour, 2 kg', 'Added: salt']);
  expect(await bring('name,amount,unit\neggs,6,\n')).toEqual(['Added: eggs, 6']);
  const exported = (await ann.run(['export', '--format', 'json'])).out.join('\n');
  const before = await shown(ann);
  expect(before).toEqual(['[ ] milk', '[ ] flour  2 kg', '[ ] eggs   6', '[x] salt         taken by Ann']);
  for (const again of [exported, (await ann.run(['export'])).out.join('\n')]) {
    await bring(again);
    expect(await shown(ann)).toEqual(before);
  }
  const other = terminal();
  await other.run(['make', 'Copy', '--relay', address()]);
  await other.run(['import', '-'], { input: exported, person: 'Ann' });
  expect(await shown(other)).toEqual(before);
});

test.each([
  [
    '{"format":"tote-list","version":9}',
    'Nothing is brought: that file is of a newer version than this command knows.',
  ],
  ['{', 'Nothing is brought: that is no JSON.'],
  ['name\n"open', 'Nothing is brought: row 2 has a quotation mark that is not closed.'],
  ['\u0000\u0001', 'Nothing is brought: there is no text in it.'],
  ['x'.repeat(3 * 1024 * 1024), 'Nothing is brought: that is larger than 2 MiB.'],
  ['milk\n'.repeat(2_001), '2000 lines at most come in at once; of 2001 none was added.'],
])('[C16] what cannot be read changes nothing', async (input, why) => {
  const ann = await withLines('milk');
  expect(await ann.run(['import', '-'], { input })).toEqual({ code: 2, out: [], notes: [why] });
  expect(await shown(ann)).toEqual(['[ ] milk']);
});

test('[C17] what was removed or cleared comes back, with all the items of its line', async () => {
  const ann = await withLines('2 l milk', 'bread');
  const ben = await joined(ann);
  await ben.run(['add', '1 l milk'], { person: 'Ben' });
  await ann.run(['tick', 'milk']);
  await ann.run(['clear']);
  await ann.run(['remove', 'bread']);
  expect(await shown(ann)).toEqual([]);
  const [bin = ''] = (await ben.run(['restore'])).out;
  expect(
    bin
      .split('\n')
      .map((row) => row.replace(/^[-\d]+ [:\d]+ {2}/u, ''))
      .toSorted(),
  ).toEqual(['Ann cleared milk, 1 l', 'Ann cleared milk, 2 l', 'Ann removed bread']);
  expect((await ben.run(['restore', 'mlik'])).notes).toEqual(['There is no "mlik" in the bin; did you mean milk?']);
  expect((await ben.run(['restore', 'milk', 'bre'])).out).toEqual([
    'Back on the list: milk',
    'Back on the list: bread',
  ]);
  expect((await shown(ann)).toSorted()).toEqual(['[ ] bread', '[ ] milk   2 + 1 l']);
  expect(await ben.run(['restore'])).toMatchObject({ out: [], notes: [expect.stringMatching(/^There is nothing/u)] });
});

test('[C17] [M16] what went of the same product in another act stays in the bin, however soon after', async () => {
  const ann = await withLines('2 l milk');
  await ann.run(['remove', 'milk']);
  await ann.run(['add', '1 l milk']);
  await ann.run(['remove', 'milk']);
  await ann.run(['restore', 'milk']);
  expect(await shown(ann)).toEqual(['[ ] milk  1 l']);
});

test('[C17] history says who did what, newest first', async () => {
  const ann = await withLines('milk', 'bread');
  const ben = await joined(ann);
  await ben.run(['edit', 'milk', '--note', 'skimmed'], { person: 'Ben' });
  await ben.run(['tick', 'bread']);
  await ann.run(['title', 'Our', 'groceries']);
  const [text = ''] = (await ann.run(['history'])).out;
  expect(text.split('\n').map((row) => row.slice('2026-11-28 16:30  '.length))).toEqual([
    'Ann called the list Our groceries',
    'Ben took bread',
    'Ben changed the note of milk',
    'Ann added bread',
    'Ann added milk',
  ]);
  const events = JSON.parse((await ann.run(['history', '--json'])).out.join('\n')) as readonly unknown[];
  expect(events[1]).toMatchObject({
    deed: 'ticked',
    by: 'Ben',
    name: 'bread',
    at: expect.stringMatching(/^20.*Z$/u) as unknown,
  });
});

test('a list is called something else for everybody, and by that name here', async () => {
  const ann = await withLines();
  expect((await ann.run(['title', 'Camping'])).out).toEqual(['Groceries is called Camping now']);
  expect((await ann.run(['show', '--list', 'camp'])).out[0]).toMatch(/^Camping: 0 to get/u);
  expect((await ann.run(['title', ' '])).code).toBe(2);
});

test('a list is shown under its aisles, what belongs to none last', async () => {
  const ann = await withLines('milk', 'apples', 'xyzzy', 'salt');
  await ann.run(['edit', 'salt', '--aisle', 'By the till']);
  await ann.run(['tick', 'apples']);
  expect(await shown(ann, '--aisles')).toEqual([
    'Milk, cheese and eggs',
    '[ ] milk',
    'By the till',
    '[ ] salt',
    'Other',
    '[ ] xyzzy',
    'In the cart',
    '[x] apples  taken by Ann',
  ]);
});

test('[C5] every command that takes --json writes JSON', async () => {
  const ann = await withLines('milk', 'bread');
  const parsed = async (...args: string[]): Promise<unknown> =>
    JSON.parse((await ann.run([...args, '--json'], { input: 'salt' })).out.join('\n'));
  expect(await parsed('edit', 'milk', '--amount', '2 l')).toMatchObject({
    before: { name: 'milk', amounts: [] },
    line: { name: 'milk', amounts: [{ value: 2, unit: 'l' }] },
  });
  expect(await parsed('import', '-')).toMatchObject([{ type: 'added', name: 'salt' }]);
  await ann.run(['remove', 'salt']);
  expect(await parsed('restore')).toMatchObject([{ name: 'salt', how: 'deleted', by: 'Ann' }]);
  expect(await parsed('restore', 'salt')).toMatchObject({ lines: [{ name: 'salt' }] });
  expect(await parsed('title', 'Shop')).toMatchObject({ title: 'Shop' });
  expect(await parsed('leave')).toMatchObject({ title: 'Shop' });
});

test('[C1] what is shown was at the relay, or --synced says that it was not', async () => {
  const ann = await withLines('milk');
  expect((await ann.run(['show', '--synced'])).code).toBe(0);
  await stop();
  expect((await ann.run(['show'])).code).toBe(0);
  expect((await ann.run(['show', '--synced'])).code).toBe(4);
});

/** How the command explains itself, and what a shell may ask it (TERMINAL.md). */
import { afterEach, expect, test } from 'vitest';
import { COMMANDS } from './commands.ts';
import { createFolders, openTerminal } from './testing/terminals.ts';

const folders = createFolders();
afterEach(() => {
  folders.dispose();
});

const terminal = () => openTerminal(folders.make());

test('[C14] every command explains itself, with each option that it takes and no other', async () => {
  const at = terminal();
  const [overview = ''] = (await at.run(['help'])).out;
  expect((await at.run([])).out).toEqual([overview]);
  expect((await at.run(['--help'])).out).toEqual([overview]);
  for (const [name, { options }] of COMMANDS) {
    expect(overview).toContain(`\n  ${name} `);
    const [text = ''] = (await at.run(['help', name])).out;
    expect(text).toMatch(new RegExp(`^tote ${name}\\b`, 'u'));
    expect([...text.matchAll(/ --(\w+)(?: [A-Z]+)? {2}/gu)].map(([, option]) => option)).toEqual([...options, 'help']);
    expect((await at.run([name, '--help'])).out).toEqual([text]);
  }
});

test('[C14] no row of it is longer than a terminal of 80 columns', async () => {
  const texts = [[], ...[...COMMANDS.keys()].map((name) => [name])];
  for (const names of texts)
    for (const row of ((await terminal().run(['help', ...names])).out[0] ?? '').split('\n'))
      expect(row.length).toBeLessThanOrEqual(80);
});

test.each([
  [['tikc'], 'There is no command "tikc". Did you mean tote tick? tote help names all.'],
  [['help', 'exprt'], 'There is no command "exprt". Did you mean tote export? tote help names all.'],
  [['frob'], 'There is no command "frob". tote help says which there are.'],
  [['show', '--force'], 'tote show takes no --force. tote help show says what it takes.'],
  [['lists', '--offline'], 'tote lists takes no --offline. tote help lists says what it takes.'],
  [['completion', 'tcsh'], 'tote completion bash, or zsh, or fish'],
])('[C14] %j is answered, and opens nothing', async (args, note) => {
  expect(await terminal().run(args)).toEqual({ code: 2, out: [], notes: [note] });
});

test('a currency that is none is said before anything is opened', async () => {
  const asked = await terminal().run(['lists'], { env: { TOTE_CURRENCY: 'euro' } });
  expect(asked).toEqual({ code: 2, out: [], notes: ['TOTE_CURRENCY takes three letters such as EUR'] });
});

test.each([
  [{ LANG: 'C' }, '€0.50 each'],
  [{ LANG: 'en_US.UTF-8' }, '$0.50 each'],
  [{ LANG: 'en_US.UTF-8', TOTE_CURRENCY: 'GBP' }, '£0.50 each'],
  [{ LC_ALL: 'de_CH', LANG: 'C' }, '0,50 CHF each'],
  [{ LC_ALL: '', LANG: 'de_DE.UTF-8' }, '0,50 € each'],
])('prices are written as %j says', async (env, price) => {
  const at = terminal();
  await at.run(['make', 'Shop', '--offline']);
  await at.run(['add', 'salt', '--offline']);
  expect((await at.run(['edit', 'salt', '--price', '0.5', '--offline'], { env })).out).toEqual([
    `salt: price none → ${price}`,
  ]);
});

test('[C20] a shell is offered commands, options, titles, lines, and what can be restored', async () => {
  const at = terminal();
  await at.run(['make', 'Groceries', '--offline']);
  await at.run(['add', 'oat milk', 'oat flakes', 'bread', '--offline']);
  await at.run(['remove', 'bread', '--offline']);
  const offered = async (...words: string[]) => (await at.run(['complete', ...words])).out;
  expect(await offered('un')).toEqual(['untick']);
  expect(await offered('help', 'ex')).toEqual(['export']);
  expect(await offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  expect(await offered('export', '--f')).toEqual(['--format']);
  expect(await offered('export', '--format', '')).toEqual(['md', 'text', 'csv', 'json']);
  expect(await offered('show', '-l', 'g')).toEqual(['Groceries']);
  expect(await offered('tick', 'O')).toEqual(['oat milk', 'oat flakes']);
  expect(await offered('edit', 'oat milk', '--after', 'oat f')).toEqual(['oat flakes']);
  expect(await offered('edit', 'oat milk', '--note', '')).toEqual([]);
  expect(await offered('restore', '')).toEqual(['bread']);
  expect(await offered('add', '')).toEqual([]);
  expect(await offered('frob', '')).toEqual([]);
  for (const shell of ['bash', 'zsh', 'fish'])
    expect((await at.run(['completion', shell])).out[0]).toContain('complete');
});

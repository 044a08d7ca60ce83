/** Commands against a real relay (TERMINAL.md). */
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import type { ToteList } from '@tote/list';
import { deleteForEveryone, noteLockChange } from '@tote/list/deletion-commands';
import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';
import { openDeviceStore } from './lmdb-store.ts';
import { openSession } from './open-session.ts';
import { createRelays } from './relays.ts';
import { entriesOf } from './shelf.ts';
import { relayForEachTest, type Terminal } from './testing/terminals.ts';

const { address, startEmpty, stop, terminal } = relayForEachTest();

/** Polls for as long as a busy machine may need. */
const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 60_000 });

/** A terminal with a list, and the link. */
const withList = async (title = 'Groceries'): Promise<{ readonly ann: Terminal; readonly link: string }> => {
  const ann = terminal();
  const { code, out } = await ann.run(['make', title, '--relay', address()]);
  expect(code).toBe(0);
  return { ann, link: out[0] ?? '' };
};

const joined = async (link: string): Promise<Terminal> => {
  const ben = terminal();
  expect((await ben.run(['join', '-'], { input: link })).code).toBe(0);
  return ben;
};

/** Rows below the head. */
const shown = async (at: Terminal, ...more: string[]): Promise<readonly string[]> => {
  const { out } = await at.run(['show', ...more]);
  return (out[0] ?? '').split('\n').slice(1);
};

test('[C2] two terminals have one list: added here, shown and ticked there, by name', async () => {
  const { ann, link } = await withList();
  expect((await ann.run(['add', '2 l milk', 'bread'])).out).toEqual(['Added: milk, 2 l', 'Added: bread']);
  const ben = await joined(link);
  expect(await shown(ben)).toEqual(['[ ] milk   2 l', '[ ] bread']);
  expect((await ben.run(['tick', 'MILK'], { person: 'Ben' })).out).toEqual(['In the cart: milk']);
  expect(await shown(ann)).toEqual(['[ ] bread', '[x] milk   2 l  taken by Ben']);
  const heads = await Promise.all([ann, ben].map(async (each) => (await each.run(['show'])).out[0]?.split('\n')[0]));
  expect(heads[0]).toMatch(/^Groceries: 1 to get, 1 in the cart {3}\S+ [0-9a-f]{8}$/u);
  expect(heads[1]).toBe(heads[0]);
});

test('[C1] [C2] without a relay a change is kept, said to be here alone, and goes out with the next command', async () => {
  const { ann, link } = await withList();
  const ben = await joined(link);
  await stop();
  const { code, out, notes } = await ann.run(['add', 'milk']);
  expect({ code, out }).toEqual({ code: 0, out: ['Added: milk'] });
  expect(notes).toEqual(['Saved on this device, and not yet at the relay: it goes out with the next command.']);
  expect((await ann.run(['add', 'bread', '--synced'])).code).toBe(4);
  const there = await ann.run(['show']);
  expect(there.notes).toEqual(['No relay was reached: this is what this device has.']);
  expect((await ann.run(['show', '--offline'])).notes).toEqual([]);
  await startEmpty();
  await ann.run(['show', '--synced']);
  expect(await shown(ben)).toEqual(['[ ] milk', '[ ] bread']);
});

test('[P20] a number behind a product of the catalogue counts it, as in the app', async () => {
  const { ann } = await withList();
  expect((await ann.run(['add', 'eggs 12', 'omega 3'])).out).toEqual(['Added: eggs, 12', 'Added: omega 3']);
});

test('[X5] of more lines than come in at once none is added, and that is said', async () => {
  const { ann } = await withList();
  const input = Array.from({ length: 2_001 }, (_, i) => `thing ${i}`).join('\n');
  const { code, out, notes } = await ann.run(['add', '-'], { input });
  expect({ code, out }).toEqual({ code: 2, out: [] });
  expect(notes).toEqual(['2000 lines at most come in at once; of 2001 none was added.']);
  expect(await shown(ann)).toEqual([]);
});

test('[C2] who waits for a relay that does not answer may end that, and keeps what was stored', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const ann = terminal();
  const making = ann.start([
    'make',
    'Groceries',
    '--relay',
    `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
  ]);
  await once(silent, 'connection');
  expect(await making.end()).toBe(0);
  expect(making.notes).toEqual(['Saved on this device, and not yet at the relay: it goes out with the next command.']);
  expect((await ann.run(['show', '--offline'])).out[0]).toMatch(/^Groceries: 0 to get/u);
  silent.close();
});

test('[C3] a name that is not clear changes nothing, not even the lines that were clear', async () => {
  const { ann } = await withList();
  await ann.run(['add', 'oat milk', 'oat flakes', 'bread']);
  const { code, out, notes } = await ann.run(['tick', 'bread', 'oat', 'salt']);
  expect({ code, out }).toEqual({ code: 2, out: [] });
  expect(notes).toEqual(['"oat" could be oat milk, oat flakes.\nThere is no "salt" on the list.']);
  expect(await shown(ann)).toEqual(['[ ] oat milk', '[ ] oat flakes', '[ ] bread']);
  expect((await ann.run(['remove', 'oat f', 'bread'])).out).toEqual([
    'Off the list: oat flakes',
    'Off the list: bread',
  ]);
  expect(await shown(ann)).toEqual(['[ ] oat milk']);
});

test('[C4] one list needs no name, of several one is named by how it begins', async () => {
  const { ann } = await withList('Groceries');
  await ann.run(['add', 'milk']);
  await ann.run(['make', 'Hardware', '--relay', address()]);
  const which = await ann.run(['show']);
  expect(which.code).toBe(2);
  expect(which.notes[0]).toMatch(/^Which list\? .*Groceries \(.{6}\), Hardware \(.{6}\)$/u);
  expect(await shown(ann, '--list', 'gro')).toEqual(['[ ] milk']);
  expect((await ann.run(['show'], { env: { TOTE_LIST: 'hardware' } })).out[0]).toMatch(/^Hardware: 0 to get/u);
  expect((await ann.run(['show', '-l', 'Camping'])).code).toBe(2);
  expect((await ann.run(['lists'])).out).toHaveLength(2);
  expect((await terminal().run(['show'])).code).toBe(2);
});

test('[C5] with --json the output is JSON alone, whatever else there is to say', async () => {
  const { ann, link } = await withList();
  const parsed = async (...args: string[]): Promise<unknown> => {
    const { out } = await ann.run([...args, '--json']);
    return JSON.parse(out.join('\n'));
  };
  expect(await parsed('add', '2 l milk', 'bread')).toMatchObject([{ type: 'added' }, { type: 'added' }]);
  expect(await parsed('tick', 'bread')).toMatchObject({ lines: [{ name: 'bread' }] });
  const listId: unknown = expect.stringMatching(/^[\w-]{43}$/u);
  expect(await parsed('lists')).toMatchObject([{ listId, title: 'Groceries', role: 'edit', relay: address() }]);
  expect(await parsed('link')).toEqual({ listId, role: 'edit', link });
  expect(await parsed('export')).toMatchObject({ format: 'tote-list', title: 'Groceries' });
  await stop();
  expect(await parsed('show')).toMatchObject({
    title: 'Groceries',
    relay: 'unreachable',
    waiting: 0,
    lines: [
      { name: 'milk', amount: '2 l', amounts: [{ value: 2, unit: 'l' }], ticked: false },
      { name: 'bread', ticked: true },
    ],
  });
  expect(await parsed('clear')).toEqual({ cleared: 1 });
});

test('[C6] [C10] a watch tells what others do, is seen by them, and fills a relay that lost everything', async () => {
  const { ann, link } = await withList();
  const ben = await joined(link);
  const watch = ann.start(['watch', '--json']);
  await eventually(() => watch.out.length).toBe(1);
  await ben.run(['add', 'milk'], { person: 'Ben' });
  await ben.run(['tick', 'milk'], { person: 'Ben' });
  await ben.run(['clear']);
  const events = (): unknown[] => watch.out.map((line) => JSON.parse(line) as unknown);
  await eventually(events).toMatchObject([
    { event: 'list' },
    { event: 'added' },
    { event: 'ticked', line: { tickedBy: ['Ben'] } },
    { event: 'removed' },
  ]);
  await ben.run(['add', 'bread']);
  await eventually(() => watch.out.length).toBe(5);

  const seen = ben.start(['watch', '--json']);
  await eventually(() => seen.out.length).toBe(1);
  await startEmpty();
  expect(await seen.end()).toBe(0);
  const cleo = await joined(link);
  await eventually(() => shown(cleo)).toEqual(['[ ] bread']);
  expect(await watch.end()).toBe(0);
});

test('[C7] the link is printed by make and link alone, and kept where its owner alone can read', async () => {
  const { ann, link } = await withList();
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/join#e1[\w-]{31}$/u);
  expect((await ann.run(['link'])).out).toEqual([link]);
  const [, secret = ''] = link.split('#');
  const damaged = await terminal().run(['join', link.slice(0, -1)]);
  expect(damaged.code).toBe(2);
  for (const { out, notes } of [damaged, await ann.run(['lists', '--json']), await ann.run(['show', '--json'])])
    expect([...out, ...notes].join('\n')).not.toContain(secret.slice(2, 12));
  expect(statSync(ann.folder).mode & 0o077).toBe(0);
});

test('[C8] commands that overlap lose nothing, a watch among them', async () => {
  const { ann, link } = await withList();
  const watch = ann.start(['watch']);
  await eventually(() => watch.out.length).toBe(1);
  await Promise.all(['milk', 'bread', 'eggs', 'salt'].map((name) => ann.run(['add', name])));
  await watch.end();
  const ben = await joined(link);
  for (const each of [ann, ben])
    expect((await shown(each)).toSorted()).toEqual(['[ ] bread', '[ ] eggs', '[ ] milk', '[ ] salt']);
});

test('[C9] a view link shows and changes nothing', async () => {
  const { ann } = await withList();
  await ann.run(['add', 'milk']);
  const [view = ''] = (await ann.run(['link', '--view'])).out;
  const guest = await joined(view);
  expect(await shown(guest)).toEqual(['[ ] milk']);
  for (const args of [['add', 'bread'], ['tick', 'milk'], ['clear']]) expect((await guest.run(args)).code).toBe(3);
  expect((await guest.run(['link'])).out).toEqual([view]);
  await guest.run(['join', '-'], { input: (await ann.run(['link'])).out[0] ?? '' });
  expect((await guest.run(['add', 'bread'])).code).toBe(0); // the edit link gives more
});

/** Does something to the list of a terminal that no command does. */
const withCommand = async (at: Terminal, command: (list: ToteList) => void): Promise<void> => {
  const store = openDeviceStore(at.folder, () => undefined);
  const random = (length: number) => randomFillSync(new Uint8Array(length));
  const relays = createRelays(undefined);
  const deps = { store, relays, random, nowMs: () => 0, language: 'en', isOffline: false };
  const [entry] = entriesOf(store);
  if (!entry) throw new Error('no list');
  const session = await openSession(deps, entry);
  const patience = new Promise(() => undefined);
  await session.settle(patience);
  command(session.list);
  await session.settle(patience);
  await session.close();
  relays.close();
  await store.close();
};

test.each([
  ['deleted for everyone', deleteForEveryone, 'Ann deleted this list for everyone.'],
  ['given new keys', noteLockChange, 'Ann gave this list new keys: it goes on under a new link'],
])('[C9] a list that was %s is shown, said to be so, and changed by no command', async (_, command, why) => {
  const { ann, link } = await withList();
  await ann.run(['add', 'milk'], { person: 'Ann' });
  const ben = await joined(link);
  await withCommand(ann, (list) => list.give(command));
  const { code, out, notes } = await ben.run(['add', 'bread']);
  expect({ code, out }).toEqual({ code: 3, out: [] });
  expect(notes[0]).toContain(why);
  const looked = await ben.run(['show']);
  expect(looked.notes[0]).toContain(why);
  expect(looked.out[0]).toContain('milk');
});

test('[C12] what the merge decided is said beside the list', async () => {
  const { ann, link } = await withList();
  await ann.run(['add', 'milk', 'bread'], { person: 'Ann' });
  const ben = await joined(link);
  await ben.run(['tick', 'milk', '--offline'], { person: 'Ben' });
  await ann.run(['tick', 'milk']);
  await ben.run(['show']);
  expect((await ann.run(['show'])).notes).toEqual([
    expect.stringMatching(/^milk was taken more than once: (Ann, Ben|Ben, Ann)$/u),
  ]);
});

test('a private relay is told the access token, and said to be private without one', async () => {
  const accessToken = 'a-token-of-enough-characters';
  await startEmpty({ env: { TOTE_ACCESS_TOKEN: accessToken } });
  const ann = terminal();
  const { code, notes } = await ann.run(['make', 'Groceries', '--relay', address(), '--synced']);
  expect({ code, notes }).toEqual({
    code: 4,
    notes: ['Saved on this device. The relay is private: TOTE_ACCESS_TOKEN is what it asks for.'],
  });
  expect((await ann.run(['add', 'milk', '--synced'], { accessToken })).code).toBe(0);
});

test('lines of standard input are added as a paste is, check boxes and all', async () => {
  const { ann } = await withList();
  await ann.run(['add', '-'], { input: '# Weekend\n- [ ] 500 g flour\n- [x] salt\n\n2 l milk\neggs 12\n' });
  expect(await shown(ann)).toEqual(['[ ] flour  500 g', '[ ] milk   2 l', '[ ] eggs   12', '[x] salt']);
  expect((await ann.run(['export', '-f', 'text'])).out).toEqual(['500\u00a0g flour\n2\u00a0l milk\n12 eggs']);
});

test('leave takes a list off this device, but not changes that are nowhere else', async () => {
  const { ann, link } = await withList();
  await stop();
  await ann.run(['add', 'milk']);
  expect(await ann.run(['leave'])).toMatchObject({ code: 3, out: [] });
  await startEmpty();
  expect((await ann.run(['leave'])).code).toBe(0);
  expect((await ann.run(['lists'])).out).toEqual([]);
  expect(await shown(await joined(link))).toEqual(['[ ] milk']);
});

test('what is not understood ends with 2 and opens nothing', async () => {
  const at = terminal();
  for (const args of [
    ['frob'],
    ['show', '--colour'],
    ['show', '--wait', 'x'],
    ['show', '--offline', '--synced'],
    ['make'],
    ['add'],
    ['watch', 'x'],
  ])
    expect((await at.run(args)).code).toBe(2);
  expect(readArguments(['show', '--wait', 'x'], {})).toMatchObject({ ok: false });
  expect((await at.run(['help'])).out[0]).toMatch(/^tote COMMAND/u);
  expect((await at.run(['make', 'x', '--relay', 'ftp://x'])).code).toBe(2);
});

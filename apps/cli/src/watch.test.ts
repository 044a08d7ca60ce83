/** A watch that goes on, on a terminal and in a pipe (TERMINAL.md). */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { widthOf } from './display-width.ts';
import { openDeviceStore } from './lmdb-store.ts';
import { readLink } from './read-link.ts';
import type { Screen } from './screen.ts';
import { relayForEachTest, type Terminal } from './testing/terminals.ts';

const { address, startEmpty, stop, terminal } = relayForEachTest();

/** Polls for as long as a busy machine may need. */
const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 60_000 });

const makeList = async (at: Terminal, title: string): Promise<string> =>
  (await at.run(['make', title, '--relay', address()])).out[0] ?? '';

const ESCAPE = '\u001b[';
/** What a terminal obeys. */
const OBEYED = new RegExp(`${ESCAPE.replace('[', '\\[')}[?\\d;]*[A-Za-z]`, 'gu');

/** A terminal of a given size, what was written to it, and the page that it shows. */
const createScreen = (columns: number, rows: number, isPlain = true) => {
  const written: string[] = [];
  const listeners = new Set<() => void>();
  const size = { columns, rows };
  const screen: Screen = {
    get columns() {
      return size.columns;
    },
    get rows() {
      return size.rows;
    },
    isPlain,
    write: (text) => void written.push(text),
    onResize: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    screen,
    written,
    /** Rows of the last drawing, without what a terminal obeys. */
    page: (): readonly string[] =>
      (written.findLast((text) => text.includes(`${ESCAPE}H`)) ?? '')
        .replaceAll(OBEYED, '')
        .split('\r\n')
        .filter((row) => row !== ''),
    resize: (to: typeof size) => {
      Object.assign(size, to);
      for (const listener of [...listeners]) listener();
    },
    listeners,
  };
};

/** What the device of a terminal keeps of a list, and by how many client ids it was written. */
const storedOf = async ({ folder }: Terminal, link: string) => {
  const read = await readLink(link);
  if (!read.ok) throw new Error(read.error);
  const store = openDeviceStore(folder, () => undefined);
  const doc = new Y.Doc();
  const copy = await store.copies.open(read.value.listId, doc, () => undefined);
  const updates = copy.takeLoadedUpdates();
  await copy.close();
  await store.close();
  return { updates, clientIds: doc.store.clients.size };
};

test('[C6] a list that is joined meanwhile is followed, and of one that is left nothing is kept', async () => {
  const ann = terminal();
  const link = await makeList(ann, 'Groceries');
  const ben = terminal();
  await ben.run(['join', '-'], { input: link });
  const watch = ben.start(['watch']);
  await eventually(() => watch.out.length).toBe(1);
  await ben.run(['join', '-'], { input: await makeList(ann, 'Hardware') });
  await eventually(() => watch.out).toContainEqual(expect.stringMatching(/^Hardware {2}0 to get/u));
  await ann.run(['add', 'nails', '--list', 'Hardware']);
  await eventually(() => watch.out).toContain('Hardware  + nails');

  await ann.run(['add', 'milk', '--list', 'Groceries']);
  await eventually(() => watch.out).toContain('Groceries  + milk');
  expect((await ben.run(['leave', '--list', 'Groceries'])).code).toBe(0);
  await ann.run(['title', 'Food', '--list', 'Groceries']); // what a watch heard of it would bring it back
  await eventually(() => watch.notes).toContainEqual(expect.stringMatching(/^(?:Groceries|Food): left$/u));
  await ann.run(['add', 'screws', '--list', 'Hardware']);
  await eventually(() => watch.out).toContain('Hardware  + screws');
  expect(await watch.end()).toBe(0);
  expect((await ben.run(['lists'])).out).toEqual([expect.stringMatching(/^Hardware /u)]);
  expect(await storedOf(ben, link)).toEqual({ updates: [], clientIds: 0 });
});

test('[C8] commands beside a watch write under the kept client id, as they do alone', async () => {
  const ann = terminal();
  const link = await makeList(ann, 'Groceries');
  const watch = ann.start(['watch']);
  await eventually(() => watch.out.length).toBe(1);
  for (const name of ['milk', 'bread', 'eggs']) {
    await ann.run(['add', name, '--synced']);
    await eventually(() => watch.out).toContain(`Groceries  + ${name}`);
  }
  await watch.end();
  expect((await storedOf(ann, link)).clientIds).toBe(1);
});

test('[C6] a quiet one keeps what comes, fills an empty relay, and says only what is wrong', async () => {
  const ann = terminal();
  const link = await makeList(ann, 'Groceries');
  const attic = terminal();
  await attic.run(['join', '-'], { input: link });
  const watch = attic.start(['watch', '--quiet']);
  await ann.run(['add', 'milk', '--synced']);
  await eventually(async () => (await attic.run(['show', '--offline'])).out[0]).toMatch(/\[ \] milk$/u);
  expect([watch.out, watch.notes]).toEqual([[], []]);
  await stop();
  await eventually(() => watch.notes).toContainEqual(expect.stringMatching(/^Groceries: no relay/u));
  await startEmpty();
  await eventually(() => watch.notes).toContain('Groceries: connected');
  const cleo = terminal();
  await cleo.run(['join', '-'], { input: link });
  await eventually(async () => (await cleo.run(['show'])).out[0]).toMatch(/\[ \] milk$/u);
  expect(await watch.end()).toBe(0);
  expect(watch.out).toEqual([]);
});

test('[C19] [C10] on a terminal the lists are shown as they are, and the terminal is given back', async () => {
  const ann = terminal();
  const link = await makeList(ann, 'Groceries');
  await ann.run(['add', '2 l milk', 'bread']);
  const kitchen = createScreen(60, 10);
  const watch = ann.start(['watch'], { screen: kitchen.screen });
  await eventually(() => kitchen.page()).toEqual([
    'Groceries: 2 to get, 0 in the cart',
    expect.stringMatching(/^at the relay {2}\S+ [0-9a-f]{8}$/u),
    '[ ] milk   2 l',
    '[ ] bread',
  ]);
  const ben = terminal();
  await ben.run(['join', '-'], { input: link });
  const other = ben.start(['watch', '--json']);
  await eventually(() => kitchen.page()[1]).toMatch(/^at the relay, 2 of 2 in agreement/u);
  await ben.run(['tick', 'milk'], { person: 'Ben' });
  await eventually(() => kitchen.page().slice(2)).toEqual(['[ ] bread', '[x] milk   2 l  taken by Ben']);
  await other.end();
  await stop();
  await eventually(() => kitchen.page()[1]).toMatch(/^saved on this device, no relay \(connecting\)/u);
  await startEmpty();
  expect(watch.out).toEqual([]);
  expect(watch.notes).toEqual([]);
  expect(await watch.end()).toBe(0);
  expect(kitchen.written[0]).toBe(['?1049h', '?25l', '?7l'].map((mode) => ESCAPE + mode).join(''));
  expect(kitchen.written.at(-1)).toBe(['?7h', '?25h', '?1049l'].map((mode) => ESCAPE + mode).join(''));
  expect(kitchen.listeners.size).toBe(0);
});

test('[C19] it fits into whatever window there is, and a drawing clears nothing before it is written over', async () => {
  const ann = terminal();
  await makeList(ann, 'Groceries');
  await ann.run(['add', ...Array.from({ length: 9 }, (_, i) => `thing with a long name ${i}`)]);
  await ann.run(['tick', 'thing with a long name 0']);
  const kitchen = createScreen(20, 6);
  const watch = ann.start(['watch', '--aisles'], { screen: kitchen.screen });
  await eventually(() => kitchen.page()).toEqual([
    'Groceries: 8 to get…',
    expect.stringMatching(/^at the relay .*…$/u),
    'Other',
    '[ ] thing with a lo…',
    '[ ] thing with a lo…',
    '… 8 more',
  ]);
  // Wiping behind the last column would wipe what is in it.
  expect(kitchen.written.at(-1)).toContain('Groceries: 8 to get…\r\n');
  for (const row of kitchen.page()) expect(widthOf(row)).toBeLessThanOrEqual(20);
  kitchen.resize({ columns: 80, rows: 24 });
  await eventually(() => kitchen.page().length).toBe(13);
  expect(kitchen.page().at(-1)).toBe('[x] thing with a long name 0');
  kitchen.resize({ columns: 20, rows: 24 });
  await eventually(() => kitchen.written.at(-1)).toContain(`[x] thing with a lo…\r\n${ESCAPE}J`);
  const drawings = kitchen.written.slice(1);
  for (const drawing of drawings) {
    expect(drawing.startsWith(`${ESCAPE}?2026h${ESCAPE}H`)).toBe(true);
    expect(drawing.endsWith(`${ESCAPE}?2026l`)).toBe(true);
    expect(drawing).not.toContain(`${ESCAPE}2J`);
  }
  await watch.end();
});

test('[C18] a terminal has looks, a pipe and NO_COLOR have none', async () => {
  const ann = terminal();
  await makeList(ann, 'Groceries');
  await ann.run(['add', 'milk', 'bread']);
  await ann.run(['tick', 'bread']);
  const textFor = async (screen?: Screen) => (await ann.run(['show'], screen && { screen })).out[0];
  const plain = await textFor();
  expect(plain).not.toContain('\u001b');
  expect(await textFor(createScreen(80, 24).screen)).toBe(plain);
  const looked = await textFor(createScreen(80, 24, false).screen);
  const [head = '', ...rows] = looked?.split('\n') ?? [];
  expect(head.startsWith(`${ESCAPE}1mGroceries`)).toBe(true);
  expect(rows).toEqual(['[ ] milk', `${ESCAPE}2m[x] bread${ESCAPE}0m`]);
  expect(looked?.replaceAll(OBEYED, '')).toBe(plain);
});

import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { setTitle } from '../commands/look-commands.ts';
import { openReplica, syncAll } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';

const HOSTILE_LANE = 'mallory0';

const push = (doc: Y.Doc, ...tuple: readonly unknown[]): void => {
  doc.getArray(HOSTILE_LANE).push([tuple]);
};

describe('hostile stamps', () => {
  test.each([2 ** 53 - 1, 2 ** 52, 10 ** 9])('[R7] a stamp of %d reads as absent', (stamp) => {
    const { anna, ben, sync } = annaAndBen('milk');
    push(ben.doc, 'T', stamp, 'pwned');
    sync();
    expect(anna.list.view.title).toBe('');
    anna.list.give((at) => setTitle(at, 'Home'));
    expect(anna.list.view.title).toBe('Home');
  });

  test.each([NaN, Infinity, -1, 0, 0.5, '7', null, 2 ** 53, 2 ** 60])('[R7] %d is no stamp', (stamp) => {
    const { anna } = annaAndBen('milk');
    push(anna.doc, 'T', stamp, 'pwned');
    expect(anna.list.view.title).toBe('');
  });

  test('[R7] the greatest stamp that is believed is 65,536 above the operations', () => {
    const { anna } = annaAndBen('milk');
    const operations = Y.getState(anna.doc.store, anna.doc.clientID);
    push(anna.doc, 'T', operations + 1 + 65_536, 'believed');
    expect(anna.list.view.title).toBe('believed');
    push(anna.doc, 'E', operations + 2 + 65_537, 'x');
    expect(anna.list.view.look.emoji).toBeUndefined();
  });

  test('[R5] [R7] a stamp is above the greatest seen, also when a lesser one came after that', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    push(ben.doc, 'T', 60_000, 'Home');
    push(ben.doc, 'E', 3, 'x');
    sync();
    anna.list.add('bread');
    const [, stamp] = anna.doc.getArray<unknown[]>(anna.device).toArray().at(-1) ?? [];
    expect(stamp).toBeGreaterThan(60_000);
  });

  test('[R8] the greatest stamp that is believed freezes nothing', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    push(ben.doc, 'T', 65_536, 'pwned');
    sync();
    expect(anna.list.view.title).toBe('pwned');
    anna.list.give((at) => setTitle(at, 'Home'));
    sync();
    expect(ben.list.view.title).toBe('Home');
    for (let i = 0; i < 50; i += 1) anna.list.give((at) => setTitle(at, `Home ${i}`));
    ben.list.tick(ben.line('milk').id);
    ben.list.untick(ben.line('milk').id);
    ben.list.tick(ben.line('milk').id);
    sync();
    expect(anna.rows()).toEqual(['x milk']);
    expect(ben.list.view.title).toBe('Home 49');
  });

  test('[R7] a stamp inside an entry that exceeds the entry’s own is absent: nobody cancels a tick of the future', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    const { id } = anna.line('milk');
    push(ben.doc, `i${id}`, 30, 0, 'milk', null, null, { u: [anna.device, 60_000], c: [1] });
    sync();
    anna.list.tick(id);
    expect(anna.rows()).toEqual(['x milk']);
  });

  test('[R7] an entry that arrived before what it follows is believed once that arrives', () => {
    const anna = openReplica('anna');
    const past = anna.doc.getArray('past');
    past.insert(
      0,
      Array.from({ length: 70_000 }, () => 0),
    );
    const before = Y.encodeStateVector(anna.doc);
    anna.doc.clientID += 1;
    anna.list.add('milk');
    const late = openReplica('late');
    Y.applyUpdate(late.doc, Y.encodeStateAsUpdate(anna.doc, before));
    expect(late.rows()).toEqual([]);
    syncAll(anna, late);
    expect(late.rows()).toEqual(['o milk']);
  });

  test('[R7] an entry that was removed before it could be believed stays gone when what it follows arrives', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    push(ben.doc, 'T', 70_000, 'early');
    sync();
    ben.doc.getArray(HOSTILE_LANE).delete(0, 1);
    sync();
    ben.doc.getArray('past').insert(
      0,
      Array.from({ length: 70_000 }, () => 0),
    );
    sync();
    expect(anna.list.view.title).toBe('');
  });

  test('[R5] stamps go on growing after a reload, although nothing live bears the greatest', () => {
    const anna = openReplica('anna');
    for (let i = 0; i < 20; i += 1) {
      anna.list.add('bread');
      anna.list.undo();
    }
    const again = openReplica('anna');
    syncAll(anna, again);
    again.list.add('milk');
    const [[, stamp] = []] = again.doc.getArray<unknown[]>(again.device).toArray().slice(-1);
    expect(stamp).toBeGreaterThan(20);
  });
});

describe('other roots and elements', () => {
  test('[R1] roots that are no lanes, and lanes of another type, are left alone', () => {
    const doc = new Y.Doc();
    doc.getMap('aaaaaaaa').set('x', 1);
    doc.getText('notes').insert(0, 'hello');
    const anna = openReplica('anna', { doc });
    anna.list.add('milk');
    const ben = openReplica('ben');
    syncAll(anna, ben);
    expect(ben.rows()).toEqual(['o milk']);
    expect(doc.getMap('aaaaaaaa').get('x')).toBe(1);
  });

  test('[R1] nested types and primitives in a lane mean nothing and stay', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    ben.doc.getArray(HOSTILE_LANE).push(['text', 1, new Y.Map(), null, [[1]]]);
    sync();
    anna.list.add('bread');
    expect(anna.rows()).toEqual(['o milk', 'o bread']);
    expect(anna.doc.getArray(HOSTILE_LANE).length).toBe(5);
  });

  test('[D5] a register whose key is longer than a letter and a product key is none', () => {
    const { anna } = annaAndBen();
    push(anna.doc, `m${'x'.repeat(209)}`, 1, 0, 3);
    push(anna.doc, `m${'y'.repeat(210)}`, 1, 0, 3);
    expect(anna.list.productMemory().products.map(({ key }) => key[0])).toEqual(['x']);
  });

  test('[D5] long names and notes read as cut, without half a character', () => {
    const { anna } = annaAndBen();
    push(anna.doc, 'iitem001', 1, 0, '🥛'.repeat(5_000), 1, 'l', { x: [1, 'n'.repeat(50_000)] });
    const [line] = anna.list.view.lines;
    expect(line?.name).toBe('🥛'.repeat(100));
    expect(line?.note).toHaveLength(1_000);
  });

  test('[D5] what a person enters is cleaned and cut the same way on every device', () => {
    const { anna, ben, sync } = annaAndBen();
    anna.list.addProduct({ name: ` milk\u0000\uD800 ${'x'.repeat(500)}`, note: 'a\r\nb\u0007' });
    sync();
    expect(anna.list.view.lines).toEqual(ben.list.view.lines);
    expect(anna.list.view.lines[0]?.name).toHaveLength(200);
    expect(anna.list.view.lines[0]?.note).toBe('a\nb');
  });
});

import { deleteForEveryone, noteLockChange, restoreList } from '../commands/deletion-commands.ts';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openReplica, SOME_DAY_MS, syncAll } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';
import { visibleBytes } from '../visible-bytes.ts';

const YEAR_MS = 365 * 86_400_000;

describe('deleting the list', () => {
  test('[M13] [B5] deleted for everyone who saw it', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.give(deleteForEveryone);
    sync();
    expect(ben.list.view.deletion).toMatchObject({ device: anna.device, atMs: SOME_DAY_MS });
    ben.list.give(restoreList);
    sync();
    expect(anna.list.view.deletion).toBeUndefined();
    expect(anna.rows()).toEqual(['o milk']);
  });

  test('[B6] [M13] a copy that comes up years later takes it out of the bin, with all that was on it', () => {
    const { anna, sync } = annaAndBen('milk');
    anna.list.give(deleteForEveryone);
    sync();
    const late = openReplica('late', { nowMs: () => SOME_DAY_MS + 9 * YEAR_MS });
    syncAll(anna, late);
    late.list.give(restoreList);
    syncAll(anna, late);
    expect(anna.list.view.deletion).toBeUndefined();
    expect(anna.rows()).toEqual(['o milk']);
  });

  test.each(['add', 'tick', 'delete'])('[M13] beside an unseen %s: the list is back, with a notice', (what) => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.give(deleteForEveryone);
    if (what === 'add') ben.list.add('bread');
    if (what === 'tick') ben.list.tick(ben.line('milk').id);
    if (what === 'delete') ben.list.remove(ben.line('milk').id);
    sync();
    for (const { list } of [anna, ben]) {
      expect(list.view.deletion).toBeUndefined();
      expect(list.view.notices).toMatchObject([{ type: 'list-came-back', deletedBy: [anna.device] }]);
    }
    anna.list.give(restoreList);
    sync();
    expect(ben.list.view.notices).toEqual([]);
  });

  test('[M13] [B5] beside an act that comes right after one that was seen, the list is back', () => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread');
    ben.list.tick(ben.line('milk').id);
    sync();
    anna.list.give(deleteForEveryone);
    ben.list.tick(ben.line('bread').id);
    sync();
    expect(anna.list.view.deletion).toBeUndefined();
  });

  test('[B5] a list that is deleted already is not deleted again: nothing is written', () => {
    const { anna } = annaAndBen('milk');
    anna.list.give(deleteForEveryone);
    const before = Y.encodeStateVector(anna.doc);
    anna.list.give(deleteForEveryone);
    expect(Y.encodeStateVector(anna.doc)).toEqual(before);
  });

  test('[B7] a changed lock is told to who has the old keys; it brings no deleted list back', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.setPersonName('Anna');
    anna.list.give(noteLockChange);
    sync();
    expect(ben.list.view.lockChange).toEqual({ by: 'Anna', device: anna.device, atMs: SOME_DAY_MS });
    anna.list.give(deleteForEveryone);
    ben.list.give(noteLockChange);
    sync();
    expect(anna.list.view.deletion).toBeDefined();
  });

  test('[B7] [M16] of two who change it at once the clocks do not choose whom one hears of', () => {
    const toldOf = (annaSkewMs: number, benSkewMs: number): unknown => {
      const anna = openReplica('anna', { nowMs: () => SOME_DAY_MS + annaSkewMs });
      const ben = openReplica('ben', { nowMs: () => SOME_DAY_MS + benSkewMs });
      for (const { list } of [anna, ben]) list.give(noteLockChange);
      syncAll(anna, ben);
      expect(anna.list.view.lockChange).toEqual(ben.list.view.lockChange);
      return anna.list.view.lockChange?.device;
    };
    expect(toldOf(YEAR_MS, 0)).toBe(toldOf(0, YEAR_MS));
  });

  test('[M13] [B5] however many devices have written into it', () => {
    const all = Array.from({ length: 70 }, (_, i) => openReplica(`d${i + 100}`));
    const [anna = openReplica('anna'), ...others] = all;
    for (const [i, { list, doc }] of others.entries()) {
      list.add(`thing ${i}`);
      Y.applyUpdate(anna.doc, Y.encodeStateAsUpdate(doc));
    }
    anna.list.give(deleteForEveryone);
    expect(anna.list.view.deletion).toBeDefined();
  });

  test('[M13] a person who says what they are called does not bring it back', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.give(deleteForEveryone);
    ben.list.setPersonName('Ben');
    sync();
    expect(anna.list.view.deletion).toBeDefined();
  });

  test('[M13] two people delete it at once', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.give(deleteForEveryone);
    ben.list.give(deleteForEveryone);
    sync();
    expect(anna.list.view.deletion).toEqual(ben.list.view.deletion);
    expect(anna.list.view.deletion).toBeDefined();
  });
});

describe('clocks and delivery', () => {
  test.each([-9 * YEAR_MS, 9 * YEAR_MS, Number.NaN])(
    '[M16] a clock that is wrong by %d ms decides nothing',
    (wrongByMs) => {
      const outcome = (skewMs: number): readonly string[] => {
        const anna = openReplica('anna');
        const ben = openReplica('ben', { nowMs: () => SOME_DAY_MS + skewMs });
        anna.doc.clientID = 1;
        ben.doc.clientID = 2;
        anna.list.add('1 l milk');
        syncAll(anna, ben);
        const { id } = anna.line('milk');
        anna.list.rename(id, 'oat milk');
        ben.list.rename(id, 'soy milk');
        ben.list.increase(id, 1);
        anna.list.setAmount(id, { value: 4, unit: 'l' });
        ben.list.add('bread');
        anna.list.remove(id);
        syncAll(anna, ben);
        expect(visibleBytes(anna.list.view)).toEqual(visibleBytes(ben.list.view));
        return ben.rows();
      };
      expect(outcome(wrongByMs)).toEqual(outcome(0));
    },
  );

  test('[M16] [B1] clocks that are years apart show one bin, what went last first', () => {
    const { anna, sync, ben: past } = annaAndBen('milk', 'bread', 'eggs');
    anna.list.remove(anna.line('milk').id);
    sync();
    const [behind, ahead, broken] = [-20 * YEAR_MS, 20 * YEAR_MS, Number.NaN].map((skewMs, i) =>
      openReplica(`wrong${i}`, { nowMs: () => SOME_DAY_MS + skewMs }),
    );
    if (!behind || !ahead || !broken) throw new Error('three clocks');
    const all = [anna, past, behind, ahead, broken];
    syncAll(...all);
    ahead.list.remove(ahead.line('bread').id);
    syncAll(...all);
    behind.list.tick(behind.line('eggs').id);
    behind.list.clearDone();
    syncAll(...all);
    for (const { list } of all) {
      expect(list.view.bin).toEqual(anna.list.view.bin);
      expect(list.view.bin.map(({ name, how }) => `${name} ${how}`)).toEqual([
        'eggs cleared',
        'bread deleted',
        'milk deleted',
      ]);
    }
  });

  test('[M17] any order, duplicated and batched: the same lines, order and bytes', () => {
    const updates: Uint8Array[] = [];
    const { anna, ben, sync } = annaAndBen();
    for (const { doc } of [anna, ben]) doc.on('update', (update: Uint8Array) => updates.push(update));
    anna.list.add('2 l milk');
    ben.list.add('milk');
    sync();
    anna.list.tick(anna.line('milk').id);
    ben.list.increase(ben.line('milk').id, 1);
    sync();
    ben.list.clearDone();
    anna.list.add('bread');
    sync();
    const expected = visibleBytes(anna.list.view);
    const orders = [updates, updates.toReversed(), [...updates, ...updates], [Y.mergeUpdates(updates)]];
    for (const order of orders) {
      const reader = openReplica('reader');
      for (const update of order) Y.applyUpdate(reader.doc, update);
      expect(visibleBytes(reader.list.view)).toEqual(expected);
    }
  });

  test('[R4] opening, receiving and looking write nothing', () => {
    const { anna } = annaAndBen('milk', 'bread');
    const viewer = openReplica('viewer', { readOnly: true });
    let written = 0;
    viewer.doc.on('update', (_: Uint8Array, origin: unknown) => (written += origin === viewer.list ? 1 : 0));
    syncAll(anna, viewer);
    expect(viewer.rows()).toEqual(['o milk', 'o bread']);
    expect(Y.encodeStateVector(viewer.doc)).toEqual(Y.encodeStateVector(anna.doc));
    expect(() => viewer.list.add('eggs')).toThrow('may only be looked at');
    expect(viewer.list.canEdit).toBe(false);
    expect(written).toBe(0);
  });
});

import { describe, expect, test } from 'vitest';
import { openReplica, SOME_DAY_MS, syncAll, type TestReplica } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';

const edits: Record<string, (ben: TestReplica, id: TestReplica['list']['view']['lines'][number]['id']) => void> = {
  rename: ({ list }, id) => list.rename(id, 'oat milk'),
  note: ({ list }, id) => list.setNote(id, 'skimmed'),
  'set amount': ({ list }, id) => list.setAmount(id, { value: 3, unit: 'l' }),
  step: ({ list }, id) => list.increase(id, 1),
  aisle: ({ list }, id) => list.setAisle(id, 'dairy'),
  price: ({ list }, id) => list.setPrice(id, 129),
  're-add': ({ list }) => list.add('milk'),
  're-add with an amount': ({ list }) => list.add('1 l milk'),
};

const deleteMilkOf = (tab: TestReplica, litres: number): void => {
  const { id } = tab.line('milk');
  tab.list.setAmount(id, { value: litres, unit: 'l' });
  tab.list.remove(id);
};

describe('delete', () => {
  const lines = { item: ['2 l milk', 'bread'], 'line of two items': ['2 l milk', '1 l milk', 'bread'] };
  const cases = Object.entries(lines).flatMap(([what, typed]) =>
    Object.entries(edits).map(([name, edit]) => ({ what, typed, name, edit })),
  );

  test.each(cases)(
    '[M6] [I1] [I2] of one $what beside $name: the edit wins and the deleter is told',
    ({ typed, edit }) => {
      const { anna, ben, sync } = annaAndBen(...typed);
      const { id } = anna.line('milk');
      anna.list.remove(id);
      edit(ben, id);
      const kept = ben.list.view.lines[0];
      sync();
      expect(anna.list.view.lines).toEqual(ben.list.view.lines);
      expect(anna.list.view.lines[0]).toEqual(kept);
      expect(anna.list.view.notices).toMatchObject([
        { type: 'came-back', lineId: id, deletedBy: [anna.device], by: [ben.device] },
      ]);
    },
  );

  test('[M6] beside untick: the edit wins', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.tick(anna.line('milk').id);
    sync();
    anna.list.remove(anna.line('milk').id);
    ben.list.untick(ben.line('milk').id);
    sync();
    expect(anna.rows()).toEqual(['o milk']);
    expect(anna.list.view.notices.map(({ type }) => type)).toEqual(['came-back']);
  });

  test('[M6] beside untick of a part of the line: all of it stays', () => {
    const { anna, ben, sync } = annaAndBen('2 l milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.add('1 l milk');
    sync();
    anna.list.remove(anna.line('milk').id);
    ben.list.untick(ben.line('milk').id);
    sync();
    expect(anna.rows()).toEqual(['o milk 2l+1l']);
  });

  test('[M6] [B4] one tap deletes it anyway, and the notice goes', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.remove(anna.line('milk').id);
    ben.list.setNote(ben.line('milk').id, 'skimmed');
    sync();
    anna.list.remove(anna.line('milk').id);
    sync();
    expect(ben.rows()).toEqual([]);
    expect(anna.list.view.notices).toEqual([]);
  });

  test('[M6] [I3] [I4] beside tick: it is gone', () => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread');
    anna.list.remove(anna.line('milk').id);
    ben.list.tick(ben.line('milk').id);
    sync();
    expect(anna.rows()).toEqual(['o bread']);
    expect(ben.rows()).toEqual(['o bread']);
  });

  test('[M6] beside move: it is gone', () => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread');
    anna.list.remove(anna.line('milk').id);
    ben.list.move(ben.line('milk').id, 'last');
    sync();
    expect(ben.rows()).toEqual(['o bread']);
  });

  test('[M6] an edit of a ticked line brings it back ticked', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.tick(anna.line('milk').id);
    sync();
    anna.list.remove(anna.line('milk').id);
    ben.list.rename(ben.line('milk').id, 'oat milk');
    sync();
    expect(anna.rows()).toEqual(['x oat milk']);
  });

  test('[M6] two deletes are one', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.remove(anna.line('milk').id);
    ben.list.remove(ben.line('milk').id);
    sync();
    expect(anna.rows()).toEqual([]);
    expect(anna.list.view.bin).toHaveLength(1);
  });

  test('[B1] [D7] cleared in one tab and deleted in another of the same device: one bin for all, whoever was heard first', () => {
    const { anna, ben } = annaAndBen('milk');
    const otherTab = openReplica('anna', { seed: 99n });
    anna.list.tick(anna.line('milk').id);
    syncAll(anna, otherTab, ben);
    anna.list.clearDone();
    otherTab.list.remove(otherTab.line('milk').id);
    syncAll(anna, ben);
    syncAll(anna, ben, otherTab);
    for (const { list } of [anna, ben, otherTab]) expect(list.view.bin.map(({ how }) => how)).toEqual(['deleted']);
  });

  test('[B1] [D7] deleted in two tabs of one device with other amounts: one bin for all, whoever was heard first', () => {
    const { anna, ben } = annaAndBen('2 l milk');
    const otherTab = openReplica('anna', { seed: 99n });
    syncAll(anna, otherTab, ben);
    deleteMilkOf(anna, 3);
    deleteMilkOf(otherTab, 4);
    syncAll(anna, ben);
    syncAll(anna, ben, otherTab);
    const bins = [anna, ben, otherTab].map(({ list }) => list.view.bin.map(({ amount }) => amount?.value));
    expect(bins).toEqual([[4], [4], [4]]);
  });

  test('[B1] [D7] [M16] the clock that both tabs have does not choose between them', () => {
    const amountAfter = (laterMs: number): number | undefined => {
      const anna = openReplica('anna');
      anna.list.add('2 l milk');
      const otherTab = openReplica('anna', { seed: 99n, nowMs: () => SOME_DAY_MS + laterMs });
      syncAll(anna, otherTab);
      deleteMilkOf(anna, 3);
      deleteMilkOf(otherTab, 4);
      syncAll(anna, otherTab);
      return anna.list.view.bin[0]?.amount?.value;
    };
    expect([-9, 9].map((hours) => amountAfter(hours * 3_600_000))).toEqual([4, 4]);
  });

  test('[B3] anybody may put it back', () => {
    const { anna, ben, sync } = annaAndBen('2 l milk');
    const { id } = anna.line('milk');
    anna.list.remove(id);
    sync();
    expect(ben.list.restore(id)).toBe(true);
    expect(ben.list.restore(id)).toBe(false);
    sync();
    expect(anna.rows()).toEqual(['o milk 2l']);
    expect(anna.list.view.bin).toEqual([]);
    expect(anna.list.view.notices).toEqual([]);
  });

  test('[B3] what was cleared comes back open', () => {
    const { anna } = annaAndBen('milk');
    const { id } = anna.line('milk');
    anna.list.tick(id);
    anna.list.clearDone();
    anna.list.restore(id);
    expect(anna.rows()).toEqual(['o milk']);
  });
});

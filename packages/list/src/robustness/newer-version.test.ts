import { describe, expect, test } from 'vitest';
import { openReplica, syncAll } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';

describe('documents of newer versions', () => {
  test('[D3] registers that this version does not know stay', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    ben.doc.getArray(ben.device).push([['Zfuture', 5, { anything: [1, 2] }]]);
    sync();
    anna.list.setNote(anna.line('milk').id, 'skimmed');
    anna.list.tick(anna.line('milk').id);
    anna.list.clearDone();
    sync();
    expect(ben.doc.getArray(ben.device).toArray()).toContainEqual(['Zfuture', 5, { anything: [1, 2] }]);
  });

  test('[D3] fields of an item that this version does not know are carried by its edits', () => {
    const { anna } = annaAndBen();
    anna.doc.getArray('newer000').push([['iitem001', 1, 0, 'milk', 2, 'l', { z: [1, 'brand', { deep: true }] }]]);
    anna.list.rename(anna.line('milk').id, 'oat milk');
    anna.list.remove(anna.line('oat milk').id);
    anna.list.restore(anna.list.view.bin[0]?.id ?? anna.line('x').id);
    const entries = anna.doc.getArray<unknown[]>(anna.device).toArray();
    const [item] = entries.filter(([key]) => key === 'iitem001');
    expect(item?.[6]).toMatchObject({ z: [1, 'brand', { deep: true }] });
  });

  test('[D1] the first act notes the schema, once', () => {
    const { anna } = annaAndBen('milk');
    anna.list.add('bread');
    const entries = anna.doc.getArray<unknown[]>(anna.device).toArray();
    expect(entries.filter(([key]) => key === 'V')).toEqual([['V', expect.any(Number), 1, 1]]);
  });

  test('[D1] a document that asks for a newer version is shown and not edited', () => {
    const { anna } = annaAndBen('milk');
    anna.doc.getArray('newer000').push([['V', 1, 7, 7]]);
    expect(anna.list.view.isNewer).toBe(true);
    expect(anna.list.canEdit).toBe(false);
    expect(anna.rows()).toEqual(['o milk']);
    expect(() => anna.list.add('bread')).toThrow('may only be looked at');
  });

  test('[D1] a newer document that older versions may edit is edited', () => {
    const anna = openReplica('anna');
    anna.doc.getArray('newer000').push([['V', 1, 7, 1]]);
    anna.list.add('bread');
    const ben = openReplica('ben');
    syncAll(anna, ben);
    expect(ben.rows()).toEqual(['o bread']);
    expect(ben.list.view.isNewer).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { openReplica, replicasWith, syncAll, type TestReplica } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';

const four = (typed: string): readonly [TestReplica, TestReplica, TestReplica, TestReplica] => {
  const [anna, ben, carla, dora] = replicasWith([typed], 'anna', 'ben', 'carla', 'dora');
  if (!anna || !ben || !carla || !dora) throw new Error('four were asked for');
  return [anna, ben, carla, dora];
};

describe('ticking', () => {
  test('[M2] tick beside tick: ticked by both, and a notice', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.tick(ben.line('milk').id);
    sync();
    expect(anna.line('milk')).toMatchObject({ ticked: true, tickedBy: [anna.device, ben.device] });
    expect(anna.list.view.notices).toMatchObject([{ type: 'both-took-it', by: [anna.device, ben.device] }]);
    expect(ben.list.view.notices).toEqual(anna.list.view.notices);
  });

  test('[M2] [I12] who takes the rest after somebody took a part does not clash with them', () => {
    const { anna, ben, sync } = annaAndBen('1 l milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.increase(ben.line('milk').id, 1);
    sync();
    ben.list.tick(ben.line('milk').id);
    sync();
    expect(anna.rows()).toEqual(['x milk 2l']);
    expect(anna.line('milk').tickedBy).toEqual([anna.device, ben.device]);
    expect(anna.list.view.notices).toEqual([]);
  });

  test('[M3] an untick cancels the tick it saw', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.tick(anna.line('milk').id);
    sync();
    ben.list.untick(ben.line('milk').id);
    sync();
    expect(anna.rows()).toEqual(['o milk']);
  });

  test('[M3] [R2] a tick that the untick did not see stands', () => {
    const { anna, ben } = annaAndBen('milk');
    const carla = openReplica('carla');
    anna.list.tick(anna.line('milk').id);
    syncAll(anna, ben);
    syncAll(anna, carla);
    ben.list.untick(ben.line('milk').id);
    carla.list.untick(carla.line('milk').id);
    carla.list.tick(carla.line('milk').id);
    syncAll(anna, ben, carla);
    expect(anna.line('milk')).toMatchObject({ ticked: true, tickedBy: [carla.device] });
  });

  test('[M3] [I5] an edit that carried the tick along does not save it from an untick that saw it', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.tick(anna.line('milk').id);
    sync();
    anna.list.setNote(anna.line('milk').id, 'the blue one');
    ben.list.untick(ben.line('milk').id);
    sync();
    expect(anna.rows()).toEqual(['o milk']);
    expect(ben.line('milk').note).toBe('the blue one');
  });

  test('[M8] tick beside +1: open again for the rest', () => {
    const { anna, ben, sync } = annaAndBen('1 l milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.increase(ben.line('milk').id, 1);
    sync();
    expect(anna.rows()).toEqual(['o milk 1l (taken 1l)']);
    expect(ben.rows()).toEqual(['o milk 1l (taken 1l)']);
  });

  test('[M8] no amount counts as one', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.increase(ben.line('milk').id, 1);
    sync();
    expect(anna.rows()).toEqual(['o milk 1 (taken 1)']);
  });

  test('[M8] two ticks answer one wish: the rest stays open', () => {
    const { anna, ben } = annaAndBen('2 l milk');
    const carla = openReplica('carla');
    syncAll(anna, carla);
    anna.list.tick(anna.line('milk').id);
    ben.list.tick(ben.line('milk').id);
    carla.list.increase(carla.line('milk').id, 1);
    syncAll(anna, ben, carla);
    expect(carla.rows()).toEqual(['o milk 1l (taken 2l)']);
  });

  test('[M8] [I8] another unit is another wish', () => {
    const { anna, ben, sync } = annaAndBen('2 l milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.setAmount(ben.line('milk').id, { value: 1, unit: 'pack' });
    sync();
    expect(anna.rows()).toEqual(['o milk 1pack']);
  });

  test.each([
    ['1 kg flour', { value: 500, unit: 'g' }, 'x flour 500g'],
    ['2 l flour', { value: 2000, unit: 'ml' }, 'x flour 2000ml'],
    ['1 dozen flour', { value: 12, unit: '' }, 'x flour 12'],
    ['1 kg flour', { value: 1500, unit: 'g' }, 'o flour 500g (taken 1000g)'],
    ['100 g flour', { value: 0.3, unit: 'kg' }, 'o flour 0.2kg (taken 0.1kg)'],
    ['flour', { value: 1, unit: 'dozen' }, 'o flour 1dozen'],
    ['16 oz flour', { value: 500, unit: 'g' }, 'o flour 500g'],
  ])('[M8] [I8] a tick that saw "%s" beside a set to %o: "%s"', (typed, amount, row) => {
    const { anna, ben, sync } = annaAndBen(typed);
    anna.list.tick(anna.line('flour').id);
    ben.list.setAmount(ben.line('flour').id, amount);
    sync();
    expect(anna.rows()).toEqual([row]);
    expect(ben.rows()).toEqual([row]);
  });

  test('[M4] [I8] what was cleared away in one unit is at home in another', () => {
    const { anna, ben, sync } = annaAndBen('1 kg flour', '1 kg rice');
    for (const name of ['flour', 'rice']) anna.list.tick(anna.line(name).id);
    anna.list.clearDone();
    ben.list.setAmount(ben.line('flour').id, { value: 500, unit: 'g' });
    ben.list.setAmount(ben.line('rice').id, { value: 1500, unit: 'g' });
    sync();
    expect(anna.rows()).toEqual(['o rice 500g (taken 1000g)']);
    expect(ben.rows()).toEqual(anna.rows());
  });

  test('[M8] [I8] what is taken comes on top of what is set, in whichever unit', () => {
    const { anna, ben, sync } = annaAndBen('1 kg flour');
    anna.list.tick(anna.line('flour').id);
    ben.list.setAmount(ben.line('flour').id, { value: 2, unit: 'kg' });
    sync();
    anna.list.setAmount(anna.line('flour').id, { value: 250, unit: 'g' });
    sync();
    expect(ben.rows()).toEqual(['o flour 250g (taken 1000g)']);
  });

  test('[M8] setting the amount where a part is taken sets what is still to get', () => {
    const { anna, ben, sync } = annaAndBen('1 l milk');
    anna.list.tick(anna.line('milk').id);
    ben.list.increase(ben.line('milk').id, 1);
    sync();
    anna.list.setAmount(anna.line('milk').id, { value: 5, unit: 'l' });
    expect(anna.rows()).toEqual(['o milk 5l (taken 1l)']);
  });

  test('[I5] [I12] who ticks what lies in the bin as taken back does not know of that tick', () => {
    const [anna, ben, carla, dora] = four('milk');
    carla.list.setNote(carla.line('milk').id, 'skimmed');
    anna.list.tick(anna.line('milk').id);
    syncAll(anna, ben, dora);
    dora.list.setPrice(dora.line('milk').id, 100);
    ben.list.setAisle(ben.line('milk').id, 'dairy');
    anna.list.untick(anna.line('milk').id);
    syncAll(anna, ben);
    ben.list.remove(ben.line('milk').id);
    syncAll(ben, carla);
    ben.list.tick(ben.line('milk').id);
    syncAll(anna, ben, carla, dora);
    expect(ben.line('milk').tickedBy).toEqual([anna.device, ben.device]);
    expect(ben.list.view.notices.map(({ type }) => type)).toContain('both-took-it');
  });

  test('[D7] [I5] what one tab did before the other heard it counts as seen there', () => {
    const { anna } = annaAndBen('milk');
    const tab = openReplica('anna', { seed: 3n });
    syncAll(anna, tab);
    tab.list.tick(tab.line('milk').id);
    anna.list.tick(anna.line('milk').id);
    anna.list.untick(anna.line('milk').id);
    syncAll(anna, tab);
    expect([anna.rows(), tab.rows()]).toEqual([['o milk'], ['o milk']]);
  });

  test('ticking what is ticked, and unticking what is open, writes nothing', () => {
    const { anna } = annaAndBen('milk', 'bread');
    anna.list.tick(anna.line('milk').id);
    let transactions = 0;
    anna.doc.on('update', () => (transactions += 1));
    anna.list.tick(anna.line('milk').id);
    anna.list.untick(anna.line('bread').id);
    expect(transactions).toBe(0);
  });
});

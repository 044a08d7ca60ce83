import { describe, expect, test } from 'vitest';
import { openReplica, syncAll } from './testing/replicas.ts';
import { annaAndBen } from './testing/two.ts';
import type { ListView } from './view/list-view.ts';

describe('the view', () => {
  test('[V1] lines that did not change keep their identity', () => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread', 'eggs');
    const before = anna.list.view.lines;
    anna.list.tick(anna.line('bread').id);
    expect(anna.list.view.lines[0]).toBe(before[0]);
    expect(anna.list.view.lines[1]).not.toBe(before[1]);
    expect(anna.list.view.lines[2]).toBe(before[2]);
    ben.list.move(ben.line('milk').id, 'last');
    sync();
    expect(anna.list.view.lines.map((line) => before.indexOf(line))).toEqual([-1, 2, 0]);
  });

  test('[V1] listeners hear of what is visible, once for each transaction, and not after they left', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    const views: ListView[] = [];
    const stop = anna.list.subscribe((view) => views.push(view));
    ben.list.add('bread');
    sync();
    expect(views).toHaveLength(1);
    expect(views[0]).toBe(anna.list.view);
    sync();
    anna.list.tick(anna.line('milk').id);
    expect(views).toHaveLength(2);
    stop();
    anna.list.add('eggs');
    expect(views).toHaveLength(2);
  });

  test('[V1] a name of a person reaches every line that shows it', () => {
    const { anna, ben, sync } = annaAndBen('milk', 'bread');
    ben.list.setPersonName('Ben');
    ben.list.tick(ben.line('milk').id);
    sync();
    expect(anna.line('milk').tickedBy).toEqual(['Ben']);
    expect(anna.list.view.people.get(ben.device)).toBe('Ben');
    const bread = anna.line('bread');
    ben.list.setPersonName('Benjamin');
    sync();
    expect(anna.line('milk').tickedBy).toEqual(['Benjamin']);
    expect(anna.line('bread')).toBe(bread);
  });

  test('[V1] the bin follows what comes back', () => {
    const { anna, ben, sync } = annaAndBen('milk');
    anna.list.remove(anna.line('milk').id);
    expect(anna.list.view.bin).toHaveLength(1);
    ben.list.setNote(ben.line('milk').id, 'x');
    sync();
    expect(anna.list.view.bin).toEqual([]);
  });

  test('[P4] commands take the id of any item of a line', () => {
    const { anna, ben, sync } = annaAndBen();
    anna.list.add('milk');
    ben.list.add('milk');
    sync();
    for (const id of anna.line('milk').itemIds) {
      anna.list.tick(id);
      expect(anna.line('milk').ticked).toBe(true);
      anna.list.untick(id);
    }
    const carla = openReplica('carla');
    syncAll(anna, carla);
    expect(carla.line('milk').id).toBe(anna.line('milk').id);
  });
});

/** What keeps a list in shape that lives for years. */
import { expect, test } from 'vitest';
import { POSITION_LENGTH_MAX } from '../order/position.ts';
import { annaAndBen } from '../testing/two.ts';

test('[O4] a move between places that grew too long numbers the whole list anew, in the order that was asked for', () => {
  const { anna, ben, sync } = annaAndBen('a', 'b', 'c', 'd');
  const long = `az${'0'.repeat(POSITION_LENGTH_MAX - 3)}`;
  const write = (name: string, digit: string): void => {
    ben.doc.getArray(ben.device).push([[`o${ben.line(name).id}`, 900, long + digit]]);
  };
  write('a', '1');
  write('b', '2');
  sync();
  expect(anna.rows()).toEqual(['o c', 'o d', 'o a', 'o b']);
  anna.list.move(anna.line('c').id, { after: anna.line('a').id });
  sync();
  expect(ben.rows()).toEqual(['o d', 'o a', 'o c', 'o b']);
  const positions = anna.doc
    .getArray<unknown[]>(anna.device)
    .toArray()
    .flatMap(([key, , position]) => (String(key).startsWith('o') ? [String(position)] : []));
  expect(positions).toHaveLength(4);
  expect(Math.max(...positions.map(({ length }) => length))).toBeLessThan(10);
});

test('[D6] ticks and moves of items that nobody knows are dropped, but not before the item can have arrived', () => {
  const { anna } = annaAndBen('milk', 'bread');
  const lane = anna.doc.getArray<unknown[]>('stranger');
  const orphans = (): readonly unknown[] => lane.toArray().map(([key]) => key);
  lane.push([
    ['tnobody1', 100, 1],
    ['onobody1', 100, 'a1'],
    ['tnobody2', 2_500, 1],
  ]);
  anna.list.remove(anna.line('milk').id);
  expect(orphans()).toEqual(['tnobody2']);
});

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createList } from '../tote-list.ts';
import { SOME_DAY_MS } from '../testing/replicas.ts';
import { createSeededRandom } from '../testing/seeded-random.ts';

const open = (device: string, aisleOf: (name: string) => string | undefined) =>
  createList(new Y.Doc(), {
    device,
    random: createSeededRandom(5n).bytes,
    nowMs: () => SOME_DAY_MS,
    readText: (name) => ({ name }),
    aisleOf,
  });

test('[P6] a new line goes where the app says, and the memory of the list knows better the next time', () => {
  const asked: string[] = [];
  const list = open('anna0000', (name) => {
    asked.push(name);
    return name === 'Milk' ? 'dairy' : undefined;
  });
  list.add('Milk\nsoap');
  expect(list.view.lines.map(({ aisle }) => aisle)).toEqual(['dairy', undefined]);
  const [milk] = list.view.lines;
  if (!milk) throw new Error('no line');
  list.setAisle(milk.id, 'cheese counter');
  list.tick(milk.id);
  list.clearDone();
  list.add('Milk');
  expect(list.view.lines.map(({ name, aisle }) => [name, aisle])).toEqual([
    ['soap', undefined],
    ['Milk', 'cheese counter'],
  ]);
  expect(asked).toEqual(['Milk', 'soap']);
});

test('[P6] an aisle that came with the product, and a line that is there, are left alone', () => {
  const list = open('anna0000', () => 'dairy');
  list.addProduct({ name: 'milk', aisle: 'bakery' });
  list.addProduct({ name: 'Milk', amount: { value: 2, unit: 'l' } });
  list.importItems([{ name: 'MILK', amounts: [{ value: 3, unit: 'l' }], done: false }]);
  expect(list.view.lines.map(({ aisle }) => aisle)).toEqual(['bakery']);
});

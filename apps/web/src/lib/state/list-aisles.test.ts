import { describe, expect, it } from 'vitest';
import { createTestState } from '../testing/test-state.ts';
import { arrangeAisles } from './store-acts.ts';

const groupsOf = ({ list }: Awaited<ReturnType<typeof createTestState>>) =>
  list.groups.map(({ aisle, lines }) => [aisle, ...lines.map(({ name }) => name)]);

describe('lines by aisle', () => {
  it('stand in the order of a common supermarket, what nobody knows last', async () => {
    const test = await createTestState({ ways: {} });
    test.list.edit.add('glue for the vase\nfrozen peas\ntomatoes\nmilk\npotatoes');
    expect(groupsOf(test)).toEqual([
      ['produce', 'tomatoes', 'potatoes'],
      ['dairy', 'milk'],
      ['frozen', 'frozen peas'],
      ['other', 'glue for the vase'],
    ]);
  });

  it('stand under no heading while no line has an aisle: on a list for the journey, or before the catalogue is there', async () => {
    const test = await createTestState({ ways: {} });
    test.list.edit.add('glue for the vase\nrope');
    expect(groupsOf(test)).toEqual([['', 'glue for the vase', 'rope']]);
    test.list.edit.add('milk');
    expect(groupsOf(test)).toEqual([
      ['dairy', 'milk'],
      ['other', 'glue for the vase', 'rope'],
    ]);
    const early = await createTestState({ ways: {}, guide: false });
    early.list.edit.add('tomatoes\nmilk');
    expect(groupsOf(early)).toEqual([['', 'tomatoes', 'milk']]);
  });

  it('follow the list where somebody said so, and the guess of last time before the catalogue is there', async () => {
    const test = await createTestState({ ways: { guesses: { BREAD: 'bakery', bread: 'bakery' } }, guide: false });
    test.list.edit.add('milk\nbread');
    test.list.edit.setAisle(test.line('milk').id, 'the cold room');
    expect(groupsOf(test)).toEqual([
      ['bakery', 'bread'],
      ['the cold room', 'milk'],
    ]);
  });

  it('keep what the catalogue said for the next first view', async () => {
    const test = await createTestState({ ways: {} });
    test.list.edit.add('milk\nglue for the vase');
    test.list.flush();
    expect(Object.values(test.list.ways.all.guesses ?? {})).toEqual(['dairy']);
  });

  it('take a line that is moved past one of another aisle into that aisle', async () => {
    const test = await createTestState({ ways: {} });
    test.list.edit.add('tomatoes\nmilk\ncheese');
    test.list.edit.moveTo(test.line('tomatoes').id, 1);
    expect(groupsOf(test)).toEqual([['dairy', 'milk', 'tomatoes', 'cheese']]);
  });

  it('can be walked in another order in a store, which is made when somebody arranges aisles without one', async () => {
    const test = await createTestState({ ways: {} });
    const { list, guides } = test;
    list.edit.add('tomatoes\nmilk\nfrozen peas');
    const known = list.aisles.known();
    const move = (aisle: string, to: number) => {
      const order = list.aisles.order(known);
      const from = order.indexOf(aisle);
      arrangeAisles(list, guides.current?.aisles ?? [], order.toSpliced(from, 1).toSpliced(to, 0, aisle), 'My store');
    };
    move('frozen', list.aisles.order(known).indexOf('frozen') - 1);
    move('frozen', 0);
    expect(list.groups.map(({ aisle }) => aisle)).toEqual(['frozen', 'produce', 'dairy']);
    expect(list.view.stores.map(({ name }) => name)).toEqual(['My store']);
    list.ways.set({ storeId: undefined });
    expect(list.groups.map(({ aisle }) => aisle)).toEqual(['produce', 'dairy', 'frozen']);
  });
});

import { addStore, removeStore, renameStore, setAisleOrder } from '../commands/store-commands.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { staysInPlace } from '../commands/stays-in-place.ts';
import { openReplica, syncAll } from '../testing/replicas.ts';
import { annaAndBen } from '../testing/two.ts';
import { orderAisles } from './stores.ts';

const DEFAULT = ['produce', 'bakery', 'dairy', 'drinks', 'frozen'];

const withStore = () => {
  const two = annaAndBen('milk');
  const store = two.anna.list.give((at) => addStore(at, 'Corner shop'));
  if (!store) throw new Error('no store');
  two.sync();
  return { ...two, store };
};

type Replica = ReturnType<typeof withStore>['anna'];
const orderOf = ({ list }: Replica, aisles: readonly string[] = DEFAULT): readonly string[] =>
  orderAisles(aisles, list.view.stores[0], DEFAULT);

describe('stores and their aisles', () => {
  test('[O5] a store nobody arranged has the default order; unknown aisles come last, by name', () => {
    expect(orderAisles(['zebra food', 'frozen', 'Asia', 'produce', 'zebra'], undefined, DEFAULT)).toEqual([
      'produce',
      'frozen',
      'Asia',
      'zebra',
      'zebra food',
    ]);
  });

  test('[O5] an order is set, with few writes', () => {
    const { anna, ben, store, sync } = withStore();
    let bytes = 0;
    anna.doc.on('update', (update: Uint8Array) => (bytes += update.length));
    anna.list.give((at) => setAisleOrder(at, store, ['dairy', 'produce', 'bakery', 'drinks', 'frozen'], DEFAULT));
    expect(bytes).toBeLessThan(60);
    sync();
    expect(orderOf(ben)).toEqual(['dairy', 'produce', 'bakery', 'drinks', 'frozen']);
  });

  test('[M12] aisle order beside aisle order: positions merge one by one', () => {
    const { anna, ben, store, sync } = withStore();
    anna.list.give((at) => setAisleOrder(at, store, ['dairy', 'produce', 'bakery', 'drinks', 'frozen'], DEFAULT));
    ben.list.give((at) => setAisleOrder(at, store, ['produce', 'bakery', 'dairy', 'frozen', 'drinks'], DEFAULT));
    sync();
    expect(orderOf(anna)).toEqual(['dairy', 'produce', 'bakery', 'frozen', 'drinks']);
    expect(orderOf(ben)).toEqual(orderOf(anna));
  });

  test('[M12] one aisle moved on both sides: one winner', () => {
    const { anna, ben, store, sync } = withStore();
    anna.list.give((at) => setAisleOrder(at, store, ['frozen', 'produce', 'bakery', 'dairy', 'drinks'], DEFAULT));
    ben.list.give((at) => setAisleOrder(at, store, ['produce', 'frozen', 'bakery', 'dairy', 'drinks'], DEFAULT));
    sync();
    expect(orderOf(ben)).toEqual(orderOf(anna));
    expect(orderOf(anna).filter((aisle) => aisle !== 'frozen')).toEqual(['produce', 'bakery', 'dairy', 'drinks']);
  });

  test('[O5] people’s own aisles can be ordered among the others', () => {
    const { anna, store } = withStore();
    const wanted = ['Asia', 'produce', 'bakery', 'Tea', 'dairy', 'drinks', 'frozen'];
    anna.list.give((at) => setAisleOrder(at, store, wanted, DEFAULT));
    expect(orderOf(anna, [...wanted].sort())).toEqual(wanted);
  });

  test('[O5] any order, one after the other', () => {
    const aisles = [...DEFAULT, 'Asia', 'Tea', 'Asia 2'];
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(aisles, { minLength: aisles.length }), { maxLength: 6 }), (orders) => {
        const { anna, store } = withStore();
        for (const order of orders) {
          anna.list.give((at) => setAisleOrder(at, store, order, DEFAULT));
          expect(orderOf(anna, aisles)).toEqual(order);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('stores are renamed and removed', () => {
    const { anna, ben, store, sync } = withStore();
    anna.list.give((at) => setAisleOrder(at, store, DEFAULT.toReversed(), DEFAULT));
    ben.list.give((at) => renameStore(at, store, 'Market'));
    sync();
    expect(anna.list.view.stores.map(({ name }) => name)).toEqual(['Market']);
    anna.list.give((at) => removeStore(at, store));
    sync();
    expect(ben.list.view.stores).toEqual([]);
    expect(anna.list.give((at) => addStore(at, '  '))).toBeUndefined();
    const carla = openReplica('carla');
    syncAll(anna, carla);
    expect(carla.list.view.stores).toEqual([]);
  });
});

test('a longest increasing run stays in place', () => {
  const stays = (numbers: number[]) => [...staysInPlace(numbers)].map((i) => numbers[i]).sort();
  expect(stays([])).toEqual([]);
  expect(stays([2, 0, 1, 3, 4])).toEqual([0, 1, 3, 4]);
  expect(stays([4, 3, 2])).toHaveLength(1);
});

import { describe, expect, it } from 'vitest';
import { createTestState } from '../testing/test-state.ts';
import { costOfLine, createMoney, currencyOf } from '@tote/list/money';
import { endTrip } from './shop-acts.ts';

const setUp = async () => {
  const test = await createTestState({ ways: {} });
  test.list.edit.add('tomatoes\nmilk\nfrozen peas');
  const tickInOrder = (...names: readonly string[]) => {
    for (const name of names) test.list.edit.setTicked(test.line(name), true);
  };
  const aisles = () => test.list.aisles.order(['produce', 'dairy', 'frozen']);
  const end = () => endTrip(test.list, test.guides.current, 'My store');
  return { ...test, tickInOrder, aisles, end };
};

describe('shopping', () => {
  it('leaves a tick in its place for some seconds', async () => {
    const { list, clock, tickInOrder } = await setUp();
    list.shop.start();
    tickInOrder('milk');
    clock.pass(3_000);
    expect(list.openLines.map(({ name }) => name)).toContain('milk');
    clock.pass(1_500);
    expect(list.doneLines.map(({ name }) => name)).toEqual(['milk']);
  });

  it('puts aside what could not be found, for this trip and on this device only', async () => {
    const { list, line, others } = await setUp();
    list.shop.start();
    list.shop.putAside(line('milk').id);
    expect(list.openLines.map(({ name }) => name)).toEqual(['tomatoes', 'frozen peas']);
    expect(list.missingLines.map(({ name }) => name)).toEqual(['milk']);
    expect(others.view.openCount).toBe(3);
    list.shop.stop();
    expect(list.missingLines).toEqual([]);
    expect(list.openLines).toHaveLength(3);
  });

  it('learns a store from two trips that agree, not from one', async () => {
    const { list, tickInOrder, end, aisles, clock } = await setUp();
    expect(aisles()).toEqual(['produce', 'dairy', 'frozen']);
    list.shop.start();
    tickInOrder('frozen peas', 'milk', 'tomatoes');
    expect(end()).toBeUndefined();
    expect(aisles()).toEqual(['produce', 'dairy', 'frozen']);
    for (const line of list.view.lines) list.edit.setTicked(line, false);
    clock.pass(5_000);
    list.shop.start();
    tickInOrder('frozen peas', 'milk', 'tomatoes');
    expect(end()).toBe('My store');
    expect(aisles()).toEqual(['frozen', 'dairy', 'produce']);
  });

  it('takes a tick that was a mistake out of what it learns', async () => {
    const { list, line, tickInOrder } = await setUp();
    list.shop.start();
    tickInOrder('milk', 'tomatoes');
    list.edit.setTicked(line('milk'), false);
    expect(list.shop.trip?.ticks.map(([, aisle]) => aisle)).toEqual(['produce']);
  });
});

describe('what is new', () => {
  it('came from others since somebody looked, and not from here', async () => {
    const { list, line, others } = await setUp();
    list.setLookedAt(true);
    list.setLookedAt(false);
    others.add('coffee');
    list.setLookedAt(true);
    list.edit.add('tea');
    const isNew = (name: string) => list.sinceLooked.isNew(line(name));
    expect([isNew('milk'), isNew('coffee'), isNew('tea')]).toEqual([false, true, false]);
    list.setLookedAt(false);
    expect(isNew('coffee')).toBe(false);
  });

  it('[V2] did not come from another tab of this device, whoever changes it later', async () => {
    const { list, line, others, otherTab } = await createTestState();
    list.setLookedAt(true);
    otherTab.add('tea');
    others.add('coffee');
    others.setNote(line('tea').id, 'green');
    const isNew = (name: string) => list.sinceLooked.isNew(line(name));
    list.setLookedAt(false);
    list.setLookedAt(true);
    otherTab.add('honey');
    others.add('salt');
    others.setNote(line('honey').id, 'clear');
    expect(['tea', 'coffee', 'honey', 'salt'].filter(isNew)).toEqual(['salt']);
  });

  it('[V2] is counted for the shelf without what another tab of this device did, and is if others bring it back', async () => {
    const { list, line, others, otherTab } = await createTestState();
    const unseen = () => list.sinceLooked.unseen(list.view.lines);
    list.setLookedAt(true);
    list.setLookedAt(false);
    otherTab.add('tea');
    expect(unseen()).toBe(0);
    const { id } = line('tea');
    otherTab.remove(id);
    others.restore(id);
    expect(unseen()).toBe(1);
  });

  it('is counted for the shelf while nobody looks, without what was done here', async () => {
    const { list, others } = await setUp();
    const unseen = () => list.sinceLooked.unseen(list.view.lines);
    others.add('salt');
    expect(unseen(), 'before the first look').toBe(0);
    list.setLookedAt(true);
    list.setLookedAt(false);
    others.add('coffee');
    list.edit.add('tea');
    expect(unseen()).toBe(1);
    list.setLookedAt(true);
    list.setLookedAt(false);
    expect(unseen()).toBe(0);
  });

  it('is also what came to a list that was empty at the first look', async () => {
    const { list, others } = await createTestState();
    list.setLookedAt(true);
    list.setLookedAt(false);
    others.add('coffee');
    expect(list.sinceLooked.unseen(list.view.lines)).toBe(1);
  });

  it('is nothing at the very first look', async () => {
    const { list, line, others } = await setUp();
    list.setLookedAt(true);
    others.add('coffee');
    expect(list.sinceLooked.isNew(line('coffee'))).toBe(false);
  });
});

describe('prices', () => {
  const parts = (value: number, unit: string) => [{ total: { value, unit }, parts: [{ value, unit }] }];

  it.each([
    [
      { price: 119, amounts: parts(2, 'l'), taken: [], ticked: false },
      { all: 238, inCart: 0 },
    ],
    [
      { price: 800, amounts: parts(250, 'g'), taken: [], ticked: true },
      { all: 200, inCart: 200 },
    ],
    [
      { price: 50, amounts: [], taken: [], ticked: true },
      { all: 50, inCart: 50 },
    ],
    [
      { price: 50, amounts: parts(2, ''), taken: parts(1, ''), ticked: false },
      { all: 150, inCart: 50 },
    ],
    [{ price: undefined, amounts: [], taken: [], ticked: true }, undefined],
  ])('of %j cost %j', (line, cost) => {
    expect(costOfLine(line)).toEqual(cost);
  });

  it('are written as the language and the currency want it', () => {
    expect(createMoney('de', 'EUR').format(123_450).replaceAll(/\s/g, ' ')).toBe('1.234,50 €');
    expect(createMoney('en', 'JPY').toCoins(300)).toBe(300);
    expect(createMoney('en', 'KWD').plain(1_250)).toBe('1.250');
  });

  it('are in the currency of the region, unless another was chosen', () => {
    expect(currencyOf({}, ['de', 'de-CH'])).toBe('CHF');
    expect(currencyOf({}, ['fr'])).toBe('EUR');
    expect(currencyOf({ currency: 'USD' }, ['de-CH'])).toBe('USD');
  });
});

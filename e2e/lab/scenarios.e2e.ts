import { PHONE } from '../fixtures/device.ts';
import { expect, test } from './lab-page.ts';

const MERGE = Array.from({ length: 17 }, (_, index) => `M${index + 1}`);
const SYSTEM = [
  'consistency',
  'concurrency',
  'latency',
  'fault tolerance',
  'failover',
  'decentralisation',
  'old backup',
  'redundancy',
  'scalability',
  'security',
];

for (const [group, ids] of Object.entries({ 'the merge contract': MERGE, 'a distributed system': SYSTEM })) {
  test(`every scenario of ${group} ends as promised`, async ({ lab }) => {
    test.setTimeout(300_000);
    await lab.open();
    await lab.hurry();
    for (const id of ids) {
      await test.step(id, async () => {
        await lab.page.getByRole('button', { name: new RegExp(`^${id} `) }).click();
        expect.soft(await lab.verdict(), id).toMatch(/^As promised/);
        await lab.page.getByRole('button', { name: 'All scenarios' }).click();
      });
    }
  });
}

test('a scenario can be linked, and the keys lead to the next', async ({ lab }) => {
  await lab.open('#scenario=M6');
  await lab.hurry();
  await expect(lab.page.getByRole('heading', { name: /M6/ })).toBeVisible();
  expect(await lab.verdict()).toMatch(/^As promised/);
  await lab.press('n');
  await expect(lab.page.getByRole('heading', { name: /M7/ })).toBeVisible();
  await expect(lab.page).toHaveURL(/#scenario=M7$/);
  await lab.press('p');
  await expect(lab.page.getByRole('heading', { name: /M6/ })).toBeVisible();
});

test('[L1] a link that asks for what is not there says so; the address names the world on show', async ({ lab }) => {
  for (const [fragment, words] of [
    ['#run=nonsense', 'This link is damaged, or not all of it was copied. This is a new world instead.'],
    ['#scenario=M99', 'There is no scenario “M99”. This is a new world instead.'],
  ] as const) {
    await lab.open(fragment);
    await expect(lab.page.getByRole('alert')).toHaveText(words);
  }
  await lab.press('r');
  await expect(lab.page.getByRole('alert')).toHaveCount(0);
  await expect(lab.page).toHaveURL(/#seed=[0-9a-f]{16}&devices=3&relays=1$/);
  await lab.page.getByRole('button', { name: 'One relay' }).click();
  await expect(lab.page).toHaveURL(/#seed=[0-9a-f]{16}&devices=3&relays=2$/);
  await lab.open();
  await expect(lab.page).toHaveURL(/#seed=[0-9a-f]{16}&devices=3&relays=1$/);
});

test.describe('on a phone', () => {
  test.use({ viewport: PHONE });
  test('[L3] all that a scenario says can be read in the end, below what came of it', async ({ lab }) => {
    await lab.open('#scenario=M2');
    await lab.hurry();
    await lab.verdict();
    const [story, last] = [lab.page.getByText('each in another aisle'), lab.page.getByText('so both are told')];
    const promised = await lab.page.getByRole('region', { name: 'What is promised' }).boundingBox();
    for (const text of [story, last.first()]) {
      await expect(text).toBeVisible();
      expect((await text.boundingBox())?.y).toBeGreaterThan(promised?.y ?? Infinity);
    }
  });
});

test('the same acts merged naively stand beside ours', async ({ lab }) => {
  await lab.open('#scenario=M7');
  await lab.hurry();
  await lab.press('c');
  await lab.verdict();
  const comparison = lab.page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('article', { name: 'Tote' })).toContainText('eggs, 13');
  await expect(comparison.getByRole('article', { name: 'Tote' })).toContainText('As promised');
  for (const [name, fault] of [
    ['Yjs, the obvious way', 'eggs: 9 instead of 13'],
    ['Last writer wins', 'eggs: 9 instead of 13'],
    ['First come, first served', 'eggs: 12 instead of 13'],
  ] as const) {
    await expect(comparison.getByRole('article', { name })).toContainText('Not what they meant');
    await expect(comparison.getByRole('article', { name })).toContainText(fault);
  }
});

test('on a wide screen parts scroll, the page itself never: else its head slides away and an empty strip comes', async ({
  lab,
}) => {
  await lab.open('#scenario=consistency');
  await lab.hurry();
  await lab.press('c');
  await lab.verdict();
  await lab.page.getByRole('textbox', { name: 'Add on Cleo' }).focus();
  const { beyond, scrolled } = await lab.page.evaluate(() => ({
    beyond: document.documentElement.scrollHeight - innerHeight,
    scrolled: scrollY,
  }));
  expect({ beyond, scrolled }).toEqual({ beyond: 0, scrolled: 0 });
  await expect(lab.page.getByRole('heading', { name: 'Tote lab' })).toBeInViewport({ ratio: 1 });
});

test('[L2] [L3] what is promised can be read before, is held against the end, and going back shows the earlier world', async ({
  lab,
}) => {
  await lab.open('#scenario=M7');
  const promised = lab.page.getByRole('region', { name: 'What is promised' });
  await expect(promised).toContainText('6 + 1 + 2 = 9, then 12 + 1 = 13');
  await expect(lab.page.getByRole('status', { name: 'Outcome' })).toBeEmpty();
  await lab.hurry();
  expect(await lab.verdict()).toMatch(/^As promised/);
  expect(await lab.lines('Ben')).toEqual(['[ ] eggs, 13']);
  const end = await lab.seconds();

  const slider = lab.page.getByRole('slider', { name: 'Go to a moment' });
  await slider.press('Home');
  for (const name of ['Ann', 'Ben']) await expect.poll(() => lab.lines(name)).toEqual(['[ ] eggs, 6']);
  await expect(lab.page.getByRole('status', { name: 'Outcome' })).toBeEmpty();
  await lab.pressUntil('One step forward', async () => (await lab.lines('Ann'))[0] === '[ ] eggs, 7');
  expect(await lab.lines('Ben')).not.toEqual(['[ ] eggs, 13']);
  await lab.pressUntil('One step forward', async () => (await lab.seconds()) > 1);
  expect(await lab.seconds()).toBeLessThan(end);
  await lab.pressUntil('One step back', async () => (await lab.lines('Ann'))[0] === '[ ] eggs, 6');

  await lab.press(' ');
  expect(await lab.verdict()).toMatch(/^As promised/);
  expect(await lab.lines('Ann')).toEqual(['[ ] eggs, 13']);
});

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

test('the same acts merged naively stand beside ours', async ({ lab }) => {
  await lab.open('#scenario=M7');
  await lab.hurry();
  await lab.press('c');
  await lab.verdict();
  const comparison = lab.page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('article', { name: 'Tote' })).toContainText('eggs, 13');
  await expect(comparison.getByRole('article', { name: 'Tote' })).toContainText('as promised');
  for (const name of ['Yjs, the obvious way', 'Last writer wins', 'First come, first served'])
    await expect(comparison.getByRole('article', { name })).toContainText('not what they meant');
});

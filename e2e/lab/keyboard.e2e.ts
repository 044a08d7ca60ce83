import type { Locator, Page } from '@playwright/test';
import { expect, test } from './lab-page.ts';

/** More stops than the page has. */
const STOPS_MAX = 200;

/** Goes there by the Tab key alone. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let stops = 0; stops < STOPS_MAX && !(await isThere()); stops += 1) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
};

test('[L7] a whole run goes by keyboard alone, under the policy of the app', async ({ lab, page, relay }) => {
  await lab.open('#seed=00c0ffee00c0ffee');
  const policyOf = async (path: string) =>
    (await page.request.get(`http://127.0.0.1:${relay.port}${path}`)).headers()['content-security-policy'];
  expect(await policyOf('/lab/')).toBe(await policyOf('/'));

  await tabTo(page, page.getByRole('combobox', { name: 'Speed' }));
  await page.keyboard.press('End');
  await tabTo(page, page.getByRole('textbox', { name: 'Add on Ann' }));
  await page.keyboard.type('tea');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('checkbox', { name: 'milk on Ben', exact: true }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'One more eggs on Cleo' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: /^Line from Ann/ }).first());
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await lab.expectAgreement(3);
  for (const name of ['Ann', 'Ben', 'Cleo']) expect(await lab.lines(name)).toContain('[ ] tea');
  expect(await lab.lines('Ann')).toEqual(expect.arrayContaining(['[x] milk', '[ ] eggs, 2']));
});

test('[L7] a scenario from the list to its outcome and back by keyboard alone; the focus is never lost', async ({
  lab,
  page,
}) => {
  await lab.open('#seed=00c0ffee00c0ffee');
  await lab.hurry();
  await tabTo(page, page.getByRole('button', { name: /^M2 / }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^M2 / })).toBeFocused();
  expect(await lab.verdict()).toMatch(/^As promised/);
  await page.keyboard.press('c');
  await expect(page.getByRole('region', { name: 'Comparison' })).toBeVisible();
  await page.keyboard.press('c');
  await tabTo(page, page.getByRole('button', { name: 'Next', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^M3 / })).toBeFocused();
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByRole('heading', { name: /^M2 / })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'All scenarios' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^M2 / })).toBeFocused();
});

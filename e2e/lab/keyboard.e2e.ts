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

test('[L7] every trouble of a line, a device and a relay by keyboard alone; the focus stays where it was at work', async ({
  lab,
  page,
}) => {
  await lab.open('#seed=00c0ffee00c0ffee');
  await lab.hurry();
  const ben = lab.device('Ben');
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const press = async (target: Locator, key = 'Enter') => {
    await target.focus();
    await page.keyboard.press(key);
  };
  const line = button(/^Line from Ann/);
  const relay = button(/^Relay: /);
  const relayIs = (state: RegExp) => expect(relay).toHaveAccessibleName(state);
  const choose = async (radio: RegExp, state: string) => {
    await press(page.getByRole('radio', { name: radio }), 'Space');
    await expect(line).toHaveAccessibleName(`Line from Ann to Relay: ${state}`);
  };

  // What a line carries, how fast, and what is lost on it.
  await press(line);
  await choose(/^carries only towards the relay/, 'only up');
  await lab.add('Ann', 'tea');
  await expect.poll(() => lab.lines('Ben')).toContain('[ ] tea');
  await expect(lab.device('Ann')).toContainText('1 waiting');
  await choose(/^carries only towards the device/, 'only down');
  await choose(/^stalls/, 'stalls');
  await choose(/^is cut/, 'cut');
  await lab.add('Ann', 'rice');
  await choose(/^carries both ways/, 'carries');
  await press(page.getByRole('slider', { name: /^One way takes/ }), 'Home');
  await expect(line).toHaveText('0 s');
  await press(page.getByRole('slider', { name: /^One way takes/ }), 'End');
  await expect(line).toHaveText('5 s');
  for (const name of ['Drop what is on its way', 'Drop only the answers: it is sent twice']) {
    await expect(button(name)).toBeEnabled();
    await press(button(name));
    await expect(button(name)).toBeDisabled(); // until the device is back
  }
  await page.keyboard.press('Escape');
  await lab.press('h');
  await lab.expectAgreement(3);
  for (const name of ['Ann', 'Ben', 'Cleo'])
    expect(await lab.lines(name)).toEqual(['[ ] milk', '[ ] bread', '[ ] eggs', '[ ] tea', '[ ] rice']);

  // A device. Where a button goes, the one before it has the focus.
  await press(button('What can happen to Ben'));
  await press(button('Pull the plug'));
  await expect(button('Switch on')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(button('Pull the plug')).toBeFocused();
  await press(button('Close the app'));
  await expect(button('Switch on')).toBeFocused();
  await press(button('Lose all it stored'));
  await press(button('Switch on'));
  await press(button('Fill its disk'));
  await expect(ben).toContainText('Disk full');
  await press(button('Make room on its disk'));
  await expect(ben).not.toContainText('Disk full');
  await press(page.getByRole('combobox', { name: 'Its clock is off by' }), 'End');
  await expect(ben).toContainText('Clock 10 years ahead');
  await page.keyboard.press('Escape');
  await lab.expectAgreement(3);
  await press(button('Delete bread on Ben'));
  await expect(button('One more eggs on Ben')).toBeFocused();
  await press(button('Ben is on-line'));
  await expect(button('Ben is on-line')).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Enter');
  await lab.expectAgreement(3);

  // The relay, put back to before the deletion, emptied, stopped and killed.
  await press(relay);
  await press(button('Make a backup'));
  await lab.add('Cleo', 'salt');
  await lab.expectAgreement(3);
  await press(button('Go back to the backup'));
  await relayIs(/running/);
  await press(button('Wipe its disk'));
  await press(button('Stop in good order'));
  await relayIs(/down/);
  await expect(button('Start')).toBeFocused();
  await page.keyboard.press('Enter');
  await relayIs(/running/);
  await expect(button('Pull the plug')).toBeFocused();
  await page.keyboard.press('Enter');
  await relayIs(/down/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await lab.expectAgreement(3);
  for (const name of ['Ann', 'Ben', 'Cleo'])
    expect(await lab.lines(name)).toEqual(['[ ] milk', '[ ] eggs', '[ ] tea', '[ ] rice', '[ ] salt']);
});

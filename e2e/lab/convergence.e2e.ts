import { expect, test } from './lab-page.ts';

const SEED = '#seed=00c0ffee00c0ffee';

test('cut everything, edit everywhere, heal: agreement', async ({ lab }) => {
  await lab.open(SEED);
  await lab.hurry();
  for (const key of ['1', '2', '3']) await lab.press(key);
  await lab.add('Ann', '2 l oat milk');
  await lab.page.getByRole('checkbox', { name: 'milk on Ben', exact: true }).check({ force: true });
  await lab.page.getByRole('button', { name: 'One more eggs on Cleo' }).click();
  await lab.page.getByRole('button', { name: 'Delete bread on Cleo' }).click();
  await expect.poll(() => lab.lines('Cleo')).toEqual(['[ ] milk', '[ ] eggs, 2']);
  await expect.poll(() => lab.lines('Ann')).toContain('[ ] oat milk, 2 l');
  await expect(lab.page.getByRole('region', { name: 'Agreement' })).toContainText('Not in agreement yet');

  await lab.press('h');
  await lab.expectAgreement(3);
  await expect(lab.page.getByRole('region', { name: 'Agreement' }).getByRole('status')).toHaveText(
    'All 3 devices in agreement',
  );
  for (const name of ['Ann', 'Ben', 'Cleo'])
    expect(await lab.lines(name)).toEqual(['[x] milk', '[ ] eggs, 2', '[ ] oat milk, 2 l']);
});

test('a link replays the run to the same fingerprint, and so does going back in time', async ({ lab }) => {
  await lab.open(SEED);
  await lab.hurry();
  await lab.add('Ann', 'tea');
  await lab.press('Shift+Digit2');
  await lab.add('Cleo', 'plums');
  await lab.press('Shift+Digit2');
  await expect.poll(() => lab.lines('Ben')).toContain('[ ] plums');
  await lab.expectAgreement(3);
  await lab.press(' ');
  const mark = await lab.fingerprint();
  const lines = await lab.lines('Ben');

  await lab.press('s');
  const address = await lab.page.getByRole('textbox', { name: 'Address of this run' }).inputValue();
  await lab.page.getByRole('button', { name: 'Close' }).click();
  await lab.press('Home');
  await expect.poll(() => lab.lines('Ben')).toEqual(['[ ] milk', '[ ] bread', '[ ] eggs']);
  await lab.page.getByRole('slider', { name: 'Go to a moment' }).press('End');
  await expect.poll(() => lab.lines('Ben')).toEqual(lines);
  expect(await lab.fingerprint()).toBe(mark);

  await lab.open(new URL(address).hash);
  await expect.poll(() => lab.lines('Ben')).toEqual(lines);
  await lab.expectAgreement(3);
  expect(await lab.fingerprint()).toBe(mark);
});

test('six devices, two relays, chaos; then all heals', async ({ lab }) => {
  test.setTimeout(180_000);
  // What a laptop shows: all six must be seen without scrolling, else a class does not see them agree.
  await lab.page.setViewportSize({ width: 1280, height: 800 });
  await lab.open('#seed=0123456789abcdef&devices=6&relays=2');
  for (const name of ['Ann', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn'])
    await expect(lab.device(name)).toBeInViewport({ ratio: 1 });
  await lab.hurry();
  await lab.press('x');
  // Long enough for most kinds of trouble that chaos knows, in seconds of the lab.
  await expect.poll(() => lab.seconds(), { timeout: 120_000 }).toBeGreaterThanOrEqual(20);
  await lab.press('h');
  await lab.expectAgreement(6);
});

test('a relay that loses everything is filled again', async ({ lab }) => {
  await lab.open(SEED);
  await lab.hurry();
  await lab.page.getByRole('button', { name: /^Relay: running, \d+ entries$/ }).click();
  await lab.page.getByRole('button', { name: 'Wipe its disk' }).click();
  await expect(lab.page.getByRole('button', { name: /^Relay: running, [1-9]\d* entries$/ })).toBeVisible();
  await lab.page.keyboard.press('Escape');
  await lab.page.getByRole('button', { name: 'One more device joins' }).click();
  await lab.expectAgreement(4);
  expect(await lab.lines('Dan')).toEqual(['[ ] milk', '[ ] bread', '[ ] eggs']);
});

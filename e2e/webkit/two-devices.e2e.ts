/** The way of a household through WebKit, the engine of every iPhone: one story, since all others run in Chromium. */
import type { WebKitWindow } from './web-driver.ts';
import { expect, test } from './webkit-test.ts';

const ADD = 'input[role=combobox]';

const lines = (window: WebKitWindow): Promise<unknown> =>
  window.evaluate(
    `return [...document.querySelectorAll('main input[type=checkbox]')].map((box) => (box.checked ? 'x ' : '') + box.ariaLabel.replaceAll(/\\s/g, ' ')).sort()`,
  );
const expectLines = (windows: readonly WebKitWindow[], expected: readonly string[]): Promise<void> =>
  expect
    .poll(() => Promise.all(windows.map(lines)), { timeout: 30_000 })
    .toEqual(windows.map(() => expected.toSorted()));
const pageSays = async (window: WebKitWindow, words: string): Promise<boolean> =>
  String(await window.evaluate('return document.body.innerText')).includes(words);

test('a list is shared, both edit while the relay is dead, one starts from its own disk, and both agree', async ({
  open,
  relay,
}) => {
  const [ann, ben] = [await open(), await open()];
  await ann.goto(`http://localhost:${relay.port}/`);
  await ann.click('New list');
  await ann.enter('dialog[open] input[type=text]', 'Weekly shop');
  await ann.enter(ADD, 'milk');
  await ann.enter(ADD, '2 l oat drink');
  await expectLines([ann], ['milk', 'oat drink, 2 l']);

  await ann.click('Share');
  const link = (): Promise<unknown> =>
    ann.evaluate(
      `return [...document.querySelectorAll('input')].map(({ value }) => value).find((value) => value.includes('#')) ?? ''`,
    );
  await expect.poll(link).toContain('/join#');
  await ben.goto(String(await link()));
  await ann.pressEscape();
  await ben.click('Open the list');
  await expectLines([ben], ['milk', 'oat drink, 2 l']);
  await expect.poll(() => ann.evaluate('return navigator.serviceWorker.controller !== null')).toBe(true);
  expect(await pageSays(ann, 'A new version is ready'), 'it is the first').toBe(false);

  await relay.kill();
  await ann.enter(ADD, 'eggs');
  await ben.enter(ADD, 'tea');
  await ann.evaluate(`document.querySelector('main input[type=checkbox][aria-label^=milk]').click()`);
  await expectLines([ann], ['x milk', 'oat drink, 2 l', 'eggs']);
  await expect.poll(() => pageSays(ann, '2 changes waiting')).toBe(true);
  await ann.reload();
  await expectLines([ann], ['x milk', 'oat drink, 2 l', 'eggs']);

  await relay.start();
  await expectLines([ann, ben], ['x milk', 'oat drink, 2 l', 'eggs', 'tea']);
  await expect.poll(() => pageSays(ben, 'At the relay')).toBe(true);
});

test('[L8] the lab runs: six devices, chaos, and all in agreement once everything is healed', async ({
  open,
  relay,
}) => {
  const lab = await open();
  await lab.goto(`http://localhost:${relay.port}/lab/#seed=0123456789abcdef&devices=6`);
  await lab.click('Chaos');
  await expect.poll(() => pageSays(lab, '6 devices in agreement')).toBe(true);
  await expect.poll(() => pageSays(lab, 'All 6 devices in agreement')).toBe(false);
  await lab.click('Heal all');
  await expect.poll(() => pageSays(lab, 'All 6 devices in agreement'), { timeout: 60_000 }).toBe(true);
});

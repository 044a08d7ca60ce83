import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { PHONE } from '../fixtures/device.ts';
import { expect, test } from './lab-page.ts';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const findingsOn = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
};

for (const look of [
  { name: 'light, laptop', options: { colorScheme: 'light' as const } },
  { name: 'dark, phone', options: { colorScheme: 'dark' as const, viewport: PHONE } },
]) {
  test.describe(look.name, () => {
    test.use(look.options);
    test('axe finds nothing', async ({ lab }) => {
      await lab.open('#seed=00c0ffee00c0ffee');
      expect.soft(await findingsOn(lab.page), 'at the beginning').toEqual([]);
      await lab.page.getByRole('button', { name: /^Line from Ann/ }).click();
      expect.soft(await findingsOn(lab.page), 'a line').toEqual([]);
      await lab.page.keyboard.press('Escape');
      await lab.page.getByRole('button', { name: 'What can happen to Ben' }).click();
      expect.soft(await findingsOn(lab.page), 'a device').toEqual([]);
      await lab.page.keyboard.press('Escape');
      await lab.press('?');
      expect.soft(await findingsOn(lab.page), 'keys').toEqual([]);
      await lab.page.getByRole('button', { name: 'Close' }).click();
      await lab.open('#scenario=M2');
      await lab.hurry();
      await lab.press('c');
      await lab.verdict();
      await lab.page.getByRole('button', { name: 'Log', exact: true }).click();
      expect.soft(await findingsOn(lab.page), 'a scenario, compared').toEqual([]);
    });
  });
}

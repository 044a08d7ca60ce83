import { axeFindings } from '../fixtures/axe-findings.ts';
import { PHONE } from '../fixtures/device.ts';
import { expect, test } from './lab-page.ts';

for (const look of [
  { name: 'light, laptop', options: { colorScheme: 'light' as const } },
  { name: 'dark, phone', options: { colorScheme: 'dark' as const, viewport: PHONE } },
]) {
  test.describe(look.name, () => {
    test.use(look.options);
    test('[L7] axe finds nothing', async ({ lab }) => {
      await lab.open('#seed=00c0ffee00c0ffee');
      expect.soft(await axeFindings(lab.page), 'at the beginning').toEqual([]);
      // A clock that spoke would speak over everything else.
      await expect(lab.page.getByRole('status', { name: 'Time of the lab' })).toHaveAttribute('aria-live', 'off');
      await expect(lab.device('Ann')).toContainText(/Fingerprint\s*.*[0-9a-f]{8}/);
      await lab.page.getByRole('button', { name: /^Line from Ann/ }).click();
      expect.soft(await axeFindings(lab.page), 'a line').toEqual([]);
      await lab.page.keyboard.press('Escape');
      await lab.page.getByRole('button', { name: /^Relay: / }).click();
      expect.soft(await axeFindings(lab.page), 'a relay').toEqual([]);
      await lab.page.keyboard.press('Escape');
      await lab.page.getByRole('button', { name: 'What can happen to Ben' }).click();
      expect.soft(await axeFindings(lab.page), 'a device').toEqual([]);
      await lab.page.keyboard.press('Escape');
      await lab.press('?');
      expect.soft(await axeFindings(lab.page), 'keys').toEqual([]);
      await lab.page.getByRole('button', { name: 'Close' }).click();
      await lab.press('s');
      await lab.page.getByRole('textbox', { name: 'Address of this run' }).waitFor();
      expect.soft(await axeFindings(lab.page), 'sharing').toEqual([]);
      await lab.page.getByRole('button', { name: 'Close' }).click();
      await lab.open('#seed=00c0ffee00c0ffee&devices=6&relays=2');
      for (const key of ['1', 'Shift+2', 'k']) await lab.press(key);
      await lab.page.getByRole('button', { name: 'Switch Ben’s device on' }).waitFor();
      await lab.press(' ');
      expect.soft(await axeFindings(lab.page), 'six devices in trouble').toEqual([]);
      await lab.open('#scenario=M2');
      expect.soft(await axeFindings(lab.page), 'a scenario, at its beginning').toEqual([]);
      await lab.hurry();
      await lab.press('c');
      await lab.verdict();
      await lab.page.getByRole('button', { name: 'Log', exact: true }).click();
      expect.soft(await axeFindings(lab.page), 'a scenario, compared').toEqual([]);
    });
  });
}

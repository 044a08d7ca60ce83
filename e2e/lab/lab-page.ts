import { expect, type Locator, type Page } from '@playwright/test';
import { relayTest } from '../fixtures/relay-test.ts';
import { shownLines } from '../fixtures/shown-lines.ts';
import { watchForTrouble } from '../fixtures/trouble.ts';

/** The lab as a person sees it. */
export class LabPage {
  readonly page: Page;
  readonly #address: string;

  constructor(page: Page, address: string) {
    this.page = page;
    this.#address = address;
  }

  /** Opens the lab; the part behind the # says which world. */
  async open(fragment = ''): Promise<void> {
    // A change of the fragment alone would not load the page anew.
    await this.page.goto('about:blank');
    await this.page.goto(`${this.#address}/lab/${fragment}`);
    await expect(this.device('Ann')).toBeVisible();
  }

  device(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true });
  }

  /** What a device's list shows, without its buttons. */
  async lines(name: string): Promise<readonly string[]> {
    const lines = await shownLines(this.page.getByRole('list', { name: `${name}’s list` }).getByRole('checkbox'));
    return lines.map((line) => line.replace(` on ${name}`, ''));
  }

  async add(name: string, text: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: `Add on ${name}` });
    await field.fill(text);
    await field.press('Enter');
  }

  async press(key: string): Promise<void> {
    await this.page.getByRole('heading', { name: 'Tote lab' }).click();
    await this.page.keyboard.press(key);
  }

  /** As fast as the lab goes: what matters here is the outcome, not the watching. */
  async hurry(): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '10×' });
  }

  async expectAgreement(devices: number): Promise<void> {
    await expect(this.page.getByRole('region', { name: 'Agreement' })).toContainText(
      `${devices === 2 ? 'Both' : `All ${devices}`} devices in agreement`,
      { timeout: 60_000 },
    );
    await expect(this.page.getByRole('alert')).toHaveCount(0);
  }

  /** The lab's clock. */
  async seconds(): Promise<number> {
    const text = (await this.page.getByRole('status', { name: 'Time of the lab' }).textContent()) ?? '';
    const [minutes = NaN, seconds = NaN] = text.split(':').map(Number);
    return minutes * 60 + seconds;
  }

  /** Presses this button again and again until it is so. */
  async pressUntil(button: string, isSo: () => Promise<boolean>): Promise<void> {
    await expect
      .poll(async () => {
        if (await isSo()) return true;
        await this.page.getByRole('button', { name: button }).click();
        return isSo();
      })
      .toBe(true);
  }

  /** The one fingerprint that all agree on. */
  async fingerprint(): Promise<string> {
    const label = await this.page
      .getByRole('region', { name: 'Agreement' })
      .getByText(/^[0-9a-f]{8}$/)
      .textContent();
    return label ?? '';
  }

  /** Waits until the scenario on show has ended, and says how. */
  async verdict(): Promise<string> {
    const outcome = this.page.getByRole('status', { name: 'Outcome' });
    await expect(outcome).not.toBeEmpty({ timeout: 60_000 });
    return outcome.innerText();
  }
}

/** A test with the lab served by a real relay; the page must not complain about anything. */
export const test = relayTest.extend<{ readonly lab: LabPage }>({
  lab: async ({ page, relay }, use) => {
    const trouble = await watchForTrouble(page.context(), 'lab');
    await use(new LabPage(page, `http://127.0.0.1:${relay.port}`));
    expect(trouble, 'the page complained').toEqual([]);
  },
});

export { expect } from '@playwright/test';

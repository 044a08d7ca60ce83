import { expect, type Locator, type Page } from '@playwright/test';
import type { LanguageCode } from '../../apps/web/src/lib/messages/language.ts';
import { untilAtRest } from '../fixtures/at-rest.ts';
import type { Device } from '../fixtures/device.ts';
import { GOODS, wordsOf, type Goods, type Words } from './words.ts';

/** Called at each screen of a tour, while it is on the page. */
export type Visit = (name: string, page: Page) => Promise<void>;

/** Finds the way through the app on one device, in whatever language it speaks. */
export class Guide {
  readonly page: Page;
  readonly address: string;
  readonly device: Device;
  readonly words: Words;
  readonly goods: Goods;
  readonly #visit: Visit;

  private constructor(device: Device, words: Words, goods: Goods, visit: Visit) {
    this.page = device.page;
    this.address = device.address;
    this.device = device;
    this.words = words;
    this.goods = goods;
    this.#visit = visit;
  }

  static async on(device: Device, language: LanguageCode, visit: Visit): Promise<Guide> {
    return new Guide(device, await wordsOf(language), GOODS[language], visit);
  }

  /** A screen, at rest. */
  async stop(name: string): Promise<void> {
    await untilAtRest(this.page);
    await this.#visit(name, this.page);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async press(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.button(name).first().click();
  }

  dialog(title: string): Locator {
    return this.page.getByRole('dialog', { name: title, exact: true });
  }

  /** Waits for a sheet, shows it, and closes it. */
  async sheet(title: string, name: string): Promise<void> {
    await this.dialog(title).waitFor();
    await this.stop(name);
    await this.close();
  }

  async close(): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: this.words.app.close, exact: true }).click();
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
  }

  /** An act of the list's own menu. */
  async choose(act: string): Promise<void> {
    await this.press(this.words.list.more);
    await this.page.getByRole('main').locator('[popover]').getByRole('button', { name: act, exact: true }).click();
  }

  async goHome(): Promise<void> {
    await this.page.goto(`${this.address}/`);
    await this.button(this.words.later.home.newList).first().waitFor();
  }

  async makeList(title: string): Promise<void> {
    await this.goHome();
    await this.press(this.words.later.home.newList);
    const { title: heading, name, create } = this.words.later.newList;
    await this.dialog(heading).getByRole('textbox', { name, exact: true }).fill(title);
    await this.dialog(heading).getByRole('button', { name: create }).click();
    await expect(this.page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await this.addField.waitFor();
  }

  get addField(): Locator {
    return this.page.getByRole('combobox', { name: this.words.list.addItem });
  }

  async add(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.addField.fill(text);
      await this.addField.press('Enter');
      await expect(this.addField).toHaveValue('');
    }
  }

  box(name: string): Locator {
    return this.page.getByRole('checkbox', { name: new RegExp(`^${name}(,|،|$)`) });
  }

  /** The edit link of the list on the screen. */
  async shareLink(): Promise<string> {
    const { title, link } = this.words.later.share;
    await this.press(this.words.list.share);
    const field = this.dialog(title).getByRole('textbox', { name: link, exact: true });
    await expect(field).toHaveValue(/#./);
    const address = await field.inputValue();
    await this.close();
    return address;
  }

  /** Lets go of whatever has the focus and is pointed at: a picture shows the screen itself. */
  async rest(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.getByRole('heading', { level: 1 }).first().focus();
  }
}

import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures/story.ts';
import { Guide } from '../tour/guide.ts';

const GREETINGS = {
  'de-AT': { lang: 'de', dir: 'ltr', heading: 'Deine Listen' },
  'fr-FR': { lang: 'fr', dir: 'ltr', heading: 'Vos listes' },
  'es-MX': { lang: 'es', dir: 'ltr', heading: 'Tus listas' },
  'ar-EG': { lang: 'ar', dir: 'rtl', heading: 'قوائمك' },
};

for (const [locale, { lang, dir, heading }] of Object.entries(GREETINGS)) {
  test(`a browser that asks for ${locale} gets the app in it, and again without a network`, async ({ household }) => {
    const ann = await household.device('Ann', { locale });
    await ann.page.goto(`${ann.address}/`);
    await expect(ann.page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    await expect(ann.page.locator('html')).toHaveAttribute('lang', lang);
    await expect(ann.page.locator('html')).toHaveAttribute('dir', dir);
    await ann.whenReadyToStartOffline();
    ann.way.cut();
    await ann.page.reload();
    await expect(ann.page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  });
}

/** On how many lines the words of an element stand. */
const lineCount = (element: Locator): Promise<number> =>
  element.evaluate((one) => {
    const text = document.createRange();
    text.selectNodeContents(one);
    return new Set([...text.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
  });

test('at 320 px the name of the screen of lists stands on one line, and so do the cart and what clears it', async ({
  household,
}) => {
  for (const code of ['en', 'de', 'fr', 'es', 'ar'] as const) {
    const device = await household.device(code, { locale: code, viewport: { width: 320, height: 640 } });
    const guide = await Guide.on(device, code, () => Promise.resolve());
    const { list, later } = guide.words;
    await guide.makeList(guide.goods.weekly);
    await guide.makeList(guide.goods.party);
    await guide.add(guide.goods.crisps);
    await guide.box(guide.goods.crisps).check();
    for (const words of [guide.page.getByRole('heading', { name: list.cartHeading }), guide.button(list.clearDone)])
      expect(await lineCount(words), `${code}: ${await words.innerText()}`).toBe(1);
    await guide.goHome();
    await expect(guide.button(later.shelf.lists.menu).first()).toBeVisible();
    expect(await lineCount(guide.page.getByRole('heading', { level: 1 })), code).toBe(1);
  }
});

test('in Arabic an amount without letters ends where the others do', async ({ household }) => {
  const device = await household.device('Ann', { locale: 'ar' });
  const guide = await Guide.on(device, 'ar', () => Promise.resolve());
  await guide.makeList(guide.goods.weekly);
  await guide.add('2 لتر حليب', '6 بيض');
  const amounts = guide.page.locator('.amount');
  await expect(amounts).toHaveCount(2);
  const ends = await amounts.evaluateAll((all) =>
    all.map((amount) => {
      const text = document.createRange();
      text.selectNodeContents(amount);
      return Math.round(text.getBoundingClientRect().left);
    }),
  );
  expect(ends[1]).toBe(ends[0]);
});

test('in English what somebody with an Arabic name did reads from the left, name by name', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ben.list.nameThePerson('فاطمة');
  await ann.list.add('milk (3%)');
  await ben.list.tick('milk \\(3%\\)');
  await expect(ann.list.box('milk \\(3%\\)')).toBeChecked();
  await ann.list.choose('History');
  const deed = ann.page.getByText('\u2068فاطمة\u2069 ticked \u2068milk (3%)\u2069');
  await expect(deed).toBeVisible();
  await expect(deed).toHaveCSS('direction', 'ltr');
});

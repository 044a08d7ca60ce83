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

test('beside its three buttons the name of the screen of lists stands on one line at 320 px', async ({ household }) => {
  for (const code of ['en', 'de', 'fr', 'es', 'ar'] as const) {
    const device = await household.device(code, { locale: code, viewport: { width: 320, height: 640 } });
    const guide = await Guide.on(device, code, () => Promise.resolve());
    await guide.makeList(guide.goods.weekly);
    await guide.makeList(guide.goods.party);
    await guide.goHome();
    await expect(guide.button(guide.words.later.shelf.lists.menu).first()).toBeVisible();
    const heading = guide.page.getByRole('heading', { level: 1 });
    const lines = await heading.evaluate((element) => {
      const text = document.createRange();
      text.selectNodeContents(element);
      return new Set([...text.getClientRects()].map(({ bottom }) => bottom)).size;
    });
    expect(lines, code).toBe(1);
  }
});

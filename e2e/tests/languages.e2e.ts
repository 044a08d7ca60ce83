import { expect, test } from '../fixtures/story.ts';

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

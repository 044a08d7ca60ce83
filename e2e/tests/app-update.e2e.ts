import type { Page } from '@playwright/test';
import { makeSecondBuild, SECOND_DESCRIPTION } from '../fixtures/second-build.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

/** What the page says of itself: which of the two builds it comes from. */
const descriptionOf = (page: Page) => page.locator('meta[name=description]');

/** What an open tab does by itself every hour, and the browser at the next start. */
const lookForNewVersion = async (page: Page): Promise<void> => {
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
};

test('a new version waits until it is accepted, and is used by every tab from then on', async ({
  household,
  relay,
}) => {
  const second = await makeSecondBuild();
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const { page, list } = ann;
  await list.add('milk');
  await list.expectStatus('At the relay');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await relay.stop();
  await relay.start({ TOTE_APP_DIR: second.folder });

  const place = await list.box('milk').boundingBox();
  // The page has not been reloaded since this browser first met the app.
  await lookForNewVersion(page);
  await expect(page.getByText('A new version is ready')).toBeVisible();
  expect(await list.box('milk').boundingBox(), 'no row moves under a finger').toEqual(place);
  const tab = await ann.openTab();
  await expect(descriptionOf(tab.page), 'a tab opened meanwhile is of the old version').not.toHaveAttribute(
    'content',
    SECOND_DESCRIPTION,
  );
  await list.add('bread');
  // Somebody types there and looks at another tab meanwhile.
  const typed = tab.page.getByRole('combobox', { name: 'Add an item' });
  await typed.fill('a dozen eg');
  await tab.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
  });
  await page.getByRole('button', { name: 'Use it now' }).click();
  await expect(descriptionOf(page)).toHaveAttribute('content', SECOND_DESCRIPTION);
  await expect(page.getByText('A new version is ready')).toBeHidden();

  await typed.press('Escape');
  await expect(tab.page.getByText('Tote was updated in another tab')).toBeVisible();
  await expect(typed, 'no tab is reloaded under what is typed in it').toHaveValue('a dozen eg');
  await tab.page.getByRole('button', { name: 'Reload' }).click();
  await expect(descriptionOf(tab.page)).toHaveAttribute('content', SECOND_DESCRIPTION);
  await expectAgreement([list, tab], ['[ ] milk', '[ ] bread']);
  await second.dispose();
});

test('a new version that is sent away is found again in the settings', async ({ household, relay }) => {
  const second = await makeSecondBuild();
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const { page } = ann;
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await relay.stop();
  await relay.start({ TOTE_APP_DIR: second.folder });
  await lookForNewVersion(page);
  await expect(page.getByText('A new version is ready')).toBeVisible();
  const field = page.getByRole('combobox', { name: 'Add an item' });
  await field.pressSequentially('mil');
  await expect(page.getByRole('option').first()).toBeVisible();
  await expect(page.getByText('A new version is ready'), 'it does not cover suggestions').toBeHidden();
  await field.fill('');

  await page.locator('.snackbar-place').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText('A new version is ready')).toBeHidden();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Use it now' }).click();
  await expect(descriptionOf(page)).toHaveAttribute('content', SECOND_DESCRIPTION);
  await second.dispose();
});

test('a version of which one file is missing is not used, and the old one stays whole', async ({
  household,
  relay,
}) => {
  const second = await makeSecondBuild({ lacks: 'icons/icon-192.png' });
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  await ann.list.expectStatus('At the relay');
  await relay.stop();
  await relay.start({ TOTE_APP_DIR: second.folder });
  await ann.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const worker = registration.installing;
    await new Promise<void>((resolve) => {
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'redundant' || worker.state === 'installed') resolve();
      });
    });
    if (worker?.state !== 'redundant') throw new Error('it was installed though a file is missing');
  });
  await ann.page.reload();
  await expect(descriptionOf(ann.page)).not.toHaveAttribute('content', SECOND_DESCRIPTION);
  await expectAgreement([ann.list], ['[ ] milk']);
  await second.dispose();
});

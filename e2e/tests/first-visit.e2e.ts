import type { Route } from '@playwright/test';
import { makeSecondBuild } from '../fixtures/second-build.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

/** What the page's own script fetches: everything that it shows and does. */
const LATER_PARTS = /\/assets\/(?!index-)[^/]*\.(?:js|css)$/;

const LOSSES = {
  'breaks off': (route: Route) => route.abort('connectionreset'),
  'is answered with an error': (route: Route) => route.fulfill({ status: 503 }),
} as const;

for (const [loss, lose] of Object.entries(LOSSES))
  test(`a link opens its list on a first visit, by itself, though every part of the app ${loss} once`, async ({
    household,
  }) => {
    const [ann, ben] = await Promise.all([
      household.device('Ann'),
      household.device('Ben', { expectedTrouble: /the server responded with a status of 503/ }),
    ]);
    await ann.createList('Weekly shop');
    await ann.list.add('milk');
    const lost = new Set<string>();
    await ben.context.route(LATER_PARTS, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (lost.has(pathname)) return route.continue();
      lost.add(pathname);
      return lose(route);
    });

    const { pathname, hash } = new URL(await ann.list.shareLink());
    await ben.page.goto(`${ben.address}${pathname}${hash}`);
    await expect(ben.page.getByRole('main').locator('section')).toHaveCSS('display', 'grid');
    await ben.page.getByRole('button', { name: 'Open the list' }).click();
    await ben.list.tick('milk');
    await expectAgreement([ann.list, ben.list], ['[x] milk']);
    expect([...lost].join()).toMatch(/shown-list-.*JoinScreen-.*going-out-/);
  });

test('a first visit that gets the page and not the app says what to do', async ({ household }) => {
  const ann = await household.device('Ann');
  await ann.context.route(/\/assets\/index-[^/]*\.js$/, (route) => route.abort('connectionreset'));
  await ann.page.goto(`${ann.address}/`);
  const word = ann.page.getByText('load this page again when there is a network');
  await expect(word).toBeVisible();
  await ann.context.unrouteAll();
  await ann.page.reload();
  await expect(ann.page.getByRole('button', { name: 'New list' }).first()).toBeVisible();
  await expect(word).toBeHidden();
});

test('a browser without JavaScript is told that, and not that the app is on its way', async ({
  browser,
  household,
}) => {
  const { address } = await household.device('Ann');
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${address}/`);
  await expect(page.locator('noscript p').first()).toBeVisible();
  // Long before it would be shown: no box of it is there to be shown.
  await expect(page.locator('#late')).toHaveCSS('display', 'none');
  await context.close();
});

test('a first visit that loses the styles of the page gets them by itself', async ({ household }) => {
  const ann = await household.device('Ann');
  await ann.context.route(/\/assets\/index-[^/]*\.css$/, (route) => route.abort('connectionreset'), { times: 2 });
  await ann.page.goto(`${ann.address}/`);
  await expect(ann.page.getByRole('button', { name: 'New list' }).first()).toBeVisible();
  await expect(ann.page.locator('body')).toHaveCSS('margin', '0px');
});

const OPENS_THE_REST = /\/assets\/open-rest-/;

test('a first visit that is not served whole is made whole by itself, and starts without signal from then on', async ({
  household,
  relay,
}) => {
  const build = await makeSecondBuild({ lacks: 'assets/open-rest-' });
  await relay.stop();
  await relay.start({ TOTE_APP_DIR: build.folder });
  const ann = await household.device('Ann', { expectedTrouble: /the server responded with a status of 404/ });
  const failed = ann.page.waitForResponse((response) => OPENS_THE_REST.test(response.url()) && !response.ok());
  const first = ann.page.waitForEvent('console', (message) => message.text().includes('could not store every file'));
  await ann.createList('Weekly shop');
  await ann.list.add('milk');
  await Promise.all([failed, first]);
  const fetched = ann.page.waitForResponse((response) => OPENS_THE_REST.test(response.url()) && response.ok());
  await build.complete();
  await relay.stop();
  await relay.start({ TOTE_APP_DIR: build.folder });

  await fetched;
  await ann.whenReadyToStartOffline();
  await expectAgreement([ann.list], ['[ ] milk']);
  await relay.kill();
  await ann.page.reload();
  await expect(ann.list.box('milk')).toBeVisible();
  await build.dispose();
});

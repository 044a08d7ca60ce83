import { PHONE, type Device } from '../fixtures/device.ts';
import { expect, test } from '../fixtures/story.ts';

/** What the system does when the app is chosen in its share menu: a form is sent, and no page of the app sent it. */
const shareFromOutside = async ({ page, address }: Device, text: string): Promise<void> => {
  await page.goto('about:blank');
  await page.setContent(`
    <form method="post" enctype="multipart/form-data" action="${address}/share">
      <textarea name="text"></textarea>
    </form>`);
  await page.locator('textarea').fill(text);
  await page.locator('form').evaluate((form: HTMLFormElement) => {
    form.requestSubmit();
  });
  await page.waitForURL((url) => url.pathname !== '/share' && url.href.startsWith(address) && url.hash === '');
};

test('a text that another app shares becomes lines, with no network too, and its words are in no address', async ({
  household,
}) => {
  const ann = await household.device('Ann', { viewport: PHONE });
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  await ann.whenReadyToStartOffline();
  const shared = page.url();
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  const share = async (text: string, lines: number): Promise<void> => {
    await shareFromOutside(ann, text);
    const sheet = page.getByRole('dialog', { name: 'Add to a list' });
    await expect(sheet.getByText(`${lines} lines found`)).toBeVisible();
    await sheet.getByRole('button', { name: `Add ${lines} lines` }).click();
    await expect(sheet).toBeHidden();
    await page.goto(shared);
  };

  await share('2 kg canaryfruit\nbread', 2);
  await list.expectLines(['[ ] canaryfruit, 2 kg', '[ ] bread']);
  ann.way.cut();
  await share('- [ ] eggs\n- [ ] flour', 2);
  await list.expectLines(['[ ] canaryfruit, 2 kg', '[ ] bread', '[ ] eggs', '[ ] flour']);
  expect(addresses.filter((address) => address.includes('canaryfruit'))).toEqual([]);
});

test('any page may send a text here: nothing of it is added, and no list opened, before the person says so', async ({
  household,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  const { page, list } = ann;
  const shared = page.url();
  await shareFromOutside(ann, 'canaryfruit\nbread');
  const sheet = page.getByRole('dialog', { name: 'Add to a list' });
  await expect(sheet.getByText('2 lines found')).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await page.goto(shared);
  await list.expectLines([]);
  await page.goto(`${ann.address}/#shared`);
  await expect(sheet.getByText('There was no text in it.'), 'it is not kept either').toBeVisible();

  await ben.createList('Party');
  await shareFromOutside(ann, `Our list “Party” ${await ben.list.shareLink()}`);
  await expect(page.getByRole('heading', { name: 'Open this list?' })).toBeVisible();
  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('navigation').getByRole('link')).toHaveText([/Weekly shop/]);
});

test('a text that is shared before the app can take it leads to the app, which says so', async ({ household }) => {
  const ann = await household.device('Ann', {
    initScript: () => {
      Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
    },
  });
  await shareFromOutside(ann, 'canaryfruit\nbread');
  await expect(ann.page.getByText('Please share it once more.')).toBeVisible();
  await expect(ann.page.getByRole('button', { name: 'New list' }).first()).toBeVisible();
});

test('the browser offers to install the app, with icons of the sizes that it declares, and its shortcuts lead there', async ({
  household,
}, { project }) => {
  test.skip(project.name !== 'chromium', 'only the protocol of Chromium tells');
  const ann = await household.device('Ann', { viewport: PHONE });
  const { page, address } = ann;
  await page.goto(`${address}/`);
  await ann.whenReadyToStartOffline();
  const session = await ann.context.newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // Contexts of a test are private windows, which install nothing.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  const { data = '', errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data) as {
    readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose: string }[];
    readonly shortcuts: readonly { readonly name: string; readonly url: string }[];
  };
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(
    expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']),
  );
  for (const { src, sizes } of manifest.icons.filter((icon) => icon.sizes !== 'any')) {
    const size = await page.evaluate(async (path) => {
      const image = new Image();
      image.src = path;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    expect(size, src).toBe(sizes);
  }
  for (const { name, url } of manifest.shortcuts) {
    await page.goto('about:blank');
    await page.goto(`${address}${url}`);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
  }
});

/** An iPad's browser says that it is a Macintosh's. */
const asIpad = (): void => {
  const agent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';
  Object.defineProperty(Navigator.prototype, 'userAgent', { get: () => agent });
  Object.defineProperty(Navigator.prototype, 'maxTouchPoints', { get: () => 5 });
};

/** A browser that promises to keep what is stored. */
const asPromised = (): void => {
  // Pages that are not secure, as an empty one, have no storage to ask for.
  if ('storage' in navigator) navigator.storage.persisted = () => Promise.resolve(true);
};

test('settings say what keeps the lists: a browser’s promise, none, and what helps on an iPad', async ({
  household,
}) => {
  const settingsOf = async (name: string, initScript?: () => void) => {
    const { page, address } = await household.device(name, { viewport: PHONE, ...(initScript && { initScript }) });
    await page.goto(`${address}/`);
    await page.getByRole('button', { name: 'Settings' }).first().click();
    return page.getByRole('dialog', { name: 'Settings' });
  };
  const promise = 'This browser has promised to keep your lists.';
  const advice = /Add to Home Screen/;
  const promised = await settingsOf('Ann', asPromised);
  await expect(promised.getByText(promise)).toBeVisible();
  await expect(promised.getByText(advice)).toHaveCount(0);
  const plain = await settingsOf('Ben');
  await expect(plain.getByText('This browser may clear your lists')).toBeVisible();
  await expect(plain.getByText(promise)).toHaveCount(0);
  const install = plain.getByRole('button', { name: 'Install Tote' });
  await expect(install, 'a browser that does not offer it').toHaveCount(0);
  await plain.page().evaluate(() => {
    const prompt = () => Promise.resolve(void (document.title = 'asked to be installed'));
    dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }));
  });
  await install.click();
  await expect(plain.page()).toHaveTitle('asked to be installed');
  const ipad = await settingsOf('Cem', asIpad);
  await expect(ipad.getByText(advice).first()).toBeVisible();
});

test('a browser that lost all that it stored gets everything back by the link', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('2 l milk', 'canaryfruit');
  await ann.list.tick('canaryfruit');
  await ann.list.expectStatus('At the relay');
  const link = await ann.list.shareLink();
  const session = await ann.context.newCDPSession(ann.page);
  await ann.page.goto('about:blank');
  await session.send('Storage.clearDataForOrigin', { origin: ann.address, storageTypes: 'all' });

  await ann.page.goto(`${ann.address}/`);
  await expect(ann.page.getByRole('navigation').getByRole('link')).toHaveCount(0);
  await ann.join(link);
  await ann.list.expectLines(['[ ] milk, 2 l', '[x] canaryfruit']);
});

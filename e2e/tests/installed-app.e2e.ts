import { expect, test } from '../fixtures/story.ts';

test('a text that another app shares becomes lines, and its words are in no address', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const { page } = ann;
  await ann.whenReadyToStartOffline();
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.reload();

  // What the system does when the app is chosen in its share menu.
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '/share';
    form.enctype = 'multipart/form-data';
    const text = document.createElement('textarea');
    text.name = 'text';
    text.value = '2 kg canaryfruit\nbread';
    form.append(text);
    document.body.append(form);
    void fetch('/share', { method: 'POST', body: new FormData(form) });
  });
  await page.goto(`${ann.address}/#shared`);
  const sheet = page.getByRole('dialog', { name: 'Add to a list' });
  await expect(sheet.getByText('2 lines found')).toBeVisible();
  await sheet.getByRole('button', { name: 'Add 2 lines' }).click();
  await ann.list.expectLines(['[ ] canaryfruit, 2 kg', '[ ] bread']);
  expect(addresses.filter((address) => address.includes('canaryfruit'))).toEqual([]);

  await page.goto(`${ann.address}/#new`);
  await expect(page.getByRole('dialog', { name: 'New list' })).toBeVisible();
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

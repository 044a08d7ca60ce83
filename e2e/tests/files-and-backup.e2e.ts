import type { Device } from '../fixtures/device.ts';
import { expect, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

test('lines go out and come in as text, Markdown, CSV and JSON, and nothing doubles', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const { page } = ann;
  await ann.list.add('2 l milk', 'rye bread');
  await ann.list.tick('rye bread');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Export and print' }).click();
  const sheet = page.getByRole('dialog', { name: 'Export and print' });
  const written = async (format: string) => {
    await sheet.getByRole('radio', { name: format }).check();
    return (await sheet.getByRole('region', { name: 'Preview' }).textContent()) ?? '';
  };
  expect((await written('Text')).replaceAll('\u00a0', ' ')).toBe('2 l milk');
  expect(await written('Markdown')).toContain('- [x] rye bread');
  expect(await written('CSV')).toContain('rye bread,,,,,,yes');
  const json = await written('JSON');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('button', { name: 'Save as file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Weekly-shop.json');
  await sheet.getByRole('button', { name: 'Close' }).click();

  const bring = async (text: string, act: string) => {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('button', { name: 'Bring in lines' }).click();
    const form = page.getByRole('dialog', { name: 'Bring in lines' });
    await form.getByRole('textbox').fill(text);
    await form.getByRole('button', { name: act }).click();
    await expect(form).toBeHidden();
  };
  await bring(json, 'Add 2 lines');
  await ann.list.expectLines(['[ ] milk, 2 l', '[x] rye bread']);
  await bring('# Sunday\n- [ ] 6 eggs\n- butter', 'Add 2 lines');
  await ann.list.expectLines(['[ ] milk, 2 l', '[ ] eggs, 6', '[ ] butter', '[x] rye bread']);

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Bring in lines' }).click();
  const form = page.getByRole('dialog', { name: 'Bring in lines' });
  const choose = (name: string, ...bytes: readonly number[]) =>
    form.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
  await choose('cat.png', 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d);
  await expect(form.getByText('This file cannot be read.')).toBeVisible();
  await choose('aepfel.csv', ...Buffer.from('Name;Amount\n\u00c4pfel;3\n', 'latin1'));
  await expect(form.getByText('1 line found')).toBeVisible();
  await form.getByRole('button', { name: 'Add 1 line' }).click();
  await expect(ann.list.box('Äpfel')).toBeVisible();
});

test('[X5] what is too much for one go says so before anything is added, in a file and in a paste', async ({
  household,
}) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const { page, list } = ann;
  const text = Array.from({ length: 2_002 }, (_, i) => `thing #${i + 1}`).join('\n');
  const words = 'those up to “thing #2000” are taken, the 2 lines after it are not.';
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Bring in lines' }).click();
  const form = page.getByRole('dialog', { name: 'Bring in lines' });
  await form.getByRole('textbox').fill(text);
  await expect(form.getByText('2,002 lines found')).toBeVisible();
  await expect(form.getByText(words)).toBeVisible();
  await form.getByRole('button', { name: 'Close' }).click();

  await list.pasteText(text);
  const sheet = page.getByRole('dialog', { name: 'Add these lines?' });
  await expect(sheet.getByText(words)).toBeVisible();
  await sheet.getByRole('button', { name: 'Add 2,000 lines' }).click();
  await expect(page.getByText('2,000 lines added')).toBeVisible();
});

test('on paper a list stands in two columns, without what can only be pressed', async ({ household }) => {
  const A4 = { width: 794, height: 1123 };
  const { page, list, createList } = await household.device('Ann', { viewport: A4, colorScheme: 'dark' });
  await createList('Weekly shop');
  await list.paste('milk', 'bread', 'eggs', 'flour', 'butter', 'apples');
  await page.emulateMedia({ media: 'print' });
  const columns = async () => {
    const boxes = await page
      .getByRole('checkbox')
      .evaluateAll((all) => all.map((box) => box.getBoundingClientRect().x));
    return new Set(boxes).size;
  };
  await expect.poll(columns).toBe(2);
  await expect(page.getByRole('combobox')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Weekly shop' })).toHaveCSS('color', 'rgb(0, 0, 0)');
});

const openBackup = async ({ page }: Device) => {
  await page.getByRole('button', { name: 'Settings' }).first().click();
  await page.getByRole('button', { name: 'Backup' }).click();
  return page.getByRole('dialog', { name: 'Backup' });
};

const PASSPHRASE = 'correct horse battery';

test('a sealed backup opens with its passphrase alone: no relay, and on a device that has never seen the lists', async ({
  household,
}) => {
  const ann = await household.device('Ann');
  await ann.createList('Party');
  await ann.list.add('lemonade');
  await ann.createList('Weekly shop');
  await ann.list.add('milk');
  const make = await openBackup(ann);
  await make.getByLabel('Passphrase').fill('short');
  await make.getByRole('button', { name: 'Save a backup' }).click();
  await expect(make.getByText('At least 12 characters')).toBeVisible();
  await make.getByLabel('Passphrase').fill(PASSPHRASE);
  const [download] = await Promise.all([
    ann.page.waitForEvent('download'),
    make.getByRole('button', { name: 'Save a backup' }).click(),
  ]);
  const file = await download.path();

  const ben = await household.device('Ben', { storesApp: true });
  await ben.page.goto(`${ben.address}/`);
  await ben.whenReadyToStartOffline();
  ben.way.cut();
  const restore = await openBackup(ben);
  await restore.getByRole('radio', { name: 'Restore', exact: true }).check();
  await restore.getByLabel('Choose the backup file').setInputFiles(file);
  await restore.getByLabel('Passphrase').fill('correct horse batteries');
  await restore.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(restore.getByText('The passphrase does not open this file')).toBeVisible();
  await restore.getByLabel('Passphrase').fill(PASSPHRASE);
  await restore.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(restore.getByText('2 lists are here again')).toBeVisible();
  await restore.getByRole('button', { name: 'Close' }).click();
  await expect(ben.page.getByRole('navigation').getByRole('link')).toHaveText([/Weekly shop/, /Party/]);
  await ben.page.getByRole('link', { name: /Party/ }).click();
  await ben.list.expectLines(['[ ] lemonade']);

  ben.way.heal();
  await ben.list.add('crisps');
  await ann.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await ann.page.getByRole('link', { name: /Party/ }).click();
  await ann.list.expectLines(['[ ] lemonade', '[ ] crisps']);
});

test('a browser that lost all that it stored gets every list back from a backup, and what was added since from the relay', async ({
  household,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('2 l milk', 'bread');
  await ann.list.tick('bread');
  await ben.list.expectLines(['[ ] milk, 2 l', '[x] bread']);
  await ann.createList('Party');
  await ann.list.add('lemonade');
  const make = await openBackup(ann);
  await make.getByLabel('Passphrase').fill(PASSPHRASE);
  const [download] = await Promise.all([
    ann.page.waitForEvent('download'),
    make.getByRole('button', { name: 'Save a backup' }).click(),
  ]);
  const file = await download.path();
  const session = await ann.context.newCDPSession(ann.page);
  await ann.page.goto('about:blank');
  await session.send('Storage.clearDataForOrigin', { origin: ann.address, storageTypes: 'all' });
  await ben.list.add('eggs');

  await ann.page.goto(`${ann.address}/`);
  const lists = ann.page.getByRole('navigation').getByRole('link');
  await expect(lists).toHaveCount(0);
  const restore = await openBackup(ann);
  await restore.getByRole('radio', { name: 'Restore', exact: true }).check();
  await restore.getByLabel('Choose the backup file').setInputFiles(file);
  await restore.getByLabel('Passphrase').fill(PASSPHRASE);
  await restore.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(restore.getByText('2 lists are here again')).toBeVisible();
  await restore.getByRole('button', { name: 'Close' }).click();
  await expect(lists).toHaveText([/Party/, /Weekly shop/]);
  await lists.filter({ hasText: 'Party' }).click();
  await ann.list.expectLines(['[ ] lemonade']);
  await ann.page.goto(`${ann.address}/`);
  await lists.filter({ hasText: 'Weekly shop' }).click();
  await ann.list.expectLines(['[ ] milk, 2 l', '[ ] eggs', '[x] bread']);
});

test('a backup says which list this device cannot read, and brings it back by its link all the same', async ({
  household,
}) => {
  const ann = await household.device('Ann', { storesApp: true });
  await ann.createList('Party');
  await ann.list.add('lemonade');
  await ann.list.expectStatus('At the relay');
  const [party] = await ann.page.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name = '' }) => (name.startsWith('tote-list-') ? [name] : [])),
  );
  await ann.createList('Weekly shop');
  await ann.list.add('milk');
  await ann.list.expectStatus('At the relay');
  await ann.whenReadyToStartOffline();
  ann.way.cut();
  await ann.page.addInitScript((refused) => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (name, version) {
      if (name === refused) throw new DOMException('this one is not opened', 'UnknownError');
      return open.call(this, name, version);
    };
  }, party);
  await ann.page.goto(`${ann.address}/`);
  const make = await openBackup(ann);
  await make.getByLabel('Passphrase').fill(PASSPHRASE);
  const [download] = await Promise.all([
    ann.page.waitForEvent('download'),
    make.getByRole('button', { name: 'Save a backup' }).click(),
  ]);
  await expect(make.getByText('1 list is in the backup. Of Party only the link is in it')).toBeVisible();

  const ben = await household.device('Ben');
  await ben.page.goto(`${ben.address}/`);
  const restore = await openBackup(ben);
  await restore.getByRole('radio', { name: 'Restore', exact: true }).check();
  await restore.getByLabel('Choose the backup file').setInputFiles(await download.path());
  await restore.getByLabel('Passphrase').fill(PASSPHRASE);
  await restore.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(restore.getByText('2 lists are here again')).toBeVisible();
  await restore.getByRole('button', { name: 'Close' }).click();
  await ben.page.getByRole('link', { name: /Party/ }).click();
  await ben.list.expectLines(['[ ] lemonade']);
});

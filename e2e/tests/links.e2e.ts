import { expect, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

test('a damaged link is recognised with no network, and changes nothing', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const link = await ann.list.shareLink();
  const ben = await household.device('Ben', { storesApp: true });
  await ben.page.goto(`${ben.address}/`);
  await ben.whenReadyToStartOffline();
  ben.way.cut();

  const { pathname, hash } = new URL(link);
  const middle = Math.floor(hash.length / 2);
  const flipped = hash.charAt(middle) === 'A' ? 'B' : 'A';
  const damaged = {
    'a character changed': hash.slice(0, middle) + flipped + hash.slice(middle + 1),
    'the end is missing': hash.slice(0, -3),
  };
  for (const [what, fragment] of Object.entries(damaged)) {
    await ben.page.goto('about:blank');
    await ben.page.goto(`${ben.address}${pathname}${fragment}`);
    await expect(ben.page.getByText('This link is damaged'), what).toBeVisible();
    await expect(ben.page.getByRole('button', { name: 'Open the list' })).toHaveCount(0);
  }
});

test('a link of something else, and one of a later version, are named as such', async ({ household }) => {
  const ben = await household.device('Ben');

  await ben.page.goto(`${ben.address}/join#/cats/and/dogs`);
  await expect(ben.page.getByText('This is not a Tote link')).toBeVisible();
  await ben.page.goto('about:blank');
  await ben.page.goto(`${ben.address}/join#e9AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`);
  await expect(ben.page.getByText('This link needs a newer Tote')).toBeVisible();
});

test('joining is asked first: saying no keeps the list off this device', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const { pathname, hash } = new URL(await ann.list.shareLink());
  const ben = await household.device('Ben');

  // As a messenger makes it of a sentence that ends with the link.
  await ben.page.goto(`${ben.address}${pathname}${hash}.`);
  await expect(ben.page.getByRole('heading', { name: 'Open this list?' })).toBeVisible();
  await ben.page.getByRole('button', { name: 'Not now' }).click();

  await expect(ben.page.getByRole('heading', { name: /Your lists|One list, on every phone/ }).first()).toBeVisible();
  await expect(ben.page.getByRole('link', { name: /Weekly shop/ })).toHaveCount(0);
});

test('a pasted link opens a list too, with the message around it', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  const link = await ann.list.shareLink();
  const ben = await household.device('Ben');
  await ben.page.goto(`${ben.address}/`);

  await ben.page.getByRole('button', { name: 'Open a link' }).first().click();
  const sheet = ben.page.getByRole('dialog', { name: 'Open a link' });
  await sheet.getByRole('textbox', { name: 'Paste the link' }).fill(`Our list “Flat #3” ${link}\nSee you!`);
  await sheet.getByRole('button', { name: 'Next' }).click();
  await ben.page.getByRole('button', { name: 'Open the list' }).click();

  await ben.list.expectLines(['[ ] milk']);
});

test('a list that was joined is said to be on its way, or that there is no way, until it is there', async ({
  household,
}) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  const { pathname, hash } = new URL(await ann.list.shareLink());
  const ben = await household.device('Ben', { storesApp: true });
  const { page } = ben;
  const main = page.getByRole('main');
  await page.goto(`${ben.address}/`);
  await ben.whenReadyToStartOffline();

  ben.way.stall();
  await page.goto(`${ben.address}${pathname}${hash}`);
  await page.getByRole('button', { name: 'Open the list' }).click();
  await expect(page.getByRole('heading', { name: 'Fetching the list' })).toBeVisible();
  await expect(main.getByText('Nothing to get')).toHaveCount(0);
  await expect(main.getByText('Untitled list')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Not here yet' })).toBeVisible();
  ben.way.cut();
  await expect(page.getByRole('heading', { name: 'The list is not here yet' })).toBeVisible();
  await expect(main.getByText('Nothing to get')).toHaveCount(0);
  ben.way.heal();

  await expect(page.getByRole('heading', { name: 'Weekly shop', level: 1 })).toBeVisible();
  await expect(ben.list.box('milk')).toBeVisible();
});

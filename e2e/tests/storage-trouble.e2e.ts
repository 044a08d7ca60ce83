import { expect, expectAgreement, test } from '../fixtures/story.ts';

/** A browser whose storage says no, as in some private windows. */
const refuseIndexedDb = (): void => {
  IDBFactory.prototype.open = () => {
    throw new DOMException('storage is not allowed here', 'SecurityError');
  };
};

test('where the browser stores nothing, the app says so and still shares the list', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  const ben = await household.device('Ben', { initScript: refuseIndexedDb });
  await ben.join(await ann.list.shareLink());

  await expect(ben.list.statusButton).toHaveText('Not saved');
  await ben.list.add('bread');
  await ann.list.expectLines(['[ ] milk', '[ ] bread']);
  await ann.list.tick('milk');
  await ben.list.expectLines(['[ ] bread', '[x] milk']);
  await ben.list.statusButton.click();
  await expect(ben.page.getByRole('dialog').getByText(/Not saved on this device/)).toBeVisible();
  await ben.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  expect(await ben.list.fingerprint()).toBe(await ann.list.fingerprint());
  await expectAgreement([ann.list], ['[ ] bread', '[x] milk']);

  await ben.page.getByRole('button', { name: 'Share', exact: true }).click();
  await ben.page.getByRole('button', { name: 'Change the lock…' }).click();
  const lock = ben.page.getByRole('dialog', { name: 'Change the lock' });
  await expect(lock.getByText(/the new keys would be lost with this window/)).toBeVisible();
  await expect(lock.getByRole('button', { name: 'Change the lock' })).toBeDisabled();
});

test('a damaged row in this device’s storage is set aside and shown, and the list opens', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread');
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] bread']);
  const address = ben.page.url();
  await ben.page.goto(`${ben.address}/`);

  await ben.page.evaluate(async () => {
    const names = (await indexedDB.databases()).flatMap(({ name = '' }) =>
      name.startsWith('tote-list-') ? [name] : [],
    );
    const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('storage'));
      });
    for (const name of names) {
      const database = await settled(indexedDB.open(name));
      const rows = database.transaction('updates', 'readwrite').objectStore('updates');
      await settled(rows.add(new Uint8Array([3, 1, 4, 1, 5, 9, 2, 6])));
      database.close();
    }
  });
  const again = await ben.reopen(address);
  await again.expectLines(['[ ] milk', '[ ] bread']);
  await again.tick('milk');
  await again.statusButton.click();
  await expect(again.page.getByRole('dialog').getByText('1 entry set aside')).toBeVisible();
  await again.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await expectAgreement([ann.list, again], ['[ ] bread', '[x] milk']);
});

test('a browser that clears what it stored, under an open page without signal, loses nothing of it', async ({
  household,
}) => {
  // A write that was under way then fails, is told, and is done again.
  const ann = await household.device('Ann', { expectedTrouble: /The book of lists could not be saved/ });
  const ben = await household.device('Ben');
  await ann.createList('Weekly shop');
  await ann.list.add('milk');
  await ben.join(await ann.list.shareLink());
  await expectAgreement([ann.list, ben.list], ['[ ] milk']);
  await ann.whenReadyToStartOffline();
  ann.way.cut();
  await ann.list.add('eggs');
  await ann.list.expectStatus('1 change waiting');

  const session = await ann.context.newCDPSession(ann.page);
  await session.send('Storage.clearDataForOrigin', { origin: ann.address, storageTypes: 'indexeddb' });
  await ann.list.add('salt');
  await ann.list.expectStatus('2 changes waiting');
  await ann.page.goto(`${ann.address}/`);
  await ann.page.getByRole('link', { name: /Weekly shop/ }).click();
  await ann.list.expectLines(['[ ] milk', '[ ] eggs', '[ ] salt']);
  ann.way.heal();
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] eggs', '[ ] salt']);
});

test('a device that is full says so, shares all the same, and stores everything as soon as there is room', async ({
  household,
  relay,
}) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  const ben = await household.device('Ben', { expectedTrouble: /QuotaExceededError/ });
  const session = await ben.context.newCDPSession(ben.page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: ben.address, quotaSize: 1 });
  await ben.join(await ann.list.shareLink());

  await ben.list.expectStatus('Not saved');
  await ben.list.add('bread');
  await ann.list.expectLines(['[ ] milk', '[ ] bread']);
  await session.send('Storage.overrideQuotaForOrigin', { origin: ben.address });
  await ben.list.expectStatus('At the relay', { timeout: 45_000 });
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] bread']);
  // The list's own row is written again every two seconds; until then Ben is asked to keep the page open.
  await expect(ben.page.getByText('Your lists could not be written on this device')).toBeHidden();

  // Nobody and nothing else has the list any more: what Ben shows now comes from his own storage.
  await ann.page.close();
  await relay.kill();
  await relay.wipe();
  await relay.start();
  await ben.page.reload();
  await expectAgreement([ben.list], ['[ ] milk', '[ ] bread']);
});

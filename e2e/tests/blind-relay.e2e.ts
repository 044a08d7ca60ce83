import { expect, expectAgreement, test } from '../fixtures/story.ts';

/** A word that no program writes by itself. */
const CANARY = 'Zwetschgenkanarienvogel';

test('what people write reaches neither the disk, nor the log, nor any address the relay sees', async ({
  household,
  relay,
}) => {
  const ann = await household.device('Ann');
  const ben = await household.device('Ben');
  const addresses: string[] = [];
  // Browsers keep the part after # to themselves; all the rest of an address reaches the relay.
  const note = (address: string) => addresses.push(address.replace(/#.*/, ''));
  for (const { context } of [ann, ben]) context.on('request', (request) => note(request.url()));
  for (const { page } of [ann, ben]) page.on('websocket', (socket) => note(socket.url()));
  await ann.createList(`Shop ${CANARY}`);
  await ben.join(await ann.list.shareLink());

  await ann.list.add(`${CANARY} milk`);
  await ben.list.edit(`${CANARY} milk`, async (sheet) => {
    await sheet.getByRole('textbox', { name: 'Note' }).fill(`the ${CANARY} one`);
  });
  await ben.list.tick(`${CANARY} milk`);
  await ann.page.reload();
  await ben.page.reload();
  await expectAgreement([ann.list, ben.list], [`[x] ${CANARY} milk`]);
  const secret = new URL(await ann.list.shareLink()).hash.slice(1);
  expect(secret.length).toBeGreaterThan(20);
  await relay.stop();

  const stored = (await relay.storedBytes()).toString('latin1');
  expect(stored.length, 'something was stored at all').toBeGreaterThan(500);
  expect(addresses.length).toBeGreaterThan(0);
  const seenByRelay = { storage: stored, log: relay.log(), addresses: addresses.join('\n') };
  for (const [place, text] of Object.entries(seenByRelay)) {
    expect(text.toLowerCase().includes(CANARY.toLowerCase()), `the word is in the relay's ${place}`).toBe(false);
    expect(text.includes(secret.slice(0, 20)), `the secret is in the relay's ${place}`).toBe(false);
  }
});

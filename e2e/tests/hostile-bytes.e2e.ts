import { holderOf, random } from '../fixtures/link-holder.ts';
import { connectRaw } from '../fixtures/raw-client.ts';
import { expect, expectAgreement, expectAgreementInAnyOrder, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

test('an entry that is sealed well but makes no sense is set aside and shown; the list goes on', async ({
  household,
  relay,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  await expectAgreement([ann.list, ben.list], ['[ ] milk']);
  const link = await ann.list.shareLink();
  const editor = await holderOf(link);
  const client = await connectRaw(relay.port);
  await editor.open(client, relay.port, 1, 'edit');
  await client.next('opened');
  client.send({ type: 'append', channel: 1, request: 1, envelopes: [await editor.sealUpdate(random(50))] });
  await client.next('ack');
  client.end();

  await ben.list.add('bread');
  const cleo = await household.device('Cleo');
  await cleo.join(link);
  await cleo.list.add('eggs');

  await expectAgreementInAnyOrder([ann.list, ben.list, cleo.list], ['[ ] milk', '[ ] bread', '[ ] eggs']);
  for (const { list, page } of [ann, ben, cleo]) {
    await list.statusButton.click();
    await expect(page.getByRole('dialog').getByText('1 entry set aside')).toBeVisible();
  }
});

test('an envelope of another list, under this list’s name, is refused and reaches nobody', async ({
  household,
  relay,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  const here = await holderOf(await ann.list.shareLink());
  const cleo = await household.device('Cleo');
  await cleo.createList('Another list');
  const elsewhere = await holderOf(await cleo.list.shareLink());
  const client = await connectRaw(relay.port);
  await here.open(client, relay.port, 1, 'edit');
  await client.next('opened');

  client.send({ type: 'append', channel: 1, request: 1, envelopes: [await elsewhere.sealUpdate(random(50))] });
  expect(await client.next('refused')).toMatchObject({ channel: 1, request: 1, code: 'bad-signature' });
  client.end();

  await expectAgreement([ann.list, ben.list], ['[ ] milk']);
});

test('bytes that are no frame close that one connection and nothing else', async ({ household, relay }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  const client = await connectRaw(relay.port);
  client.sendBytes(random(200));
  expect(await client.closeCode(), 'final: the same bytes will not do next time').toBeGreaterThanOrEqual(4400);

  await ann.list.add('milk');
  await expectAgreement([ann.list, ben.list], ['[ ] milk']);
});

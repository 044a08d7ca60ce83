import { chooseEd25519, createEditSecret, deriveKeys, sealEnvelope } from '@tote/seal';
import { holderOf, random } from '../fixtures/link-holder.ts';
import { connectRaw } from '../fixtures/raw-client.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

/** A well-made envelope, only of another list: all that somebody without the write key can come up with. */
const foreignEnvelope = async (): Promise<Uint8Array> => {
  const ed25519 = await chooseEd25519();
  const keys = await deriveKeys({ role: 'edit', editSecret: createEditSecret(random) }, ed25519);
  if (!keys.ok) throw new Error('a fresh secret gives keys');
  return sealEnvelope(keys.value, 'update', random(40), { ed25519, random });
};

test('with a view link a person sees everything and can change nothing', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk', 'bread');
  const vera = await household.device('Vera');
  await vera.join(await ann.list.shareLink('Can view'));

  await vera.list.expectLines(['[ ] milk', '[ ] bread']);
  await expect(vera.list.box('milk')).toBeDisabled();
  await expect(vera.page.getByRole('combobox', { name: 'Add an item' })).toHaveCount(0);
  await expect(vera.page.getByRole('button', { name: 'Edit milk' })).toHaveCount(0);
  await ann.list.tick('milk');

  await expectAgreement([ann.list, vera.list], ['[ ] bread', '[x] milk']);
  await vera.page.getByRole('button', { name: 'Share', exact: true }).click();
  const sheet = vera.page.getByRole('dialog', { name: 'Share this list' });
  await expect(sheet.getByRole('textbox', { name: 'Link' })).toHaveValue(/#v1/);
  await expect(sheet.getByRole('radio', { name: 'Can edit' })).toBeHidden();
});

test('a hostile program with a view link cannot write either: the relay refuses', async ({ household, relay }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  await ann.list.expectStatus('At the relay');
  const viewer = await holderOf(await ann.list.shareLink('Can view'));
  const envelope = await foreignEnvelope();
  const client = await connectRaw(relay.port);

  await viewer.open(client, relay.port, 1, 'edit');
  expect(await client.next('refused'), 'the read key proves no right to write').toMatchObject({
    channel: 1,
    request: 0,
    code: 'bad-signature',
  });

  await viewer.open(client, relay.port, 2, 'view');
  const { generation, head } = await client.next('opened');
  client.send({ type: 'append', channel: 2, request: 1, envelopes: [envelope] });
  expect(await client.next('refused')).toMatchObject({ channel: 2, request: 1, code: 'read-only' });
  client.send({ type: 'snapshot', channel: 2, request: 2, generation, covers: head, envelope });
  expect(await client.next('refused')).toMatchObject({ channel: 2, request: 2, code: 'read-only' });
  client.end();

  await ben.list.add('bread');
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] bread']);
});

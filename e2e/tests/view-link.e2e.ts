import { randomBytes } from 'node:crypto';
import { chooseEd25519, createEditSecret, decodeLink, deriveKeys, sealEnvelope, signAccess } from '@tote/seal';
import { PROTOCOL_VERSION } from '@tote/wire';
import { expect, expectAgreement, test } from '../fixtures/story.ts';
import { connectRaw, type RawClient } from '../fixtures/raw-client.ts';

const random = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));

/** The keys of whoever holds a link, and what opens its list at a relay. */
const holderOf = async (link: string) => {
  const ed25519 = await chooseEd25519();
  const decoded = decodeLink(new URL(link).hash);
  if (!decoded.ok) throw new Error(`the app made a link that it cannot read: ${decoded.error.type}`);
  const keys = await deriveKeys(decoded.value, ed25519);
  if (!keys.ok) throw new Error(`the app made a link without keys: ${keys.error.type}`);
  const { writePublicKey, readPublicKey, contentCommitment, listIdBytes } = keys.value;

  const openAs = async (client: RawClient, port: number, channel: number, claimedRole: 'edit' | 'view') => {
    client.send({ type: 'hello', version: PROTOCOL_VERSION, nonces: 1 });
    const [relayNonce = random(32)] = (await client.next('challenge')).nonces;
    const clientNonce = random(32);
    const origin = `127.0.0.1:${port}`;
    // A viewer has only the read key: whatever role is claimed, this is the one signature that can be made.
    const signature = await signAccess(
      keys.value,
      { origin, listId: listIdBytes, role: 'view', relayNonce, clientNonce, version: PROTOCOL_VERSION },
      ed25519,
    );
    client.send({
      type: 'open',
      channel,
      role: claimedRole,
      writePublicKey,
      readPublicKey,
      contentCommitment,
      relayNonce,
      clientNonce,
      signature,
    });
  };
  return { openAs };
};

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
  await expect(vera.page.getByRole('textbox', { name: 'Add an item' })).toHaveCount(0);
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

  await viewer.openAs(client, relay.port, 1, 'edit');
  expect(await client.next('refused'), 'the read key proves no right to write').toMatchObject({
    channel: 1,
    request: 0,
    code: 'bad-signature',
  });

  await viewer.openAs(client, relay.port, 2, 'view');
  const { generation, head } = await client.next('opened');
  client.send({ type: 'append', channel: 2, request: 1, envelopes: [envelope] });
  expect(await client.next('refused')).toMatchObject({ channel: 2, request: 1, code: 'read-only' });
  client.send({ type: 'snapshot', channel: 2, request: 2, generation, covers: head, envelope });
  expect(await client.next('refused')).toMatchObject({ channel: 2, request: 2, code: 'read-only' });
  client.end();

  await ben.list.add('bread');
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] bread']);
});

test('bytes that are no frame close that one connection and nothing else', async ({ household, relay }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  const client = await connectRaw(relay.port);
  client.sendBytes(random(200));
  expect(await client.closeCode(), 'final: the same bytes will not do next time').toBeGreaterThanOrEqual(4400);

  await ann.list.add('milk');
  await expectAgreement([ann.list, ben.list], ['[ ] milk']);
});

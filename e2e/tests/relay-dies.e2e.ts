import { expect, expectAgreement, expectAgreementInAnyOrder, test } from '../fixtures/story.ts';

test('the relay is killed in the middle of it and started again: what it acknowledged is there', async ({
  household,
  relay,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread');
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] bread']);

  await relay.kill();
  await ann.list.add('eggs');
  await ben.list.tick('milk');
  for (const { list } of [ann, ben]) await list.expectStatus(/changes? waiting/);
  await relay.start();
  await expectAgreement([ann.list, ben.list], ['[ ] bread', '[ ] eggs', '[x] milk']);

  // A device that never met the others gets all of it from the relay alone.
  const link = await ann.list.shareLink();
  await ann.page.close();
  await ben.page.close();
  const cleo = await household.device('Cleo');
  await cleo.join(link);
  await expectAgreement([cleo.list], ['[ ] bread', '[ ] eggs', '[x] milk']);
});

test('killed while edits pour in: nothing is lost, nothing doubles', async ({ household, relay }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  const annAdds = Array.from({ length: 12 }, (_, index) => `apple ${'abcdefghijkl'.charAt(index)}`);
  const benAdds = Array.from({ length: 12 }, (_, index) => `berry ${'abcdefghijkl'.charAt(index)}`);

  const pouring = Promise.all([ann.list.add(...annAdds), ben.list.add(...benAdds)]);
  await expect.poll(async () => (await ben.list.lines()).length).toBeGreaterThan(4);
  await relay.kill();
  await relay.start();
  await pouring;

  await expectAgreementInAnyOrder(
    [ann.list, ben.list],
    [...annAdds, ...benAdds].map((name) => `[ ] ${name}`),
  );
});

test("the relay's data is wiped: the devices fill it again, and an empty relay empties nobody", async ({
  household,
  relay,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread');
  await ben.list.tick('milk');
  await expectAgreement([ann.list, ben.list], ['[ ] bread', '[x] milk']);
  const link = await ann.list.shareLink();

  await relay.kill();
  await relay.wipe();
  await relay.start();
  await expectAgreement([ann.list, ben.list], ['[ ] bread', '[x] milk']);

  const cleo = await household.device('Cleo');
  await cleo.join(link);
  await expectAgreement([ann.list, ben.list, cleo.list], ['[ ] bread', '[x] milk']);
});

test('stopped as an operator stops it, the relay ends cleanly and the devices come back by themselves', async ({
  household,
  relay,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  await ben.list.expectLines(['[ ] milk']);

  expect(await relay.stop()).toBe(0);
  await ben.list.add('bread');
  await relay.start();

  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] bread']);
});

import { expectAgreement, expectAgreementInAnyOrder, test } from '../fixtures/story.ts';

/** A silent connection is given up after 15 s of quiet and 8 s without an answer; then comes the way back. */
const GIVING_UP = { timeout: 60_000 };

test('a connection that is open but carries nothing is noticed, and nothing is said to be at the relay', async ({
  household,
}) => {
  test.slow(); // The heartbeat has to give up first.
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  await ben.list.expectLines(['[ ] milk']);

  ben.way.stall();
  await ben.list.add('bread');
  await ben.list.expectStatus(/changes? waiting/);
  await ann.list.add('eggs');
  await ann.list.expectLines(['[ ] milk', '[ ] eggs']);
  await ben.list.expectLines(['[ ] milk', '[ ] bread']);
  ben.way.heal();

  await ben.list.expectStatus('At the relay', GIVING_UP);
  await expectAgreementInAnyOrder([ann.list, ben.list], ['[ ] milk', '[ ] eggs', '[ ] bread']);
});

test('a stalled way that never recovers is given up for a new connection', async ({ household }) => {
  test.slow();
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  await ben.list.expectLines(['[ ] milk']);

  ben.way.strand();
  await ben.list.add('bread');
  await ann.list.add('eggs');

  await ben.list.expectStatus(/changes? waiting/);
  await ben.list.expectStatus('At the relay', GIVING_UP);
  await expectAgreementInAnyOrder([ann.list, ben.list], ['[ ] milk', '[ ] eggs', '[ ] bread']);
});

test('a slow way (300 ms each way) only delays', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  ben.way.setLatency(300);

  await ben.list.add('milk');
  await ann.list.expectLines(['[ ] milk']);
  await Promise.all([ann.list.tick('milk'), ben.list.add('bread')]);

  await expectAgreement([ann.list, ben.list], ['[ ] bread', '[x] milk']);
});

/** A phone and the `tote` command (apps/cli/TERMINAL.md). */
import { expect, expectAgreement, test } from '../fixtures/story.ts';
import { openTerminal } from '../fixtures/terminal.ts';

test.use({ storesApp: false });

test('[C2] [C6] [C10] a terminal and a phone have one list, and what watches it fills an empty relay', async ({
  household,
  relay,
}) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.nameThePerson('Ann');
  const terminal = await openTerminal();
  await terminal.run(['join', '-'], await ann.list.shareLink());
  await ann.list.add('2 l milk');
  await expect
    .poll(() => terminal.run(['show']))
    .toMatch(/^Weekly shop: 1 to get, 0 in the cart .*\n\[ \] milk +2 l$/u);

  const watch = terminal.start(['watch']);
  await expect.poll(watch.lines).toHaveLength(1);
  expect(await terminal.run(['add', 'bread', '6 eggs', '--synced'])).toBe('Added: bread\nAdded: eggs, 6');
  await ann.list.tick('milk');
  await expect.poll(watch.lines).toContain('Weekly shop  [x] milk, 2 l (Ann)');
  expect(await terminal.run(['show'])).toContain(await ann.list.fingerprint());
  await ann.list.statusButton.click();
  await expect(ann.page.getByText('2 of 2 devices in agreement')).toBeVisible();

  await relay.kill();
  await relay.wipe();
  await ann.page.close(); // only the terminal has the list now
  await terminal.run(['add', 'salt', '--offline']);
  await relay.start();
  const link = await terminal.run(['link']);
  const ben = await household.device('Ben');
  await ben.join(link);
  await terminal.run(['show', '--synced']);
  await expectAgreement([ben.list], ['[ ] bread', '[ ] eggs, 6', '[ ] salt', '[x] milk, 2 l']);
  expect(await watch.end()).toBe(0);
  await terminal.close();
});

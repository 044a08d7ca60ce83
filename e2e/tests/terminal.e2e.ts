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

test('[C1] [C8] what a terminal said is kept, whenever it was killed and whatever ran beside it', async ({ relay }) => {
  const terminal = await openTerminal();
  await terminal.run(['make', 'Weekly shop', '--relay', `http://localhost:${relay.port}`]);
  const said: string[] = [];
  const addAndKill = async (name: string, afterMs: number): Promise<void> => {
    const adding = terminal.start(['add', name]);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await adding.kill();
    if (adding.lines().includes(`Added: ${name}`)) said.push(name);
  };
  const watch = terminal.start(['watch']);
  // From before it has begun to after it has ended, on any machine: the last ones are not killed at all.
  for (let afterMs = 100; afterMs <= 1_300; afterMs += 200)
    await Promise.all([addAndKill(`left${afterMs}`, afterMs), addAndKill(`right${afterMs}`, afterMs)]);
  for (const name of ['milk', 'bread']) said.push((await terminal.run(['add', name])).replace('Added: ', ''));
  await watch.kill();
  const shown = await terminal.run(['show', '--synced']);
  expect(said).toContain('bread');
  for (const name of said) expect(shown).toContain(`[ ] ${name}`);
  const other = await openTerminal();
  await other.run(['join', '-'], await terminal.run(['link']));
  expect(await other.run(['show'])).toBe(shown);
  await Promise.all([terminal.close(), other.close()]);
});

test('[C15] [C16] [C17] a phone shows what a terminal edits and brings, and a terminal puts back what a phone threw away', async ({
  household,
}) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.nameThePerson('Ann');
  await ann.list.add('2 l milk', 'bread');
  const terminal = await openTerminal();
  await terminal.run(['join', '-'], await ann.list.shareLink());
  expect(await terminal.run(['edit', 'milk', '--amount', '+1', '--note', 'skimmed', '--after', 'bread'])).toBe(
    'milk: amount 2 l → 3 l\nmilk: note none → skimmed\nmilk: moved',
  );
  await terminal.run(['import', '-'], 'name,amount,unit\nflour,500,g\n');
  await terminal.run(['title', 'For Sunday', '--synced']);
  await ann.list.expectLines(['[ ] bread', '[ ] milk, 3 l', '[ ] flour, 500 g']);
  await expect(ann.page.getByText('skimmed')).toBeVisible();
  await expect(ann.page.getByRole('heading', { name: 'For Sunday' })).toBeVisible();

  await ann.list.remove('bread');
  await ann.list.tick('milk');
  await ann.list.clearDone();
  await expect.poll(() => terminal.run(['restore'])).toMatch(/Ann cleared milk, 3 l\n.*Ann removed bread$/u);
  await terminal.run(['restore', 'milk', 'bread', '--synced']);
  await ann.list.expectLines(['[ ] bread', '[ ] milk, 3 l', '[ ] flour, 500 g']);
  expect(await terminal.run(['history'])).toMatch(/Ann added bread/u);
  await terminal.close();
});

/** A relay whose data is an older copy from one moment to the next, while its devices live (SECURITY, promise 2). */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RelayProcess } from '../fixtures/relay-process.ts';
import { expect, expectAgreementInAnyOrder, test } from '../fixtures/story.ts';
import { openTerminal } from '../fixtures/terminal.ts';

test.use({ storesApp: false });

const COPIES: Readonly<Record<string, (relay: RelayProcess, to: string) => Promise<unknown>>> = {
  'a backup that was made while it ran': (relay, to) => relay.command('backup', to),
  'its folder as it was after a stop': async (relay, to) => {
    await relay.stop();
    await cp(relay.dataFolder, to, { recursive: true });
    await relay.start();
  },
};

for (const [name, makeCopy] of Object.entries(COPIES))
  test(`${name} is put back under live devices: they bring what it lacks, and nothing comes back that was taken off`, async ({
    household,
    relay,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'tote-e2e-copy-'));
    const copy = join(folder, 'copy');
    const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
    const terminal = await openTerminal();
    await terminal.run(['join', '-'], await ann.list.shareLink());
    const watch = terminal.start(['watch']);
    await ann.list.add('milk', 'bread', 'eggs');
    await expectAgreementInAnyOrder([ann.list, ben.list], ['[ ] milk', '[ ] bread', '[ ] eggs']);

    await makeCopy(relay, copy);
    await ben.list.tick('milk');
    await ben.list.remove('eggs');
    await ann.list.add('salt');
    await terminal.run(['add', 'rice', '--synced']);
    const before = ['[ ] bread', '[ ] salt', '[ ] rice', '[x] milk'];
    await expectAgreementInAnyOrder([ann.list, ben.list], before);
    await expect.poll(watch.lines).toContain('Weekly shop  + salt');

    await relay.kill();
    await relay.putBack(copy);
    await ann.list.add('oil'); // what nobody else has yet comes as well
    await relay.start();
    const after = [...before, '[ ] oil'];
    await expectAgreementInAnyOrder([ann.list, ben.list], after);
    await terminal.run(['add', 'tea', '--synced']);
    await expectAgreementInAnyOrder([ann.list, ben.list], [...after, '[ ] tea']);
    expect(await watch.end()).toBe(0);

    // The relay alone has all of it: who never met the others gets it there.
    const link = await ann.list.shareLink();
    for (const { page } of [ann, ben]) await page.close();
    const cleo = await household.device('Cleo');
    await cleo.join(link);
    await expectAgreementInAnyOrder([cleo.list], [...after, '[ ] tea']);
    expect(await relay.command('check')).toMatch(/sound\.$/m);
    await terminal.close();
    await rm(folder, { recursive: true });
  });

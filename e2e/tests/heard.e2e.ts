import type { Page } from '@playwright/test';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

declare global {
  interface Window {
    /** Texts that came into regions which announce themselves, in order. */
    heard: string[];
  }
}

/** Listens as a screen reader does: to live regions alone, to what is added to them. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.heard = [];
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest('[aria-live], [role=status], [role=alert]');
        const text = region?.textContent?.trim().replace(/\s+/g, ' ') ?? '';
        if (region && text !== '' && window.heard.at(-1) !== text) window.heard.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });

const heard = (page: Page): Promise<readonly string[]> => page.evaluate(() => window.heard);

test('a screen reader hears own adds, what others do in one go, undo, and the state of sync only when it changes', async ({
  household,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread', 'eggs');
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] bread', '[ ] eggs']);

  await listen(ann.page);
  await ann.list.add('coffee');
  await expect.poll(() => heard(ann.page)).toEqual(['coffee added']);
  await ben.list.tick('milk');
  await ben.list.tick('bread');
  await expect.poll(() => heard(ann.page)).toEqual(['coffee added', '2 lines ticked by others']);
  await ann.list.tick('eggs');
  await expectAgreement([ann.list, ben.list], ['[ ] coffee', '[x] milk', '[x] bread', '[x] eggs']);
  expect(await heard(ann.page), 'a box tells of itself, and what arrives at once is no news').toHaveLength(2);

  await ann.page.keyboard.press('Control+z');
  await expect.poll(() => heard(ann.page)).toEqual(['coffee added', '2 lines ticked by others', 'Undone']);
  await listen(ann.page);
  ann.way.cut();
  await ann.list.add('tea');
  await expect.poll(() => heard(ann.page)).toEqual(expect.arrayContaining(['tea added', '1 change waiting']));
  ann.way.heal();
  await expect.poll(() => heard(ann.page), { timeout: 30_000 }).toContain('At the relay');
});

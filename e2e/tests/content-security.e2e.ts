import { openDevice } from '../fixtures/device.ts';
import { expect, test } from '../fixtures/story.ts';

/**
 * Every story fails when a page breaks its own policy. This one proves that the policy bites, and that it would be noticed.
 */
test('the page runs no script and loads no picture that is not its own', async ({ browser, relay }) => {
  const device = await openDevice({ browser, relayPort: relay.port, name: 'Ann' });
  await device.createList('Weekly shop');

  await device.page.evaluate(() => {
    const picture = new Image();
    picture.src = 'https://tracker.invalid/pixel.png';
    document.body.append(picture);
  });
  const outcome = await device.page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="document.title = \'taken over\'">');
      return 'inserted';
    } catch (error) {
      return error instanceof TypeError ? 'stopped' : 'another error';
    }
  });

  expect(outcome, 'Trusted Types').toBe('stopped');
  await expect.poll(() => device.trouble.join('\n')).toMatch(/img-src stopped https:\/\/tracker\.invalid/);
  await expect(device.page).not.toHaveTitle('taken over');
  await device.close();
});

import { expect, test } from './lab-page.ts';

test('[L8] the worker is one file: no part of it could import it again', async ({ page, lab }) => {
  await lab.open();
  const [worker] = page.workers();
  const text = await page.evaluate(async (url) => (await fetch(url)).text(), worker?.url() ?? '');
  expect(text).toContain('postMessage');
  expect(text.match(/(?:\bfrom|\bimport)\s*\(?\s*["'`]\.{0,2}\/[^"'`]*["'`]/g) ?? []).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

const SOURCE = fileURLToPath(new URL('../../apps/web/src', import.meta.url));
const IMPORT = /import\('[^']*\/(\w+)\.svelte'\)/g;
/** The build calls the file of a part after its component. */
const FILE = /\/([A-Z]\w+)-[\w-]+\.js$/;

/** Names of all components that the app fetches when it first shows them. */
export const lateParts = (): readonly string[] => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(svelte|ts)$/.test(file),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(join(SOURCE, file), 'utf8').matchAll(IMPORT)].flatMap(([, name]) => name ?? []),
  );
  return [...new Set(names)].sort();
};

/** Those that a page has fetched since it was opened, which it does in order to show them. */
export const fetchedParts = async (page: Page): Promise<readonly string[]> => {
  const addresses = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  return addresses.flatMap((address) => FILE.exec(address)?.[1] ?? []);
};

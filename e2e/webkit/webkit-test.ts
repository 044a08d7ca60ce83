import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { relayTest } from '../fixtures/relay-test.ts';
import { openWindow, type WebKitWindow } from './web-driver.ts';

/** A screen that nobody sees; it chooses a number that is free and says which. */
const openDisplay = async (): Promise<{ readonly name: string; close(): void }> => {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [number] = (await once(createInterface(server.stdout), 'line')) as [string];
  return { name: `:${number}`, close: () => void server.kill() };
};

/** A test with a relay and as many windows of WebKit as it opens. */
export const test = relayTest.extend<{ readonly open: () => Promise<WebKitWindow> }>({
  // eslint-disable-next-line no-empty-pattern
  open: async ({}, use) => {
    const display = await openDisplay();
    const windows: WebKitWindow[] = [];
    await use(async () => {
      const window = await openWindow(display.name);
      windows.push(window);
      return window;
    });
    for (const window of windows) await window.close();
    display.close();
  },
});

export { expect } from '@playwright/test';

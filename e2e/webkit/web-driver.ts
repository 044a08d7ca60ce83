/**
 * A browser by way of the W3C's WebDriver, as much of it as the stories need. Playwright drives a WebKit of its own alone, which
 * cannot be had everywhere; Debian's (webkit2gtk-driver) speaks this.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect } from '@playwright/test';
import { freePort } from '../fixtures/free-port.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const LIBRARIES = { x64: '/usr/lib/x86_64-linux-gnu', arm64: '/usr/lib/aarch64-linux-gnu' } as Readonly<
  Record<string, string>
>;
const VERSIONS = ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'];
/** WebDriver's own name for the Enter and the Escape key. */
const ENTER = '\uE007';
const ESCAPE = '\uE00C';

/** The small browser that comes with the driver; undefined where there is none. */
const miniBrowser = (): string | undefined =>
  VERSIONS.map((version) => `${LIBRARIES[process.arch]}/${version}/MiniBrowser`).find((path) => existsSync(path));

/** Whether this machine has what the stories need: Debian's webkit2gtk-driver and xvfb. */
export const hasWebKit = (): boolean =>
  existsSync(DRIVER) && existsSync('/usr/bin/Xvfb') && miniBrowser() !== undefined;

/** A window with storage of its own. */
export interface WebKitWindow {
  goto(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs the body of a function in the page. */
  evaluate(body: string): Promise<unknown>;
  /** Clicks what bears this name, once it is there. */
  click(name: string): Promise<void>;
  /** Types into a field and presses Enter. */
  enter(field: string, text: string): Promise<void>;
  pressEscape(): Promise<void>;
  close(): Promise<void>;
}

const quoted = (text: string): string => JSON.stringify(text);
/** Buttons and links by their words or label, outside closed dialogs. */
const pathTo = (name: string): string =>
  `//*[self::button or self::a][not(ancestor::dialog[not(@open)])][normalize-space(.)=${quoted(name)} or @aria-label=${quoted(name)}]`;

/** Opens a window on an X display. */
export const openWindow = async (display: string): Promise<WebKitWindow> => {
  const port = await freePort();
  const driver = spawn(DRIVER, [`--port=${port}`, '--host=127.0.0.1'], {
    // Its sandbox needs rights that a container seldom has.
    env: { ...process.env, DISPLAY: display, LC_ALL: 'C.UTF-8', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    stdio: 'ignore',
  });
  const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, body: object = {}): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { value: unknown };
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  await expect(() => ask('GET', '/status')).toPass();
  const options = { binary: miniBrowser(), args: ['--automation'] };
  const alwaysMatch = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options };
  const { sessionId } = (await ask('POST', '/session', { capabilities: { alwaysMatch } })) as { sessionId: string };
  const post = (path: string, body?: object): Promise<unknown> => ask('POST', `/session/${sessionId}${path}`, body);

  /** Does something with an element as soon as that can be done: it may still be on its way onto the screen. */
  const withElement = async (using: 'xpath' | 'css selector', value: string, what: string, body?: object) =>
    expect(async () => {
      const [id] = Object.values((await post('/element', { using, value })) as Record<string, string>);
      await post(`/element/${id}/${what}`, body);
    }).toPass({ timeout: 15_000 });

  return {
    goto: async (url) => void (await post('/url', { url })),
    reload: async () => void (await post('/refresh')),
    evaluate: (script) => post('/execute/sync', { script, args: [] }),
    click: (name) => withElement('xpath', pathTo(name), 'click'),
    enter: (field, text) => withElement('css selector', field, 'value', { text: text + ENTER }),
    pressEscape: async () => {
      const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value: ESCAPE }));
      await post('/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    close: async () => {
      await ask('DELETE', `/session/${sessionId}`);
      const gone = once(driver, 'exit');
      driver.kill();
      await gone;
    },
  };
};

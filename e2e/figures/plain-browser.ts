/**
 * A browser that nobody debugs. Drivers of tests switch the debugger of a page on (the Runtime domain), and from then on V8
 * parses anew to say where each Error object was made, which takes 0.3 s of a start of the app on a slowed processor.
 * What is used here leaves the page's engine as people have it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import WebSocket from 'ws';
import { launchOptionsFor, type Candidate } from '../browser/find-chromium.mjs';

/** How a tab is opened. */
export interface PlainTabOptions {
  readonly viewport: { readonly width: number; readonly height: number };
  /** Times by which the processor is slowed. */
  readonly slowdown: number;
  /** Source that runs in every new document before its own. */
  readonly before: string;
}

/** One tab. */
export interface PlainTab {
  /** Resolves when the new document has begun. */
  readonly open: (address: string) => Promise<void>;
  /** What a promise in the page resolves to. */
  readonly result: (expression: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** The browser. */
export interface PlainBrowser {
  /** Where other tools reach it. */
  readonly port: string;
  readonly newTab: (options: PlainTabOptions) => Promise<PlainTab>;
  readonly close: () => Promise<void>;
}

/** What the protocol answers to the few commands used here. */
interface Answer {
  readonly id?: number;
  readonly error?: { readonly message: string };
  readonly result?: {
    readonly targetId?: string;
    readonly sessionId?: string;
    readonly errorText?: string;
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly text: string };
  };
}

const launch = async (candidate: Candidate, profile: string) => {
  const { args, ...options } = launchOptionsFor(candidate);
  const child = spawn(
    candidate.executablePath ?? chromium.executablePath(),
    [
      '--headless=new',
      '--remote-debugging-port=0',
      '--disable-field-trial-config', // builds from source try out what is not released yet
      `--user-data-dir=${profile}`,
      ...('chromiumSandbox' in options ? ['--no-sandbox'] : []),
      ...args,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  for await (const line of createInterface(child.stderr)) {
    const [address] = /ws:\/\/\S+/.exec(line) ?? [];
    if (address === undefined) continue;
    child.stderr.resume();
    return { child, address };
  }
  throw new Error('the browser ended before it could be reached');
};

/** Starts a browser on the profile that another one left. */
export const openPlainBrowser = async (candidate: Candidate, profile: string): Promise<PlainBrowser> => {
  const { child, address } = await launch(candidate, profile);
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  let asked = 0;
  const ask = async (
    method: string,
    params: object = {},
    sessionId?: string,
  ): Promise<NonNullable<Answer['result']>> => {
    const id = ++asked;
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
    waiting.delete(id);
    const { result, error } = answer;
    const trouble = error?.message ?? result?.errorText ?? result?.exceptionDetails?.text;
    if (!result || trouble !== undefined) throw new Error(`${method}: ${trouble ?? 'no answer'}`);
    return result;
  };

  const newTab = async ({ viewport, slowdown, before }: PlainTabOptions): Promise<PlainTab> => {
    const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
    const tell = (method: string, params: object = {}) => ask(method, params, sessionId);
    await tell('Page.enable');
    await tell('Page.addScriptToEvaluateOnNewDocument', { source: before });
    await tell('Emulation.setDeviceMetricsOverride', { ...viewport, deviceScaleFactor: 3, mobile: true });
    await tell('Emulation.setCPUThrottlingRate', { rate: slowdown });
    // As after a start of the browser: no service worker is running, it has to be woken first.
    await tell('ServiceWorker.enable');
    await tell('ServiceWorker.stopAllWorkers');
    return {
      open: async (url) => void (await tell('Page.navigate', { url })),
      result: async (expression) =>
        (await tell('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result?.value,
      close: async () => void (await ask('Target.closeTarget', { targetId })),
    };
  };

  return {
    port: new URL(address).port,
    newTab,
    close: async () => {
      const ended = once(child, 'exit');
      await ask('Browser.close');
      await ended;
    },
  };
};

/** The page's end of the world: asks, and gets one answer each. */
import worldWorkerUrl from '../worker/world-worker.ts?worker&url';
import type { Answer, Ask, Question, Reply } from '../worker/messages.ts';

/** Where the world is. */
export interface WorldPort {
  ask(ask: Ask, compare: boolean): Promise<Answer>;
}

/** The only name that the content security policy lets make addresses of scripts, and the only address it makes. */
const POLICY = 'tote-worker';

interface TrustedTypePolicies {
  createPolicy(
    name: string,
    rules: { createScriptURL(text: string): string },
  ): { createScriptURL(text: string): unknown };
}

const trusted = (url: string): string => {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypePolicies };
  if (!trustedTypes) return url;
  const policy = trustedTypes.createPolicy(POLICY, {
    createScriptURL: (text) => {
      if (text !== worldWorkerUrl) throw new TypeError(`${text} is not the lab's worker`);
      return text;
    },
  });
  // What comes out is an object that only the browser looks into; its type stands in no library yet.
  return policy.createScriptURL(url) as string;
};

/** Starts the worker. */
export const openWorld = (): WorldPort => {
  const worker = new Worker(trusted(worldWorkerUrl), { type: 'module' });
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let asked = 0;
  const failAll = (reason: string) => {
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    const waiter = waiting.get(data.id);
    waiting.delete(data.id);
    if ('answer' in data) waiter?.resolve(data.answer);
    else waiter?.reject(new Error(data.failure));
  };
  worker.onerror = (event) => {
    failAll(event.message || 'the worker did not start');
  };
  return {
    ask: (ask, compare) =>
      new Promise((resolve, reject) => {
        const id = (asked += 1);
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, ask, compare } satisfies Question);
      }),
  };
};

import type { LogNews, LogStore } from '../core/log-store.ts';

/** Listens to a log, and keeps what it hears. */
export const listenTo = async (store: LogStore, list: string) => {
  const news: LogNews[] = [];
  const said: string[] = [];
  const gone: string[] = [];
  let missed = 0;
  const following = await store.follow?.(list, {
    appended: (one) => news.push(one),
    said: (_, message) => said.push(Buffer.from(message).toString()),
    gone: (relay) => gone.push(relay),
    missed: () => (missed += 1),
  });
  if (!following) throw new Error('this store is not shared');
  const say = (text: string): void => following.say(Buffer.from(text));
  return { news, said, gone, missed: () => missed, say, close: following.close };
};

/** Resolves when it is so; the test's own time is the bound. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
};

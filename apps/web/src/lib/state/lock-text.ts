import type { App } from './app.svelte.ts';
import type { ListState } from './list-state.svelte.ts';

/** Who changed the lock of a list, and what to do about it. */
export const lockText = (app: App, list: ListState): string => {
  const { lock } = app.words.later.shelf;
  const change = list.view.lockChange;
  if (change?.device === list.device) return lock.changedHere;
  const [name = app.words.later.noticeCards.somebody] = change ? list.named([change.by]) : [];
  return lock.changedBy(name);
};

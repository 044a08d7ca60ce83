import { beforeEach, expect, it, vi } from 'vitest';
import type { ShelfEntry } from '../shelf/shelf-store.ts';
import type { App } from './app.svelte.ts';
import { forgetDue, openRest } from './open-rest.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

const DAYS = Array.from({ length: 31 }, (_, day) => day + 2);

/** A list that has been in the bin for longer than it need be. */
const due = (listId: string, which: 'left' | 'deleted', waiting = 0): ShelfEntry => ({
  localId: `at-${listId}`,
  listId,
  link: '',
  role: 'edit',
  device: '',
  addedAtMs: 0,
  position: 0,
  [which === 'left' ? 'leftAtMs' : 'deletedAtMs']: 1,
  binDays: { sinceMs: 1, days: DAYS },
  glance: { title: '', emoji: '', colour: '', openCount: 0, doneCount: 0, waiting },
});

/** What a page knows of a list that it opened. */
const opened = (listId: string, { relay = 'live', isDeleted = true, waiting = 0 } = {}) => ({
  localId: `at-${listId}`,
  view: { deletion: isDeleted ? {} : undefined },
  safety: { status: { relay, waiting } },
});

const appWith = (
  {
    lists = [] as ShelfEntry[],
    binned = [] as ShelfEntry[],
    archived = [] as ShelfEntry[],
    all = [] as unknown[],
    lookingAt = '',
  },
  ownDevices: () => Promise<unknown> = () => Promise.reject(new TypeError('Failed to fetch')),
) => {
  const done: string[] = [];
  const app = {
    shelf: {
      settings: { keyring: {} },
      nowMs: () => 90 * 86_400_000,
      lists,
      binned,
      archived,
      change: () => undefined,
      drop: (localId: string) => done.push(`drop ${localId}`),
    },
    lists: {
      all,
      openRest: (entries: readonly ShelfEntry[]) =>
        Promise.resolve(done.push(...entries.map((e) => `open ${e.listId}`))),
      close: (localId: string) => Promise.resolve(done.push(`close ${localId}`)),
    },
    router: { route: { name: 'list', localId: lookingAt } },
    engine: () => Promise.resolve({ forget: (listId: string) => Promise.resolve(done.push(`forget ${listId}`)) }),
    ownDevices,
    openRest: () => Promise.resolve(done.push('open the shelf')),
  };
  return { app: app as unknown as App, done };
};

it('[B6] opens first what waits to be sent, and of the lists off the home screen what may have come back', async () => {
  const { app, done } = appWith({
    lists: [
      { ...due('shown', 'left'), leftAtMs: undefined },
      { ...due('shown-unsent', 'left', 3), leftAtMs: undefined },
    ],
    archived: [{ ...due('archived', 'left'), leftAtMs: undefined }, due('archived-unsent', 'left', 2)],
    binned: [
      due('left', 'left'),
      due('unsent', 'left', 1),
      due('due', 'deleted'),
      { ...due('fresh', 'deleted'), binDays: undefined },
    ],
  });
  await openRest(app);
  // One that is open already is not opened again.
  expect([...new Set(done)]).toEqual([
    'open shown-unsent',
    'open archived-unsent',
    'open unsent',
    'open due',
    'open the shelf',
    'open fresh',
  ]);
});

it('[B6] forgets what is due: a list that was left, and one that a relay says is over for everyone', async () => {
  const binned = [
    due('left', 'left'),
    due('left-unsent', 'left', 1),
    due('over', 'deleted'),
    due('back', 'deleted'),
    due('unheard', 'deleted'),
    due('sending', 'deleted'),
    due('unopened', 'deleted'),
    due('looked-at', 'deleted'),
  ];
  const all = [
    opened('over'),
    opened('back', { isDeleted: false }),
    opened('unheard', { relay: 'connecting' }),
    opened('sending', { waiting: 1 }),
    opened('looked-at'),
  ];
  const keyring: string[] = [];
  const devices = { forgetList: (listId: string) => keyring.push(listId) };
  const { app, done } = appWith({ binned, all, lookingAt: 'at-looked-at' }, () => Promise.resolve(devices));
  await forgetDue(app);
  expect(done.filter((what) => what.startsWith('forget'))).toEqual(['forget left', 'forget over']);
  expect(done.slice(0, 3)).toEqual(['close at-left', 'forget left', 'drop at-left']);
  expect(keyring).toEqual(['over']);
});

it('lists off the screen are opened, and what is due is forgotten, also when own devices cannot be fetched', async () => {
  const { app, done } = appWith({ binned: [due('old', 'left')] });
  await openRest(app);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(done).toEqual(['open the shelf', 'close at-old', 'forget old', 'drop at-old']);
});

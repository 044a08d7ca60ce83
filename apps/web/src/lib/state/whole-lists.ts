/** What a person can do to a list as a whole, from outside its screen. Fetched with the screens that offer it. */
import * as commands from '@tote/list/deletion-commands';
import { type ExchangeItem, exchangeItems, foldForSearch, type LineId } from '@tote/list';
import type { ShelfEntry } from '../shelf/shelf-store.ts';
import type { App } from './app.svelte.ts';
import type { ListState } from './list-state.svelte.ts';
import { listPath } from './router.svelte.ts';
import { makeList } from './shelf-acts.ts';

/** A line of some list that fits what is searched. */
export interface FoundLine {
  readonly entry: ShelfEntry;
  readonly lineId: LineId;
  readonly name: string;
  readonly ticked: boolean;
}

/** Lines shown for one search: more than a person reads. */
const FOUND_MAX = 60;

/** Name of a list for a message. */
export const titleOf = (app: App, { glance }: ShelfEntry): string =>
  glance.title === '' ? app.words.messages.glance.untitled : glance.title;

/** The list, open. */
export const openedList = (app: App, entry: ShelfEntry): Promise<ListState> => app.lists.open(entry).ready;

/** Tells that an act came to nothing because a list does not open. */
const tellFailure = (app: App, error: unknown): undefined => {
  console.error('The list does not open', error);
  app.snackbar.show({ text: app.words.later.lost.cannotOpenTitle });
};

/** The list, open; undefined once the person was told that it does not open. */
const openedOrTold = (app: App, entry: ShelfEntry): Promise<ListState | undefined> =>
  openedList(app, entry).catch((error: unknown) => tellFailure(app, error));

/** Opens a sheet about a list that need not be on the screen. */
export const openSheetOf = async (app: App, entry: ShelfEntry, name: 'look' | 'share'): Promise<void> => {
  const list = await openedOrTold(app, entry);
  if (list) app.openSheet({ name, list });
};

/** Leaves the screen of a list that is no longer among the lists. */
const stepAside = (app: App, { localId }: ShelfEntry): void => {
  const { route } = app.router;
  if (route.name === 'list' && route.localId === localId) app.router.go('/');
};

/** Puts a list away from the home screen. */
export const archiveList = (app: App, entry: ShelfEntry): void => {
  app.shelf.archive(entry.localId);
  stepAside(app, entry);
  const act = () => {
    app.shelf.unarchive(entry.localId);
  };
  const text = app.words.later.shelf.lists.archived(titleOf(app, entry));
  app.snackbar.show({ text, action: { label: app.words.messages.app.undo, act } });
};

/** The lines of a list, all open again, as another list takes them in. */
export const linesToCopy = async (app: App, entry: ShelfEntry): Promise<readonly ExchangeItem[]> => {
  const { view } = await (await app.engine()).read(entry);
  return exchangeItems(view).map((item) => ({ ...item, done: false }));
};

/** The title with the first number that no other list has: two lists of one name cannot be told apart. */
const nextTitle = (app: App, title: string): string => {
  const taken = new Set([...app.shelf.lists, ...app.shelf.archived].map((entry) => titleOf(app, entry)));
  const [, stem = title] = /^(.*\S) \d+$/.exec(title) ?? [];
  for (let number = 2; ; number += 1) {
    const next = `${stem} ${number}`;
    if (!taken.has(next)) return next;
  }
};

/** Makes a new list that looks the same and has the same lines, all open. */
export const useAsTemplate = async (app: App, entry: ShelfEntry): Promise<void> => {
  const items = await linesToCopy(app, entry).catch((error: unknown) => tellFailure(app, error));
  if (!items) return;
  const { emoji, colour } = entry.glance;
  await makeList(app, { title: nextTitle(app, titleOf(app, entry)), emoji, colour, items });
  app.snackbar.show({ text: app.words.later.shelf.lists.duplicated });
};

/** Adds lines of one list to another. */
export const copyLines = async (app: App, items: readonly ExchangeItem[], target: ShelfEntry): Promise<void> => {
  const list = await openedOrTold(app, target);
  if (!list) return;
  list.edit.perform((one) => one.importItems(items));
  const act = () => {
    list.edit.undo();
  };
  const text = app.words.later.shelf.lists.copied(titleOf(app, target));
  app.snackbar.show({ text, action: { label: app.words.messages.app.undo, act } });
};

/** Takes back that a list was deleted for everyone. */
const takeBack = (list: ListState): void => {
  list.edit.perform((one) => {
    one.give(commands.restoreList);
  });
  list.flush();
};

/** Deletes a list for everyone; it waits in the bin of every device. */
export const deleteForEveryone = async (app: App, entry: ShelfEntry): Promise<void> => {
  const list = await openedOrTold(app, entry);
  if (!list) return;
  list.edit.perform((one) => {
    one.give(commands.deleteForEveryone);
  });
  list.flush();
  stepAside(app, entry);
  const act = () => {
    takeBack(list);
  };
  const text = app.words.later.shelf.lists.deleted(titleOf(app, entry));
  app.snackbar.show({ text, action: { label: app.words.messages.app.undo, act } });
};

/** Takes a list out of the bin: for this device if it was left here, for everyone if it was deleted for everyone. */
export const restoreList = async (app: App, entry: ShelfEntry): Promise<void> => {
  if (entry.leftAtMs !== undefined) app.shelf.comeBack(entry.localId);
  if (entry.deletedAtMs !== undefined) {
    const list = await openedOrTold(app, entry);
    if (!list) return;
    takeBack(list);
  }
  app.snackbar.show({ text: app.words.later.shelf.lists.restored(titleOf(app, entry)) });
};

/** Whether a list of the bin can be taken out with what this device holds. */
export const canRestore = ({ leftAtMs, role }: ShelfEntry): boolean => leftAtMs !== undefined || role === 'edit';

/** Everything a search can find: each line of each list that is not in the bin, read once. */
export const readLines = async (app: App): Promise<readonly FoundLine[]> => {
  const engine = await app.engine();
  const found: FoundLine[] = [];
  for (const entry of [...app.shelf.lists, ...app.shelf.archived]) {
    try {
      const { view } = await engine.read(entry);
      for (const { id, name, ticked } of view.lines) found.push({ entry, lineId: id, name, ticked });
    } catch (error) {
      // What is wrong with it, its own screen says; the others can be searched all the same.
      console.warn('A list cannot be searched', error);
    }
  }
  return found;
};

/** Whether every word of `text` occurs in a name; nothing fits a text without words. */
const createFit = (text: string): ((name: string) => boolean) => {
  const words = foldForSearch(text).split(' ').filter(Boolean);
  return (name) => {
    const folded = foldForSearch(name);
    return words.length > 0 && words.every((word) => folded.includes(word));
  };
};

/** The lists whose names fit. */
export const searchTitles = (app: App, text: string): readonly ShelfEntry[] => {
  const fits = createFit(text);
  return [...app.shelf.lists, ...app.shelf.archived].filter((entry) => fits(titleOf(app, entry)));
};

/** The lines whose names fit. */
export const searchLines = (lines: readonly FoundLine[], text: string): readonly FoundLine[] => {
  const fits = createFit(text);
  return lines.filter(({ name }) => fits(name)).slice(0, FOUND_MAX);
};

/** Shows a list, and one of its lines if that is what was looked for. */
export const showList = (app: App, { localId }: ShelfEntry, lineId?: LineId): void => {
  app.closeSheet();
  app.wantedLine = lineId;
  app.router.go(listPath(localId));
};

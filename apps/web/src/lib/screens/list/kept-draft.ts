/**
 * What is typed in the add bar outlives its page: a phone that is short of memory takes a page away while its person looks something up,
 * and reads it anew. It lives as long as the tab. Where the browser refuses or has no room, a page read anew begins with an empty field.
 */
const keyOf = (localId: string): string => `tote.draft.${localId}`;

const inTab = <T>(use: (storage: Storage) => T): T | undefined => {
  try {
    return use(window.sessionStorage);
  } catch {
    return undefined;
  }
};

/** What was typed for a list in this tab and not added; empty if nothing was. */
export const keptDraft = (localId: string): string => inTab((storage) => storage.getItem(keyOf(localId))) ?? '';

/** Keeps it; an empty one is forgotten. */
export const keepDraft = (localId: string, text: string): void => {
  inTab((storage) => (text === '' ? storage.removeItem(keyOf(localId)) : storage.setItem(keyOf(localId), text)));
};

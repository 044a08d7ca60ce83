/**
 * What the build puts around each `import()` of a part of the app: fetches the styles of the part beside its code. Vite's own
 * leaves a style sheet that failed in the page, takes it for loaded when the part is asked for again, and is 0.6 kB longer.
 */
import { fetchSheet } from '../../src/lib/fetch-sheet.ts';

const sheets = new Map<string, Promise<void>>();

const fetchOnce = async (path: string): Promise<void> => {
  try {
    await fetchSheet(`/${path}`, (link) => {
      document.head.append(link);
    });
  } catch (error) {
    sheets.delete(path);
    throw error;
  }
};

const sheetAt = (path: string): Promise<void> | undefined => {
  // The page's own is there from the start.
  if (document.querySelector<HTMLLinkElement>(`link[href="/${path}"]`)?.sheet) return undefined;
  const sheet = sheets.get(path) ?? fetchOnce(path);
  sheets.set(path, sheet);
  return sheet;
};

/** Resolves with the part once its style sheets, by their paths, are in the page too; rejects if any of it is missing. */
export const __vitePreload = async <Part>(
  fetchCode: () => Promise<Part>,
  paths: readonly string[] = [],
): Promise<Part> => {
  const [part] = await Promise.all([fetchCode(), ...paths.map(sheetAt)]);
  return part;
};

/**
 * What the build puts around each `import()` of a part of the app: fetches the styles of the part beside its code. Vite's own
 * leaves a style sheet that failed in the page, takes it for loaded when the part is asked for again, and is 0.6 kB longer.
 */
const sheets = new Map<string, Promise<void>>();

const fetchSheet = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `/${path}`;
    link.onload = () => {
      resolve();
    };
    link.onerror = () => {
      link.remove();
      sheets.delete(path);
      reject(new TypeError(`${path} could not be fetched`));
    };
    document.head.append(link);
  });

const sheetAt = (path: string): Promise<void> | undefined => {
  // The page's own is there from the start.
  if (document.querySelector<HTMLLinkElement>(`link[href="/${path}"]`)?.sheet) return undefined;
  const sheet = sheets.get(path) ?? fetchSheet(path);
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

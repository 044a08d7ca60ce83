/** The styles that the page itself names: a browser asks for them once, and shows the app without them if that fails. */
import { fetchSheet } from './fetch-sheet.ts';
import { untilFetched } from './until-fetched.ts';

/** Takes the place of a style sheet that is missing; rejects if it fails as well. */
const fetchAgain = async (missing: HTMLLinkElement): Promise<void> => {
  // Where it stood: later sheets have the last word.
  await fetchSheet(missing.href, (again) => {
    missing.after(again);
  });
  missing.remove();
};

/** Asks again for the page's own styles if they are missing, which a variable of theirs tells: a browser makes a sheet of a failure, too. */
export const mendPageStyles = (): void => {
  const link = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]');
  const isMissing = getComputedStyle(document.documentElement).getPropertyValue('--gutter') === '';
  if (link && isMissing) void untilFetched(() => fetchAgain(link));
};

/** Keeps the focus in a part of the page from which what was pressed is taken away by what it did. */
const STOPS = 'button:enabled, input:enabled, select:enabled';

/** Attachment: if the element that has the focus is gone, the one that stood before it gets it (LAB.md, L7). */
export const keepFocus = (area: HTMLElement): (() => void) => {
  let last: EventTarget | null = null;
  let place = 0;
  const note = ({ target }: FocusEvent): void => {
    last = target;
    place = [...area.querySelectorAll(STOPS)].findIndex((stop) => stop === target);
  };
  const observer = new MutationObserver(() => {
    if (!(last instanceof HTMLElement) || last.isConnected || document.activeElement !== document.body) return;
    last = null;
    area.querySelectorAll<HTMLElement>(STOPS)[Math.max(0, place - 1)]?.focus();
  });
  area.addEventListener('focusin', note);
  observer.observe(area, { childList: true, subtree: true });
  return () => {
    area.removeEventListener('focusin', note);
    observer.disconnect();
  };
};

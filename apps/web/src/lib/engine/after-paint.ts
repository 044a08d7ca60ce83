/** Longest wait for a frame, in milliseconds: a page in the background is given none. */
const FRAME_MS_MAX = 400;

/** Resolves when what is on its way to the screen has been painted, or soon if nothing is painted at present. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, FRAME_MS_MAX);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });

/** Resolves in a task of its own: a frame or an answer to a finger that waits goes first. */
export const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

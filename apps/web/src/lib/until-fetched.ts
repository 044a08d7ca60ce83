/** How to go about it. */
interface FetchOptions {
  /** Hears of each failure. */
  readonly onFailure?: () => void;
  /** Longest pause between two tries, in milliseconds. */
  readonly pauseMsMax?: number;
}

/**
 * Fetches a part of the app, over and over until it is there: on a first visit nothing of it is stored yet, and the signal may
 * be lost in the middle. The pauses double, from a second on, and end when the browser notices a network. (Browsers ask the
 * network again for a module that failed: https://github.com/whatwg/html/pull/10327)
 */
export const untilFetched = async <Part>(
  fetchPart: () => Promise<Part>,
  { onFailure, pauseMsMax = 60_000 }: FetchOptions = {},
): Promise<Part> => {
  for (let pauseMs = 1_000; ; pauseMs = Math.min(2 * pauseMs, pauseMsMax)) {
    try {
      return await fetchPart();
    } catch (error) {
      console.warn('A part of the app could not be fetched', error);
      onFailure?.();
    }
    await new Promise<void>((resolve) => {
      const goOn = () => {
        clearTimeout(timer);
        removeEventListener('online', goOn);
        resolve();
      };
      const timer = setTimeout(goOn, pauseMs);
      addEventListener('online', goOn);
    });
  }
};

/**
 * Keeps the screen on until it is told to stop. The browser drops the lock whenever the page is hidden, so it is asked
 * for again each time the page comes back. `onAnswer` hears once whether this browser can do it at all.
 */
export const keepAwake = (onAnswer: (isAwake: boolean) => void): (() => void) => {
  let lock: WakeLockSentinel | undefined;
  let isWanted = true;
  let hasAnswered = false;

  const answer = (isAwake: boolean) => {
    if (!hasAnswered && isWanted) onAnswer(isAwake);
    hasAnswered = true;
  };

  const ask = async () => {
    if (document.visibilityState === 'hidden') return;
    // TypeScript promises it everywhere; plain http and older browsers do not have it.
    const wakeLock = 'wakeLock' in navigator ? navigator.wakeLock : undefined;
    try {
      lock = await wakeLock?.request('screen');
    } catch (error) {
      // A phone that saves its battery refuses.
      console.info('The screen is not kept on', error);
    }
    answer(lock !== undefined);
    if (!isWanted) await lock?.release();
  };

  const onVisible = () => void ask();
  document.addEventListener('visibilitychange', onVisible);
  void ask();
  return () => {
    isWanted = false;
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release();
  };
};

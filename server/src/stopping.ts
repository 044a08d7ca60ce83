/** How the process ends (RELAY.md, P1 and P6): by a signal or by a store that broke, each while the other is under way, too. */

/** How the process ends: as asked, not as asked, or by settings with which another start is of no use (EX_CONFIG of sysexits.h). */
export const EXIT_CODES = { stopped: 0, failed: 1, unusableSettings: 78 } as const;

/** What ends a relay's process. */
export interface Stopping {
  /** A signal came: in order at the first, at once at another. */
  signalled(): void;
  /** The store broke: in order all the same, since clients are to be told, but not as a success. */
  broke(): void;
}

/** Starts with nothing asked. `exit` ends the process. */
export const createStopping = (deps: {
  readonly stop: () => Promise<void>;
  readonly say: (line: string) => void;
  readonly exit: (code: (typeof EXIT_CODES)['stopped' | 'failed']) => void;
}): Stopping => {
  let isBroken = false;
  let isSignalled = false;
  let stopped: Promise<void> | undefined;

  const stopOnce = (): void => {
    stopped ??= deps.stop().then(() => {
      if (!isBroken) deps.say('Tote relay stopped in good order.');
      deps.exit(isBroken ? EXIT_CODES.failed : EXIT_CODES.stopped);
    });
  };

  return {
    signalled: () => {
      if (isSignalled) return deps.exit(EXIT_CODES.failed);
      isSignalled = true;
      deps.say('Tote relay stops: it finishes what is under way. A second signal ends it at once.');
      stopOnce();
    },
    broke: () => {
      isBroken = true;
      stopOnce();
    },
  };
};

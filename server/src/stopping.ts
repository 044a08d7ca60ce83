/** How the process ends (RELAY.md, P1 and P6): by a signal or by a store that broke, each while the other is under way, too. */

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
  readonly exit: (code: 0 | 1) => void;
}): Stopping => {
  let isBroken = false;
  let isSignalled = false;
  let stopped: Promise<void> | undefined;

  const stopOnce = (): void => {
    stopped ??= deps.stop().then(() => {
      if (!isBroken) deps.say('Tote relay stopped in good order.');
      deps.exit(isBroken ? 1 : 0);
    });
  };

  return {
    signalled: () => {
      if (isSignalled) return deps.exit(1);
      isSignalled = true;
      stopOnce();
    },
    broke: () => {
      isBroken = true;
      stopOnce();
    },
  };
};

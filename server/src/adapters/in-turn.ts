/** Runs calls of the same name one after the other, in the order in which they came; others side by side. */
export const createTurns = (): (<T>(name: string, call: () => Promise<T>) => Promise<T>) => {
  const lastByName = new Map<string, Promise<unknown>>();
  return async (name, call) => {
    const before = lastByName.get(name);
    const own = before ? before.then(call, call) : call();
    lastByName.set(name, own);
    try {
      return await own;
    } finally {
      if (lastByName.get(name) === own) lastByName.delete(name);
    }
  };
};

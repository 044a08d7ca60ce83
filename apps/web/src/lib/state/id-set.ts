/** A set that is replaced and never changed, so that whoever reads it from a state hears of every change. */
export const idSet = (...groups: readonly Iterable<string>[]): ReadonlySet<string> =>
  new Set(groups.flatMap((ids) => [...ids]));

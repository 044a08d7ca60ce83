/**
 * Positions of a longest increasing run of the numbers, not necessarily side by side: what may stay where it is while the
 * rest moves between.
 */
export const staysInPlace = (numbers: readonly number[]): ReadonlySet<number> => {
  const lengths = numbers.map(() => 1);
  const previous = numbers.map(() => -1);
  let last = -1;
  numbers.forEach((number, i) => {
    for (let j = 0; j < i; j += 1) {
      const length = (lengths[j] ?? 0) + 1;
      if ((numbers[j] ?? 0) >= number || length <= (lengths[i] ?? 0)) continue;
      lengths[i] = length;
      previous[i] = j;
    }
    if (last < 0 || (lengths[i] ?? 0) > (lengths[last] ?? 0)) last = i;
  });
  const stays = new Set<number>();
  for (let i = last; i >= 0; i = previous[i] ?? -1) stays.add(i);
  return stays;
};

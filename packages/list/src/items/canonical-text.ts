/** Deepest nesting of a value that is compared. */
const DEPTH_MAX = 6;
/** Most elements of one array or object that is compared. */
const WIDTH_MAX = 1_000;

/**
 * One text for one value, whatever the order of its keys: a fixed order for values that nothing else orders (rule R6).
 * Values too deep or too wide to be honest share one text each.
 */
export const canonicalText = (value: unknown, depth = 0): string => {
  if (depth > DEPTH_MAX) return '"deep"';
  if (Array.isArray(value)) {
    if (value.length > WIDTH_MAX) return '"wide"';
    return `[${value.map((element: unknown) => canonicalText(element, depth + 1)).join(',')}]`;
  }
  if (value instanceof Uint8Array) return `"bytes ${Array.from(value.subarray(0, WIDTH_MAX)).join(' ')}"`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length > WIDTH_MAX) return '"wide"';
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalText(inner, depth + 1)}`).join(',')}}`;
  }
  if (typeof value === 'bigint') return `"${value}n"`;
  return JSON.stringify(value) ?? 'null';
};

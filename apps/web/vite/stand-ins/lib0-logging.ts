/**
 * In the place of `lib0/logging`, of which Yjs uses two functions in debugging aids and warnings. The original brings colours, a DOM
 * printer and through it a schema library: 3 kB brotli of every first load.
 */
export const print = (...parts: readonly unknown[]): void => {
  console.log(...parts);
};

/** Warns, as Yjs does of a type that is read before it belongs to a document. */
export const warn = (...parts: readonly unknown[]): void => {
  console.warn(...parts);
};

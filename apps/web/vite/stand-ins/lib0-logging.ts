/**
 * In the place of `lib0/logging`, of which Yjs uses one function in one debugging aid. The original brings colours, a DOM
 * printer and through it a schema library: 3 kB brotli of every first load.
 */
export const print = (...parts: readonly unknown[]): void => {
  console.log(...parts);
};

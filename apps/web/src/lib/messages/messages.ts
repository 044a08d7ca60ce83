import type { en } from './en.ts';

/** Functions and texts of a language: the shape of English with its exact texts forgotten. */
type Same<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Same<T[K]> };

/** All visible strings in one language. */
export type Messages = Same<typeof en>;

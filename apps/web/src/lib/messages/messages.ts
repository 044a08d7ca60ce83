import type { en } from './en.ts';
import type { enLater } from './later/en.ts';

/** Functions and texts of a language: the shape of English with its exact texts forgotten. */
type Same<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Same<T[K]> };

/** Strings of the first view of a list, in one language. */
export type Messages = Same<typeof en>;

/** All other strings: for screens, sheets and cards that are fetched when they are wanted. */
export type LaterMessages = Same<typeof enLater>;

/** A set of acts: bit n is the act with number n. */
export type ActSet = bigint;

/** No acts. */
export const NO_ACTS: ActSet = 0n;

const bits: ActSet[] = [];

/** The set of one act. */
export const only = (act: number): ActSet => (bits[act] ??= 1n << BigInt(act));

/** Whether the act is in the set. */
export const has = (set: ActSet, act: number): boolean => (set & only(act)) !== NO_ACTS;

/** Whether every act of `inner` is in `outer`. */
export const includes = (outer: ActSet, inner: ActSet): boolean => (inner & ~outer) === 0n;

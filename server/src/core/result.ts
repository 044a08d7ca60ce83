/** Outcome of something that is expected to fail at times: a value or a plain error, never a throw. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** Outcome of an operation that bytes from somebody else can make fail: a value or a plain error, never a throw. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

const FULL_CODES: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Whether a write failed since there is no room for it. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && FULL_CODES.includes(error.code);

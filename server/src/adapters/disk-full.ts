import { errorCode } from './error-detail.ts';

const FULL_CODES: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Whether a write failed since there is no room for it. */
export const isFull = (error: unknown): boolean => FULL_CODES.includes(errorCode(error));

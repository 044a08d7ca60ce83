import { randomBytes } from 'node:crypto';

/** Random bytes, for what no test depends on. */
export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

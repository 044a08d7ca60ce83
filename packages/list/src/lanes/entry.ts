import type { DeviceId } from '../ids.ts';
import { isStamp } from '../stamps.ts';

/**
 * One live write in a lane: `[key, stamp, …values]`. Entries are compared by identity: the tuple is the very object that
 * Yjs holds.
 */
export interface Entry {
  /** Whose lane it is in: who wrote it. */
  readonly device: DeviceId;
  readonly key: string;
  /** Stamp of the act that wrote it. No stamp inside the values is greater. */
  readonly stamp: number;
  /** What follows key and stamp. From the document, so anything. */
  readonly values: readonly unknown[];
}

/** Longest register key that is read, in UTF-16 units: one letter and a product key. */
const KEY_LENGTH_MAX = 210;

/** Reads an element of a lane; anything that is not an entry is left alone and means nothing. */
export const readEntry = (element: unknown, device: DeviceId): Entry | undefined => {
  if (!Array.isArray(element)) return undefined;
  const tuple: readonly unknown[] = element;
  const [key, stamp] = tuple;
  if (typeof key !== 'string' || key.length > KEY_LENGTH_MAX) return undefined;
  if (!isStamp(stamp, Number.MAX_SAFE_INTEGER)) return undefined;
  return { device, key, stamp, values: tuple.slice(2) };
};

/** The tuple of an entry to be: trailing absences cost no bytes, inner ones one byte. */
export const writeEntry = (key: string, stamp: number, values: readonly unknown[]): readonly unknown[] => {
  let length = values.length;
  while (length > 0 && values[length - 1] === undefined) length -= 1;
  return [key, stamp, ...values.slice(0, length).map((value) => value ?? null)];
};

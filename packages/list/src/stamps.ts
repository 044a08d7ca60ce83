/**
 * Logical time (rules R5-R8). A stamp is greater than every stamp that its writer had seen; no wall clock has a part in
 * it (M16).
 *
 * The next stamp is 1 + the greater of (greatest stamp seen, number of Yjs operations in the document). The second makes
 * stamps grow even when every entry that bore the greatest one is deleted and the document was reloaded: the operation
 * count is in the state vector and never shrinks. It also bounds hostile stamps: an honest one cannot be greater than the
 * operations behind it, so an entry far above them reads as absent (R7), and nobody can push the counter to where
 * numbers end.
 */

/**
 * How far a stamp may lie above the operations known here. Operations can be missing for good (an entry that was set
 * aside as damaged), and then honest stamps lie above the count by as many.
 */
export const STAMP_SLACK = 65_536;

/** Whether a value from a document is a stamp at all, not above `max`. */
export const isStamp = (value: unknown, max: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= max;

/** The greatest stamp that is believed in a document of so many operations. */
export const greatestPlausibleStamp = (operations: number): number => operations + STAMP_SLACK;

/** Milliseconds since 1970 at minute 0 of the document's clock: times take four bytes instead of nine. */
const MINUTE_ZERO_MS = Date.UTC(2024, 0, 1);
const MINUTES_MAX = 2 ** 31 - 1;

/** Wall-clock time as it is stored: whole minutes since 2024. Shown to people, decides nothing. */
export const minutesOf = (nowMs: number): number => {
  const minutes = Math.floor((nowMs - MINUTE_ZERO_MS) / 60_000);
  return Number.isFinite(minutes) ? Math.min(Math.max(minutes, -MINUTES_MAX), MINUTES_MAX) : 0;
};

/** The stored time as milliseconds since 1970. */
export const minutesToMs = (minutes: number): number => minutes * 60_000 + MINUTE_ZERO_MS;

/** Whether a value from a document is a stored time. */
export const isMinutes = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) <= MINUTES_MAX;

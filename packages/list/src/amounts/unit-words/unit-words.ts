import type { KnownUnitId } from '../units.ts';

/**
 * One language's words for every unit: singular and plural in turn, separated by bars. The first pair is shown, all are
 * read. A word stands under one unit only.
 */
export type UnitWords = Readonly<Record<KnownUnitId, string>>;

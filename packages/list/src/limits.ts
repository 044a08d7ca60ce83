/**
 * Bounds of one list. What a person enters is cut or refused at these; what a document of another client holds beyond
 * them reads as cut or absent (rule D5), so that a hostile editor cannot make a screen or a replica hang.
 */
export const LIMITS = {
  /** UTF-16 units. A name is one row of a screen. */
  nameLength: 200,
  /** UTF-16 units. */
  noteLength: 1_000,
  /** UTF-16 units, for titles, aisles, stores, people. */
  labelLength: 80,
  /** UTF-16 units of a field that is no note. Edits carry the fields of later versions, and of hostile members, to every relay. */
  fieldLength: 256,
  /** Live items; adding more is refused. Twice what the screens are measured with. */
  items: 10_000,
  /** Items that one paste or import may bring (X5): they are one act, and one update. */
  importItems: 2_000,
  /** Cleared items kept in the bin, for undo and for edits that did not see the clearing: two weeks of a household. */
  binCleared: 64,
  /** Deleted items kept in the bin. */
  binDeleted: 64,
  /** Products remembered; the one used longest ago is dropped first. */
  products: 1_000,
  /** Steps of undo kept in memory. */
  undoSteps: 100,
  /** Pairs in one set of seen acts, carried ticks, candidates of a name, amounts of an imported line. One per device. */
  pairs: 64,
  /** Lanes that a deletion of the list has seen: devices of which anything still stands. */
  lanes: 1_000,
} as const;

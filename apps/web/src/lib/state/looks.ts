/** Colours a list can have; each is a token `--look-…`. */
export const COLOURS = ['leaf', 'lemon', 'peach', 'berry', 'plum', 'sky', 'sand'] as const;

/** Name of a list colour. */
export type Colour = (typeof COLOURS)[number];

/** Pictures offered for a list. Any other emoji that a list already has is kept. */
export const PICTURES = ['🥕', '🧺', '🍎', '🥖', '🥦', '🧀', '🍝', '🧼', '🍷', '🐈', '🎂', '🏕️', '🔨', '💊'] as const;

/** A colour that this version knows; lists of newer versions may name others. */
export const colourOf = (name: string | undefined): Colour => COLOURS.find((colour) => colour === name) ?? 'sand';

/** What an icon is drawn with: one round stroke on a 24 grid. */
export interface Drawing {
  readonly path: string;
  /** Points along the text and turns with it. */
  readonly mirrored: boolean;
}

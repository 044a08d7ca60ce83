import type { ListView } from '@tote/list';

/** What somebody else did between two views, as far as a listener should hear of it. */
export interface OthersChanges {
  readonly added: number;
  readonly ticked: number;
}

/** Compares two views of a list. Counts only: a screen reader user asks the list itself for names. */
export const othersChanges = (before: ListView, after: ListView): OthersChanges => {
  const known = new Map(before.lines.map((line) => [line.id, line]));
  let added = 0;
  let ticked = 0;
  for (const line of after.lines) {
    const was = known.get(line.id);
    if (!was) added += line.ticked ? 0 : 1;
    else if (line.ticked && !was.ticked) ticked += 1;
  }
  return { added, ticked };
};

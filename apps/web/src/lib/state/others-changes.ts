import type { ListView } from '@tote/list';

/** What somebody else did between two views, as far as a listener should hear of it. */
export interface OthersChanges {
  readonly added: number;
  /** Ids of the lines that are ticked now. */
  readonly ticked: readonly string[];
}

/** Compares two views of a list. */
export const othersChanges = (before: ListView, after: ListView): OthersChanges => {
  const known = new Map(before.lines.map((line) => [line.id, line]));
  let added = 0;
  const ticked: string[] = [];
  for (const line of after.lines) {
    const was = known.get(line.id);
    if (!was) added += line.ticked ? 0 : 1;
    else if (line.ticked && !was.ticked) ticked.push(line.id);
  }
  return { added, ticked };
};

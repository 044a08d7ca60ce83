/** What changed from one view of a list to the next, for `watch` (TERMINAL.md, C6). */
import type { Line, ListView } from '@tote/list';

/** One line that changed. */
export interface LineChange {
  readonly event: 'added' | 'removed' | 'ticked' | 'unticked' | 'changed';
  readonly line: Line;
}

const changeOf = (before: Line, line: Line): LineChange => {
  if (before.ticked === line.ticked) return { event: 'changed', line };
  return { event: line.ticked ? 'ticked' : 'unticked', line };
};

/** Lines by product and by id: a rename changes the one, and the other is the oldest item's, which may leave while others stay. */
const finderOf = ({ lines }: ListView): ((line: Line) => Line | undefined) => {
  const byKey = new Map(lines.map((line) => [line.key, line]));
  const byId = new Map(lines.map((line) => [line.id, line]));
  return ({ key, id }) => byKey.get(key) ?? byId.get(id);
};

/** Changes in the order of the list; what left it comes last. */
export const lineChanges = (before: ListView, after: ListView): readonly LineChange[] => {
  const [earlier, later] = [finderOf(before), finderOf(after)];
  return [
    ...after.lines.flatMap((line): readonly LineChange[] => {
      const known = earlier(line);
      if (!known) return [{ event: 'added', line }];
      return known === line ? [] : [changeOf(known, line)]; // a line that did not change is the same object
    }),
    ...before.lines.filter((line) => !later(line)).map((line): LineChange => ({ event: 'removed', line })),
  ];
};

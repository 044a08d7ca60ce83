import type { Line, ListView } from '@tote/list';

/** What came to a list that this tab did not do, as far as a listener should hear of it. */
export interface Changes {
  readonly added: readonly Line[];
  /** Lines that are ticked now, and were not. */
  readonly ticked: readonly Line[];
}

/** Compares two views of a list. */
export const changesBetween = (before: ListView, after: ListView): Changes => {
  const known = new Map(before.lines.map((line) => [line.id, line]));
  const isNew = ({ id }: Line) => !known.has(id);
  return {
    added: after.lines.filter((line) => !line.ticked && isNew(line)),
    ticked: after.lines.filter((line) => line.ticked && known.get(line.id)?.ticked === false),
  };
};

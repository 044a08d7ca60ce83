/** Commands that delete a list, leave it behind, and answer what came of it: rare, so a page fetches them when wanted. */
import { liveEdits } from '../deletion.ts';
import { encodeSeen, NOTHING_SEEN, withSeen } from '../items/seen-acts.ts';
import { LIST_KEY, overwrite } from '../lanes/single-value.ts';
import { LIMITS } from '../limits.ts';
import type { Notice } from '../view/list-view.ts';
import type { CommandContext } from './command-context.ts';

/** Deletes the list for everyone who has not changed it unseen (M13). To leave it is another act: forget it on this device, and write nothing. */
export const deleteForEveryone = ({ lanes, view, run }: CommandContext): void => {
  if (view().deletion) return;
  run('delete', (act) => {
    const seen = withSeen(NOTHING_SEEN, liveEdits(lanes));
    overwrite(lanes, act.draft, LIST_KEY.deletion, act.minutes, encodeSeen(seen, LIMITS.lanes));
    return [];
  });
};

/** Says to those who still have the old keys that the list goes on under new ones. What these are is not said here (L1). */
export const noteLockChange = ({ lanes, run }: CommandContext): void => {
  run('look', (act) => {
    overwrite(lanes, act.draft, LIST_KEY.lock, act.minutes);
    return [];
  });
};

/** Takes the list out of the bin, or tells that its coming back was noticed. */
export const restoreList = ({ lanes, run }: CommandContext): void => {
  run('restore', (act) => {
    for (const mark of lanes.entries(LIST_KEY.deletion)) act.draft.remove(mark);
    return [];
  });
};

/**
 * Takes a notice away for everybody, as far as it is something in the document: for a line that came back, the deletion that it survived.
 * Others go when their cause goes.
 */
export const dismissNotice = (context: CommandContext, notice: Notice): void => {
  if (notice.type === 'list-came-back') restoreList(context);
  if (notice.type !== 'came-back') return;
  context.run('notice', (act) => {
    for (const item of context.lines.itemsOnLineOf(notice.lineId))
      act.removeBins(item.bins.filter((bin) => bin.kind === 'deleted'));
    return [];
  });
};

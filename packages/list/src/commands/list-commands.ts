/** Commands on the list as a whole. */
import { binItem } from '../acts/item-acts.ts';
import { tidy } from '../acts/tidy.ts';
import type { ItemId } from '../ids.ts';
import { LIST_KEY } from '../lanes/single-value.ts';
import { LIMITS } from '../limits.ts';
import { notedPurchases } from '../products.ts';
import { cleanLabel } from '../text.ts';
import { latestBin } from '../bin.ts';
import type { CommandContext } from './command-context.ts';
import { restoreItem } from '../undo/revert.ts';

/** Takes every line that is seen ticked off the list and remembers the purchases (M4, M5). Returns how many. */
export const clearDone = ({ lanes, lines, view, run }: CommandContext): number => {
  const done = view().lines.filter((line) => line.ticked);
  if (done.length === 0) return 0;
  run('clear', (act) => {
    const bought = notedPurchases(
      lanes,
      act,
      done.map(({ key, name, amounts, aisle }) => ({ key, name, amount: amounts[0]?.total, aisle })),
    );
    const effects = done.flatMap(({ id }, i) =>
      lines.itemsOnLineOf(id).flatMap((item) => binItem(act, item, 'cleared', item.id === id ? bought[i] : undefined)),
    );
    tidy(lanes, act.draft, lines.items());
    return effects;
  });
  return done.length;
};

/** Puts an item from the bin back on the list, open. False: it is not in the bin any more. */
export const restoreFromBin = ({ lines, run }: CommandContext, id: ItemId): boolean => {
  const item = lines.item(id);
  const bin = item?.standing === 'gone' ? latestBin(item.bins) : undefined;
  if (!item || !bin) return false;
  run('restore', (act) => restoreItem(act, item, bin, 'open'));
  return true;
};

/** Says what this device's person is called. */
export const setPersonName = ({ lanes, device, run }: CommandContext, name: string): void => {
  const clean = cleanLabel(name, LIMITS.labelLength);
  const own = lanes.entries(LIST_KEY.person).filter((entry) => entry.device === device);
  if ((own[0]?.values[0] ?? '') === clean && own.length < 2) return;
  run('look', (act) => {
    for (const entry of own) act.draft.remove(entry);
    act.draft.append(LIST_KEY.person, clean);
    return [];
  });
};

/** Commands on the list as a whole. */
import type { Effect } from '../acts/effect.ts';
import { binItem } from '../acts/item-acts.ts';
import { tidy } from '../acts/tidy.ts';
import type { ItemId } from '../ids.ts';
import { LIST_KEY, overwrite, winningEntry } from '../lanes/single-value.ts';
import { LIMITS } from '../limits.ts';
import { rememberPurchases } from '../products.ts';
import { cleanLabel } from '../text.ts';
import { latestBin } from '../bin.ts';
import type { CommandContext } from './command-context.ts';
import { restoreItem } from '../undo/revert.ts';

/** What a list looks like among others. */
export interface Look {
  readonly emoji?: string | undefined;
  readonly colour?: string | undefined;
}

/** Takes every line that is seen ticked off the list and remembers the purchases (M4, M5). Returns how many. */
export const clearDone = ({ lanes, lines, view, run }: CommandContext): number => {
  const done = view().lines.filter((line) => line.ticked);
  if (done.length === 0) return 0;
  run('clear', (act) => {
    const bought = done.map(({ key, name, amounts, aisle }) => ({ key, name, amount: amounts[0]?.total, aisle }));
    const effects = done.flatMap(({ id }) => lines.itemsOnLineOf(id).flatMap((item) => binItem(act, item, 'cleared')));
    rememberPurchases(lanes, act.draft, bought, act.minutes);
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

const setLabel = (
  { lanes, run }: CommandContext,
  name: 'title' | 'look',
  labels: readonly (readonly [string, string])[],
): void => {
  run(name, (act) =>
    labels.flatMap(([key, value]): readonly Effect[] => {
      const before = winningEntry(lanes.entries(key));
      if ((before?.values[0] ?? '') === value) return [];
      overwrite(lanes, act.draft, key, value);
      return [{ type: 'label-set', key, stamp: act.stamp, after: value, before }];
    }),
  );
};

/** Names the list. */
export const setTitle = (context: CommandContext, title: string): void => {
  setLabel(context, 'title', [[LIST_KEY.title, cleanLabel(title, LIMITS.labelLength)]]);
};

/** Sets emoji and colour; what is left out stays. */
export const setLook = (context: CommandContext, { emoji, colour }: Look): void => {
  const labels: (readonly [string, string])[] = [];
  if (emoji !== undefined) labels.push([LIST_KEY.emoji, cleanLabel(emoji, LIMITS.labelLength)]);
  if (colour !== undefined) labels.push([LIST_KEY.colour, cleanLabel(colour, LIMITS.labelLength)]);
  setLabel(context, 'look', labels);
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

/** Commands on what a list is called and looks like: rare, so a page fetches them when wanted. */
import type { Effect } from '../acts/effect.ts';
import { LIST_KEY, overwrite, winningEntry } from '../lanes/single-value.ts';
import { LIMITS } from '../limits.ts';
import { cleanLabel } from '../text.ts';
import type { CommandContext } from './command-context.ts';

/** What a list looks like among others. */
export interface Look {
  readonly emoji?: string | undefined;
  readonly colour?: string | undefined;
}

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

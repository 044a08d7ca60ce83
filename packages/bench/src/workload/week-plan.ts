/** A week of the household: who means to do what, and when. */
import type { Random } from '../random.ts';
import { type Device, DEVICES } from './acts.ts';
import type { Intent } from './choose-act.ts';

/** How often a week, all devices together. Ticks follow from it: everything that was added is bought. */
const TIMES_A_WEEK = { add: 35, 'change-amount': 10, 'rename-or-note': 5, move: 5 } as const;

/** Days of the week on which somebody goes shopping, ticks everything and clears. */
const SHOPPING_DAYS = [2, 5] as const;

/** Of the shopping trips: two people in two aisles. */
const TWO_SHOPPERS_SHARE = 0.3;

const DAYS_A_WEEK = 7;

/** One thing that is going to happen on a day. */
export type Plan =
  | { readonly type: 'one'; readonly device: Device; readonly intent: Intent }
  | { readonly type: 'shopping'; readonly devices: readonly Device[] };

const anyDevice = (random: Random): Device => random.pick(DEVICES) ?? 0;

const planShopping = (random: Random): Plan => ({
  type: 'shopping',
  devices: random.shuffled(DEVICES).slice(0, random.chance(TWO_SHOPPERS_SHARE) ? 2 : 1),
});

/** The plans of each of seven days, in the order in which they happen. */
export const planWeek = (random: Random): readonly (readonly Plan[])[] => {
  const days = Array.from({ length: DAYS_A_WEEK }, (): Plan[] => []);
  for (const [intent, times] of Object.entries(TIMES_A_WEEK) as [keyof typeof TIMES_A_WEEK, number][])
    for (let i = 0; i < times; i += 1)
      days[random.below(DAYS_A_WEEK)]?.push({ type: 'one', device: anyDevice(random), intent });
  return days.map((plans, day) => {
    const ordered = random.shuffled(plans);
    if (SHOPPING_DAYS.some((shoppingDay) => shoppingDay === day))
      ordered.splice(random.below(ordered.length + 1), 0, planShopping(random));
    return ordered;
  });
};

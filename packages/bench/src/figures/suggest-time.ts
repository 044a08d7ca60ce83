/** Suggestions while typing: what one key press costs. */
import { createSuggest, type HabitProduct, loadCatalogue } from '@tote/list';
import { median, timeMs } from '../statistics.ts';

/** What the limit speaks of: as many as the list remembers at most, and as many again. */
const PRODUCTS = 2_000;
const ROUNDS = { warmUp: 20, measured: 100 } as const;
const WORDS = ['milk', 'bread', 'crème', 'thé', 'oats', 'salt', 'leek'] as const;
/** Prefixes of many words, of few, and of none. */
const TYPED = ['m', 'mi', 'b', 'product 1', 'oat m', 'zz'] as const;

const habit = (index: number): HabitProduct => ({
  name: `Product ${index} ${WORDS[index % WORDS.length] ?? ''}`,
  count: index % 17,
  lastStamp: index,
});

/** Median milliseconds of the slowest of some typed texts, among 2,000 products and the catalogue. */
export const measureSuggesting = async (): Promise<number> => {
  const catalogue = await loadCatalogue('en');
  const suggest = createSuggest({
    habits: Array.from({ length: PRODUCTS }, (_, index) => habit(index)),
    catalogue: catalogue.ok ? catalogue.value.products : [],
    newestStamp: PRODUCTS,
  });
  const times = TYPED.map((typed) => {
    const all = Array.from({ length: ROUNDS.warmUp + ROUNDS.measured }, () => timeMs(() => suggest(typed)));
    return median(all.slice(ROUNDS.warmUp));
  });
  return Math.max(...times);
};

import { WORD_END } from './compiled-rules.ts';
import { foldInPlace } from './source-text.ts';

/**
 * Names that begin with a number and would be read as an amount otherwise (rule N7). One list for all languages: brands
 * travel. Names with a glued number ("7up"), a percent sign, leading zeros or more than three digits need no entry.
 */
const NAMES = [
  '7 up',
  'seven up',
  '5 gum',
  '3 musketeers',
  "8 o'clock",
  '57 sauce',
  '100 grand',
  '5 hour energy',
  '3 in 1',
  '2 in 1',
  'five guys',
  'four roses',
  'dos equis',
  'tres leches',
  'un dos tres',
  'cinq épices',
  '5 épices',
  'quatre épices',
  '4 épices',
  'five spice',
  'half pounder',
  'four cheese',
  'three bean',
  'five bean',
  'two minute noodles',
  'vier käse',
  'fünf korn',
  'drei korn',
  'sieben kräuter',
  'quatre fromages',
  'trois fromages',
  'cuatro quesos',
  'cinco especias',
  'tres quesos',
  'سبع بهارات',
  'سبعة بهارات',
] as const;

const EXPRESSION = new RegExp(`(?:${NAMES.map(foldInPlace).join('|')})${WORD_END}`, 'uy');

/** Whether a name that begins with a number stands at the beginning of the folded text. */
export const beginsWithNumberedName = (folded: string): boolean => {
  EXPRESSION.lastIndex = 0;
  return EXPRESSION.test(folded);
};

import { WORD_END } from './compiled-rules.ts';

/**
 * Names that begin with a number word or a bare number and would be read as an amount otherwise (rule N6), as sources of
 * expressions on folded text. One list for all languages: brands travel. Names with a glued number ("7up"), a percent sign, leading zeros or
 * a number above 999 need no entry.
 */
const NAMES: readonly string[] = [
  '(?:7|seven) up',
  '5 gum',
  '(?:3|three) musketeers',
  "8 o'clock",
  '57 sauce',
  '100 grand',
  '(?:5|five) hour energy',
  'five guys',
  'four roses',
  'dos equis',
  'tres leches',
  '(?:3|4|5|6|three|four|five|six) cheese \\p{L}+',
  '(?:3|4|5|7|three|four|five|seven) bean \\p{L}+',
  '(?:5|five|7|seven) spice',
  '(?:3|5|6|7|8|9|10|12|15|three|five|seven|nine|twelve) grain',
  '(?:3|4|5|6|7|9|three|four|five|six|seven|nine) seeds? (?!potato)\\p{L}+',
  '(?:2|3|5|two|three|five) minute \\p{L}+',
  '(?:vier|drei|4|3) kase \\p{L}+',
  '(?:drei|funf|3|5|7) korn',
  '(?:3|4|5|7|drei|vier|funf|sieben) saat(?:en)?',
  '(?:sieben|7|8|acht) krauter',
  '(?:quatre|cinq|4|5) epices',
  '(?:trois|quatre|3|4|5) fromages',
  'quatre quarts',
  '(?:5|7|9|12|cinq|sept|cinco|siete) cereales',
  '(?:cuatro|tres|3|4|5) quesos',
  'cinco especias',
  '(?:سبع|سبعه|7) بهارات',
];

const EXPRESSION = new RegExp(`(?:${NAMES.join('|')})${WORD_END}`, 'uy');

/** Whether a name that begins with a number stands at a place of the folded text. */
export const beginsWithNumberedName = (folded: string, at: number): boolean => {
  EXPRESSION.lastIndex = at;
  return EXPRESSION.test(folded);
};

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { formatAmount, isKnownUnit, LANGUAGES, UNITS } from '../amounts/index.ts';
import { ITEM_TEXT_LENGTH_MAX, parseItemText } from './parse-item-text.ts';
import { sourceText } from './source-text.ts';

const locale = fc.constantFrom(...LANGUAGES, 'de-AT', 'ar-EG', 'ar-EG-u-nu-latn', 'ar-MA', 'fr-CH', 'en-GB', 'xx', '');

/** Pieces that the parser has rules for, so that random texts come near its decisions. */
const shard = fc.constantFrom(
  ..."2|½|1/2|1,5|1.000|500|00|1664|x|×|*|(|)|,|:|-|~|%|g|kg|l|cans|of|de|d'|Bund|Dose|ein|a|half|dozen|un|demi-|douzaine|medio|kilo|كيلو|نص|علبتين|ونصف|٢|٫|milk|7up|omega|pack|6-pack|ca.|🍎|é|\u200F".split(
    '|',
  ),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(shard, { maxLength: 12 }).map((shards) => shards.join(' ')),
  fc.array(shard, { maxLength: 12 }).map((shards) => shards.join('')),
);

const letters = (value: string): string => value.replace(/[^\p{L}]/gu, '');

/** Whether a text's characters stand in another in the same order. */
const isWithin = (part: string, whole: string): boolean => {
  let at = 0;
  for (const character of whole) if (character === part.slice(at, at + character.length)) at += character.length;
  return at === part.length;
};

test('[N8] a text with letters has a name, made of its own letters in their order', () => {
  fc.assert(
    fc.property(text, locale, (typed, where) => {
      const { name, amount } = parseItemText(typed, where);
      if (letters(typed) !== '') expect(name).not.toBe('');
      expect(isWithin(letters(name), letters(typed.normalize('NFC')))).toBe(true);
      if (amount) expect(amount.value).toBeGreaterThan(0);
      if (amount && amount.unit !== '') expect(isKnownUnit(amount.unit)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('[N8] what is no amount is the name, letter by letter', () => {
  fc.assert(
    fc.property(text, locale, (typed, where) => {
      const { name, amount } = parseItemText(typed, where);
      if (!amount) expect(letters(name)).toBe(letters(typed.normalize('NFC')));
    }),
    { numRuns: 2_000 },
  );
});

test('[N9] a read name is read again as itself or less, never as more', () => {
  fc.assert(
    fc.property(text, locale, (typed, where) => {
      const once = parseItemText(typed, where).name;
      expect(once.length).toBeLessThanOrEqual(typed.normalize('NFC').length);
      expect(parseItemText(once, where).name.length).toBeLessThanOrEqual(once.length);
    }),
  );
});

test.each([...LANGUAGES, 'ar-EG', 'de-CH'])('[F5] what is formatted in %s is read back', (where) => {
  const quarters = fc.integer({ min: 1, max: 400 }).map((value) => value / 4);
  const counts = fc.integer({ min: 1, max: 999 });
  const milk = where.startsWith('ar') ? 'خبز' : 'Xylo';
  fc.assert(
    fc.property(fc.constantFrom('', ...Object.keys(UNITS)), fc.oneof(quarters, counts), (unit, value) => {
      const shown = formatAmount({ value, unit }, where);
      expect(parseItemText(`${shown} ${milk}`, where)).toEqual({ name: milk, amount: { value, unit } });
      if (unit !== '') {
        expect(parseItemText(`${milk} ${shown}`, where)).toEqual({ name: milk, amount: { value, unit } });
      }
    }),
    { numRuns: 500 },
  );
});

test('[N9] hostile texts are read without backtracking', () => {
  const hostile = [
    '1',
    ' ',
    '1 ',
    '1/',
    '1,',
    "1'",
    'a ',
    '(',
    '(1',
    ')',
    'x',
    '2x',
    'half ',
    'of ',
    '1.000',
    '-',
    '½',
    'كيلو ',
  ];
  const longest = hostile.map((piece) => piece.repeat(ITEM_TEXT_LENGTH_MAX).slice(0, ITEM_TEXT_LENGTH_MAX));
  const huge = hostile.map((piece) => piece.repeat(100_000));
  const startMs = performance.now();
  for (const typed of [...longest, ...huge]) {
    for (const where of LANGUAGES) parseItemText(typed, where);
  }
  // Cleaning 18 megabytes five times takes under a second; backtracking in one text of 300 would take minutes.
  expect(performance.now() - startMs).toBeLessThan(10_000);
});

test('[P1] folding keeps every character in its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const { clean, folded } = sourceText(typed);
      expect(folded).toHaveLength(clean.length);
    }),
    { numRuns: 2_000 },
  );
});

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { numberStyleOf } from './number-format.ts';
import { PLAIN_NUMBERS } from './plain-numbers.ts';

describe('numbers written without Intl', () => {
  for (const locale of Object.keys(PLAIN_NUMBERS)) {
    const style = numberStyleOf(locale);
    const digits = { maximumFractionDigits: 3 };
    const numbers = new Intl.NumberFormat(locale, digits);
    const rules = new Intl.PluralRules(locale, digits);
    const expectSame = (value: number) => {
      expect(style.format(value)).toBe(numbers.format(value));
      expect(style.plural(value)).toBe(rules.select(value));
    };

    it(`are what Intl writes, in ${locale}: every whole number and every thousandth of the first ten`, () => {
      for (let value = 0; value <= 1_100; value++) expectSame(value);
      for (let step = 0; step <= 10_000; step++) expectSame(step / 1000);
    });

    it(`are what Intl writes, in ${locale}: any number`, () => {
      fc.assert(fc.property(fc.double({ noNaN: true }), expectSame));
      fc.assert(fc.property(fc.double({ min: -2_000, max: 2_000, noNaN: true }), expectSame));
    });

    it(`have the marks that Intl has, in ${locale}`, () => {
      expect(style.decimalMark).toBe(numbers.formatToParts(1.5).find(({ type }) => type === 'decimal')?.value);
      expect(numbers.resolvedOptions().numberingSystem).toBe('latn');
    });
  }

  it('do not ask Intl for what lists are full of', async () => {
    vi.resetModules();
    const asked = vi.spyOn(Intl, 'NumberFormat');
    const fresh = await import('./number-format.ts');
    const style = fresh.numberStyleOf('en');
    expect([style.format(2), style.format(1.5), style.plural(1)]).toEqual(['2', '1.5', 'one']);
    expect(asked).not.toHaveBeenCalled();
    expect(() => style.format(1234), 'a spy constructs nothing').toThrow();
    expect(asked).toHaveBeenCalledOnce();
    asked.mockRestore();
  });
});

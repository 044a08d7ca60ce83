import { expect, test } from 'vitest';
import { createDayText, dateLocaleOf } from './date-locale.ts';

test('dates follow the region that the browser prefers, in the language in use', () => {
  expect(dateLocaleOf('en', ['de-AT', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(dateLocaleOf('de', ['de-AT', 'en-GB'])).toBe('de-AT');
  expect(dateLocaleOf('ar', ['en-US'])).toBe('ar');
});

test('[M16] a day of another year says which: what lies in the bin may be old, and clocks may be wrong', () => {
  const noon = (year: number) => new Date(year, 2, 4, 12).getTime();
  const dayText = createDayText('en-GB', noon(2026), {
    sameYear: { day: 'numeric', month: 'short' },
    otherYear: { dateStyle: 'medium' },
  });
  expect([2026, 2025, 2046].map((year) => dayText(noon(year)))).toEqual(['4 Mar', '4 Mar 2025', '4 Mar 2046']);
});

import { expect, test } from 'vitest';
import { dateLocaleOf } from './date-locale.ts';

test('dates follow the region that the browser prefers, in the language in use', () => {
  expect(dateLocaleOf('en', ['de-AT', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(dateLocaleOf('de', ['de-AT', 'en-GB'])).toBe('de-AT');
  expect(dateLocaleOf('ar', ['en-US'])).toBe('ar');
});

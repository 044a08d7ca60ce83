import { expect, it } from 'vitest';
import { linkInText } from './link-in-text.ts';

it.each([
  ['https://tote.example/join#e1abc', 'e1abc'],
  ['Our shopping list “Flat #3” https://tote.example/join#e1abc\nSent from my phone', 'e1abc'],
  ['It is at https://tote.example/join#e1a-b_c.', 'e1a-b_c'],
  ['milk\nbread', undefined],
  ['https://tote.example/join#', undefined],
])('the link in "%s"', (text, link) => {
  expect(linkInText(text)).toBe(link);
});

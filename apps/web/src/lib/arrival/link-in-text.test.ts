import { expect, it } from 'vitest';
import { linkInText } from './link-in-text.ts';

it.each([
  ['https://tote.example/join#e1abc', 'e1abc'],
  ['Our shopping list “Flat #3” https://tote.example/join#e1abc\nSent from my phone', 'e1abc'],
  ['It is at https://tote.example/join#e1a-b_c.', 'e1a-b_c'],
  ['https://follow.example/l?u=https%3A%2F%2Ftote.example%2Fjoin%23e1a-b_c&h=AT0', 'e1a-b_c'],
  ['https://tote.example/join?from=chat#e1abc', 'e1abc'],
  ['https://tote.example/join/#e1abc', 'e1abc'],
  ['milk\nbread', undefined],
  ['https://tote.example/join#', undefined],
])('the link in "%s"', (text, link) => {
  expect(linkInText(text)).toBe(link);
});

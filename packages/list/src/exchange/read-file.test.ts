import { describe, expect, it } from 'vitest';
import { parseItemText } from '../parsing/index.ts';
import { FILE_BYTES_MAX, readListFile, textOfFile } from './read-file.ts';

const read = (text: string) => {
  const file = readListFile(text, (row) => parseItemText(row, 'en', { isProduct: (name) => name === 'eggs' }));
  if (!file.ok) return file.error;
  return file.value.items.map(({ name, amounts }) => [name, ...amounts.map(({ value }) => value)]);
};

describe('files', () => {
  it('[X1] a spreadsheet is known by a column of names, whatever stands between its fields', () => {
    expect(read('name,amount\nmilk,2\n')).toEqual([['milk', 2]]);
    expect(read('amount;"Name"\n1,5;milk\n')).toEqual([['milk', 1.5]]);
    expect(read('name\r\n2 l milk\r\n')).toEqual([['2 l milk']]);
  });

  it('a text that speaks of names is a text', () => {
    expect(read('2 l milk, whatever its name, 2\nbread')).toEqual([['milk, whatever its name, 2', 2], ['bread']]);
    expect(read('name')).toEqual([['name']]);
  });

  it.each([
    ['UTF-8', [0xc3, 0x84, 0x70, 0x66, 0x65, 0x6c]],
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0xc3, 0x84, 0x70, 0x66, 0x65, 0x6c]],
    ['what spreadsheets call ANSI', [0xc4, 0x70, 0x66, 0x65, 0x6c]],
    ['UTF-16', [0xff, 0xfe, 0xc4, 0, 0x70, 0, 0x66, 0, 0x65, 0, 0x6c, 0]],
  ])('a file in %s is text', (_, bytes) => {
    expect(textOfFile(Uint8Array.from(bytes))).toBe('Äpfel');
  });

  it('[P20] a number behind a known product counts it', () => {
    expect(read('eggs 12\nomega 3')).toEqual([['eggs', 12], ['omega 3']]);
  });

  it('a picture is none', () => {
    expect(
      textOfFile(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])),
    ).toBeUndefined();
  });

  it('[X5] more text than a list can be is not read', () => {
    expect(read('milk\n'.repeat(FILE_BYTES_MAX / 4))).toEqual({ type: 'file-too-large' });
  });

  it('a hostile text is read at once', () => {
    const started = performance.now();
    read('name '.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(2_000); // minutes where each "name" looked for a comma
  });
});

import { describe, expect, it } from 'vitest';
import { type BackedUpList, decodeBackup, encodeBackup } from './backup-file.ts';

const list = (title: string, document: Uint8Array): BackedUpList => ({
  link: `link of ${title}`,
  title,
  emoji: '🥕',
  colour: 'leaf',
  archived: title === 'Old',
  document,
});

describe('the content of a backup', () => {
  const lists = [list('Weekly', Uint8Array.of(1, 2, 3)), list('Old', new Uint8Array()), list('Käse', Uint8Array.of(9))];

  it('comes back as it was', () => {
    expect(decodeBackup(encodeBackup(lists))).toEqual({ ok: true, lists });
    expect(decodeBackup(encodeBackup([]))).toEqual({ ok: true, lists: [] });
  });

  it('is an error, and no throw, wherever it is cut', () => {
    const content = encodeBackup(lists);
    for (let length = 0; length < content.length; length += 1)
      expect(decodeBackup(content.subarray(0, length)).ok, `${length} bytes`).toBe(false);
  });

  it('of a later version is named as such', () => {
    const text = new TextEncoder().encode('{"version":2,"lists":[]}');
    const content = new Uint8Array(4 + text.length);
    new DataView(content.buffer).setUint32(0, text.length);
    content.set(text, 4);
    expect(decodeBackup(content)).toEqual({ ok: false, error: { type: 'backup-version' } });
  });
});

import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';
import { FINGERPRINT_EMOJI } from './fingerprint-emoji.ts';
import { editKeys, viewKeys } from './test-keys.ts';

const visible = new TextEncoder().encode('milk, bread');

describe('fingerprint', () => {
  it('[K14] is the same for everybody with the list, and another for another list or content', async () => {
    const own = fingerprint(await editKeys(1), visible);
    expect(fingerprint(await viewKeys(1), visible)).toEqual(own);
    expect(fingerprint(await editKeys(2), visible).hex).not.toBe(own.hex);
    expect(fingerprint(await editKeys(1), visible.subarray(1)).hex).not.toBe(own.hex);
  });

  it('[K14] is four emoji and eight hex digits that say different things', async () => {
    const keys = await editKeys(1);
    const { emoji, hex } = fingerprint(keys, visible);
    expect(emoji.every((one) => FINGERPRINT_EMOJI.includes(one))).toBe(true);
    expect(hex).toMatch(/^[0-9a-f]{8}$/u);
    const indices = emoji.map((one) => FINGERPRINT_EMOJI.indexOf(one).toString(16).padStart(2, '0')).join('');
    expect(indices).not.toBe(hex);
  });

  it('[K14] the table holds 256 different emoji, each one code point that draws as a picture by itself', () => {
    expect(FINGERPRINT_EMOJI.length).toBe(256);
    expect(new Set(FINGERPRINT_EMOJI).size).toBe(256);
    for (const emoji of FINGERPRINT_EMOJI) expect(emoji).toMatch(/^\p{Emoji_Presentation}$/u);
  });
});

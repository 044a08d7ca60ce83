import { describe, expect, it } from 'vitest';
import { LABEL_NAMES, labelBytes } from './labels.ts';

describe('labels', () => {
  it('[K2] none is the beginning of another', () => {
    const texts = LABEL_NAMES.map((name) => new TextDecoder().decode(labelBytes(name)));
    for (const text of texts) {
      expect(texts.filter((other) => other.startsWith(text))).toEqual([text]);
      expect(text.endsWith('\0')).toBe(true);
    }
  });
});

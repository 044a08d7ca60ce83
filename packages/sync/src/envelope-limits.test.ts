import { ENVELOPE_BYTES } from '@tote/seal';
import { LIMITS } from '@tote/wire';
import { expect, test } from 'vitest';

test('seal and wire, which do not know each other, agree on how large an envelope may be', () => {
  expect(ENVELOPE_BYTES.max).toBe(LIMITS.envelopeBytesMax);
});

import { describe, expect, it } from 'vitest';
import { openSealedFile, sealFile } from './sealed-file.ts';

/** Cheap, or every case would take a second. */
const CHEAP = { logN: 4, r: 8, p: 1 };
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const content = new TextEncoder().encode('all the lists');

describe('[K16] a file under a passphrase', () => {
  it('opens with its passphrase, however its letters were typed', async () => {
    const file = await sealFile(content, 'café au lait', random, CHEAP);
    expect(await openSealedFile(file, ' cafe\u0301 au lait')).toEqual({ ok: true, value: content });
  });

  it('opens with no other, and not when any byte changed', async () => {
    const file = await sealFile(content, 'four good words here', random, CHEAP);
    const refused = { ok: false, error: { type: 'sealed-file-refused' } };
    expect(await openSealedFile(file, 'four good words')).toEqual(refused);
    for (let at = 0; at < file.length; at += 1) {
      // The cost is part of the header; asking for much more work is tried below.
      if (at >= 9 && at <= 11) continue;
      const changed = file.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await openSealedFile(changed, 'four good words here')).ok, `byte ${at}`).toBe(false);
    }
  });

  it('is not opened at a cost that a hostile file made up', async () => {
    const file = await sealFile(content, 'words', random, CHEAP);
    file[9] = 30;
    expect(await openSealedFile(file, 'words')).toEqual({ ok: false, error: { type: 'sealed-file-refused' } });
  });

  it('says when it is something else, or newer', async () => {
    expect(await openSealedFile(content, 'x')).toEqual({ ok: false, error: { type: 'sealed-file-foreign' } });
    const file = await sealFile(content, 'words', random, CHEAP);
    file[8] = 2;
    expect(await openSealedFile(file, 'words')).toEqual({
      ok: false,
      error: { type: 'sealed-file-version', version: 2 },
    });
  });

  it('reveals nothing of its content and is another each time', async () => {
    const one = await sealFile(content, 'words', random, CHEAP);
    const two = await sealFile(content, 'words', random, CHEAP);
    expect(one).not.toEqual(two);
    expect(new TextDecoder('latin1').decode(one)).not.toContain('lists');
  });
});

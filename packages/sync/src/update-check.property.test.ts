import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DOCUMENT_BYTES_MAX, inspectUpdate } from './update-check.ts';

const sampleUpdate = () => {
  const doc = Object.assign(new Y.Doc(), { clientID: 42 });
  doc.getArray('a').push([
    ['name', 1, 'milk'],
    ['tick', 2],
  ]);
  doc.getArray('a').delete(0, 1);
  return Y.encodeStateAsUpdate(doc);
};

describe('inspectUpdate', () => {
  it('lists runs of clocks per client', () => {
    const inspected = inspectUpdate(sampleUpdate());
    expect(inspected.ok && inspected.value.runs).toEqual([{ client: 42, from: 0, to: 2 }]);
  });

  it('[S7] every truncation is an error value', () => {
    const update = sampleUpdate();
    for (let length = 0; length < update.length; length++)
      expect(inspectUpdate(update.subarray(0, length))).toMatchObject({ ok: false });
  });

  it('[S7] random and flipped bytes never throw', () => {
    const update = sampleUpdate();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(update.length - 1), fc.nat(255), (noise, at, byte) => {
        inspectUpdate(noise);
        const flipped = update.slice();
        flipped[at] = byte;
        inspectUpdate(flipped);
      }),
      { numRuns: 3_000 },
    );
  });

  it('[S7] refuses clocks that Yjs cannot count', () => {
    const gcAtTwoToThe32 = new Uint8Array([1, 1, 42, 0x80, 0x80, 0x80, 0x80, 0x10, 0, 1, 0]);
    expect(inspectUpdate(gcAtTwoToThe32)).toEqual({ ok: false, error: { type: 'update-over-limits' } });
  });

  it('[S7] what no frame can carry is taken from this device only', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'x'.repeat(300_000));
    const update = Y.encodeStateAsUpdate(doc);
    expect(inspectUpdate(update)).toEqual({ ok: false, error: { type: 'update-too-large' } });
    expect(inspectUpdate(update, DOCUMENT_BYTES_MAX).ok).toBe(true);
  });
});

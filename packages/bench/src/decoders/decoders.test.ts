import { describe, expect, it } from 'vitest';
import { createDecoders, type Decoder } from './decoders.ts';
import { tryDecoders } from './try-decoders.ts';

describe('decoders of bytes from others', () => {
  it('[W3, W17] neither throw nor hang on 100,000 mutated inputs, and take their samples', async () => {
    const decoders = await createDecoders();
    for (const { name, samples, decode } of decoders)
      for (const sample of samples) expect([name, await decode(sample)]).toEqual([name, true]);
    const { faults } = await tryDecoders(decoders, { seed: 'pinned', first: 0, count: 100_000 });
    expect(faults).toEqual([]);
  });

  it('tells of one that throws, and of one that hangs, by an input that can be made again', async () => {
    const spin = (): boolean => {
      const end = performance.now() + 150;
      while (performance.now() < end);
      return true;
    };
    const samples = [new Uint8Array(40)];
    const decoders: readonly Decoder[] = [
      { name: 'throws', samples, decode: (bytes) => Buffer.from(bytes).readUInt8(20) > 0 },
      { name: 'hangs', samples, decode: ({ length }) => length > 62 && spin() },
    ];
    const run = async (first: number, count: number) =>
      (await tryDecoders(decoders, { seed: 'x', first, count })).faults;
    const faults = await run(0, 600);
    expect(new Set(faults.map(({ decoder }) => decoder))).toEqual(new Set(['throws', 'hangs']));
    const [fault] = faults;
    expect(fault && (await run(fault.input, 1))).toMatchObject([{ decoder: fault?.decoder, hex: fault?.hex }]);
  });
});

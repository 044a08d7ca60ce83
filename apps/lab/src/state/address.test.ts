import { describe, expect, it } from 'vitest';
import { setupWith } from '../stage/action.ts';
import type { Recording } from '../stage/frame.ts';
import { decodeRecording, encodeRecording, readAddress, worldFragment } from './address.ts';

const SEED = '0123456789abcdef';
const recording: Recording = {
  setup: setupWith(SEED, { count: 4, relays: 2, lines: ['½ kg Käse', '牛乳'] }),
  log: [
    { atMs: 0, action: { type: 'act', device: 'Ann', act: { do: 'add', text: 'tea' } } },
    { atMs: 1_234, action: { type: 'line', line: 'Ben-relay2', state: 'up-only' } },
  ],
};

describe('an address', () => {
  it('[L1] holds a recording, and gives it back as it was', async () => {
    const text = await encodeRecording(recording);
    expect(text).toMatch(/^[\w-]+$/);
    expect(await decodeRecording(text)).toEqual(recording);
    expect(await readAddress(`#run=${text}&at=1500`, 'ffffffffffffffff')).toEqual({
      type: 'free',
      recording,
      atMs: 1_500,
      isDamaged: false,
    });
  });

  it('that is damaged opens a new world instead', async () => {
    const text = await encodeRecording(recording);
    for (const broken of ['', '%%%', text.slice(0, 20), `A${text.slice(1)}`, 'x'.repeat(300_000)])
      expect(await decodeRecording(broken)).toBeUndefined();
    const { setup } = recording;
    for (const wrong of [
      { ...recording, setup: { ...setup, seed: 'seed' } },
      { ...recording, setup: { ...setup, relays: 99 } },
      { ...recording, setup: { ...setup, devices: [] } },
      { ...recording, log: [{ atMs: 'soon' }] },
    ])
      expect(await decodeRecording(await encodeRecording(wrong as unknown as Recording))).toBeUndefined();
    for (const damaged of ['#run=nonsense', '#sim=00c0ffee', '#seed=beef'])
      expect(await readAddress(damaged, SEED)).toEqual({
        type: 'free',
        recording: { setup: setupWith(SEED, {}), log: [] },
        atMs: 0,
        isDamaged: true,
      });
    expect(await readAddress('', SEED)).toMatchObject({ isDamaged: false });
  });

  it('names a scenario, a world, or a simulated run', async () => {
    expect(await readAddress('#scenario=M6', SEED)).toEqual({ type: 'scenario', id: 'M6', seed: undefined });
    const world = await readAddress('#seed=00c0ffee00c0ffee&devices=5&relays=2', SEED);
    expect(world).toMatchObject({ recording: { setup: { seed: '00c0ffee00c0ffee', relays: 2 } } });
    expect(world.type === 'free' && world.recording.setup.devices).toHaveLength(5);
    expect(await readAddress('#sim=00c0ffee00c0ffee&cipher=stub&faults=cut,evict', SEED)).toMatchObject({
      recording: { run: { seed: '00c0ffee00c0ffee', cipher: 'stub', faults: ['cut', 'evict'] } },
    });
    expect(world.type === 'free' && worldFragment(world.recording.setup)).toBe(
      'seed=00c0ffee00c0ffee&devices=5&relays=2',
    );
    expect(await readAddress('#devices=1000', SEED)).toMatchObject({ recording: { setup: { seed: SEED } } });
  });
});

import '@tote/sim';
import { createStubSeals, runOnce } from '@tote/sim';
import { expect, it } from 'vitest';
import { lineText } from './line-text.ts';
import { createPlayer } from './player.ts';
import { setupWith } from './action.ts';

const SEED = '00000000000000a7';
/** Longer than any run, in milliseconds. */
const RUN_MS_MAX = 600_000;

it('[L6] a simulated run is watched to the end that it has without being watched, and again after going back', async () => {
  const seals = createStubSeals();
  const { shown, violations } = await runOnce({ seed: SEED, seals });
  const recording = { setup: setupWith(SEED, {}), log: [], run: { seed: SEED, cipher: 'stub' as const } };
  const player = await createPlayer(recording, seals);
  await player.play(20_000);
  expect(player.nowMs).toBe(20_000);
  expect((await player.frame()).events.filter(({ atMs }) => atMs > 20_000)).toEqual([]);
  const middle = await player.peek();
  await player.play(RUN_MS_MAX);
  const end = await player.peek();
  expect(violations).toEqual([]);
  expect(end.violations).toEqual([]);
  expect(end.agreement).toMatchObject({ isAgreed: true, of: end.devices.length });
  for (const line of end.devices[0]?.lines ?? []) expect(shown).toContain(line.name);
  expect(end.devices.map(({ lines }) => lines.map(lineText))).toEqual(
    end.devices.map(() => end.devices[0]?.lines.map(lineText)),
  );
  await player.seek(20_000);
  expect((await player.peek()).devices).toEqual(middle.devices);
});

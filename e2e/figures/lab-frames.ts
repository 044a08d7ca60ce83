import { percentile, type Figure } from './figure.ts';
import type { Stage } from './stage.ts';

/** As slow as a cheap laptop is against a developer's. */
const SLOWDOWN = 4;
/** Chaos has spread by then, in milliseconds. */
const WARM_UP_MS = 3_000;
const MEASURED_MS = 8_000;
/** Thirty frames a second, in milliseconds a frame. */
const FRAME_MS_MAX = 1_000 / 30;

/** How evenly the lab draws with six devices and chaos, on a processor that is slowed down. */
export const measureLabFrames = async ({ relay, household }: Stage): Promise<readonly Figure[]> => {
  const { page, context } = await household.device('lab', { viewport: { width: 1280, height: 800 } });
  await page.goto(`http://127.0.0.1:${relay.port}/lab/#seed=0123456789abcdef&devices=6`);
  await page.getByRole('article', { name: 'Finn' }).waitFor();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await page.getByRole('button', { name: 'Chaos' }).click();
  const gapsMs = await page.evaluate(
    ([warmUpMs, measuredMs]) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        const beginsAtMs = performance.now() + warmUpMs;
        let lastMs = beginsAtMs;
        // No function in here has a name: the compiler would wrap it in a helper that pages lack.
        const turns: FrameRequestCallback[] = [];
        turns.push((nowMs) => {
          if (nowMs > beginsAtMs) gaps.push(nowMs - lastMs);
          lastMs = nowMs;
          const [turn] = turns;
          if (turn && nowMs < beginsAtMs + measuredMs) requestAnimationFrame(turn);
          else resolve(gaps.slice(1));
        });
        for (const turn of turns) requestAnimationFrame(turn);
      }),
    [WARM_UP_MS, MEASURED_MS] as const,
  );
  const note = `${gapsMs.length} frames in ${MEASURED_MS / 1_000} s, 6 devices, chaos, ${SLOWDOWN}× slowdown`;
  return [
    { name: 'lab frame, mean', value: MEASURED_MS / gapsMs.length, unit: 'ms', limit: FRAME_MS_MAX, note },
    { name: 'lab frame, p95', value: percentile(gapsMs, 0.95), unit: 'ms', note },
  ];
};

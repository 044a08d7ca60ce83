import type { Page } from '@playwright/test';
import { percentile, type Figure } from './figure.ts';
import type { Stage } from './stage.ts';
import { linesToAdd } from './stored-profile.ts';

const CPU_SLOWDOWN = 4;
const TICKS = 24;
const TYPED = ['2 l milk', 'cherry tomatoes', 'a dozen eggs', 'washing powder'];
/** Between two presses, so that each is answered alone as a person's would be. */
const PAUSE_MS = 150;
const SCROLLS = 60;

const slowDown = async (page: Page, rate: number): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  await session.detach();
};

/** Presses the box of an open line; resolves with the milliseconds until the frame with its tick was painted. */
const timeTick = (page: Page, at: number): Promise<number> =>
  page.evaluate((index) => {
    const boxes = document.querySelectorAll<HTMLInputElement>('input[type=checkbox]:not(:checked)');
    const start = performance.now();
    boxes[index]?.click();
    // Runs in the frame that shows the tick; what it schedules runs once that frame is done.
    return new Promise<number>((resolve) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - start);
        channel.port2.postMessage(undefined);
      }),
    );
  }, at);

/** Types texts key by key; the milliseconds from each key to the frame that shows it. */
const timeKeys = async (page: Page, texts: readonly string[]): Promise<readonly number[]> => {
  await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('[name=item]');
    const samples: number[] = [];
    (window as unknown as { samples: number[] }).samples = samples;
    field?.addEventListener('keydown', () => {
      const start = performance.now();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => samples.push(performance.now() - start);
        channel.port2.postMessage(undefined);
      });
    });
  });
  const field = page.locator('[name=item]');
  for (const text of texts) {
    await field.fill('');
    for (const key of text) {
      await page.keyboard.type(key);
      await page.waitForTimeout(PAUSE_MS);
    }
  }
  return page.evaluate(() => (window as unknown as { samples: number[] }).samples);
};

/** Scrolls through the whole list, a step each frame; the milliseconds between the frames. */
const timeScroll = (page: Page): Promise<readonly number[]> =>
  page.evaluate(async (steps) => {
    const distance = (document.documentElement.scrollHeight - innerHeight) / steps;
    const gaps: number[] = [];
    let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (let step = 1; step <= steps; step += 1) {
      scrollTo({ top: step * distance, behavior: 'instant' });
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      gaps.push(now - last);
      last = now;
    }
    return gaps;
  }, SCROLLS);

/** What a hand feels on a slow phone: ticking, typing, scrolling. */
export const measureHands = async ({ household }: Stage): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  const note = `4x CPU slowdown, aisles on`;
  for (const [lines, limit] of [
    [60, 50],
    [1000, 100],
  ] as const) {
    const ann = await household.device(`Ann ${lines}`, { aisles: true });
    await ann.createList('Weekly shop');
    const names = linesToAdd(lines);
    for (let from = 0; from < lines; from += 250) await ann.list.paste(...names.slice(from, from + 250));
    await ann.list.expectStatus('At the relay', { timeout: 60_000 });
    await ann.page.reload();
    await ann.list.whenOpen();
    await ann.page
      .locator('input[type=checkbox]')
      .nth(lines - 1)
      .waitFor({ state: 'attached' });
    await slowDown(ann.page, CPU_SLOWDOWN);
    await ann.page.waitForTimeout(2_000);
    if (lines > 60) {
      const gaps = await timeScroll(ann.page);
      const value = Math.max(...gaps);
      figures.push({
        name: `scroll through ${lines} lines, longest frame`,
        value,
        unit: 'ms',
        limit: 50,
        note: `${SCROLLS} frames, ${note}`,
      });
      await ann.page.evaluate(() => scrollTo(0, 0));
    }
    const ticks: number[] = [];
    for (let tick = 0; tick < TICKS; tick += 1) {
      ticks.push(await timeTick(ann.page, tick % 3));
      await ann.page.waitForTimeout(PAUSE_MS * 2);
    }
    figures.push({
      name: `tick to painted, ${lines} lines, p95`,
      value: percentile(ticks, 0.95),
      unit: 'ms',
      limit,
      note: `${TICKS} ticks, ${note}`,
    });
    const keys = await timeKeys(ann.page, TYPED);
    figures.push({
      name: `key to painted with suggestions, ${lines} lines, p95`,
      value: percentile(keys, 0.95),
      unit: 'ms',
      limit: 50,
      note: `${keys.length} keys, ${note}`,
    });
    await slowDown(ann.page, 1);
  }
  return figures;
};

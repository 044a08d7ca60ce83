import { parseArgs } from 'node:util';
import type { CDPSession, Page } from '@playwright/test';
import { PHONE } from '../fixtures/device.ts';
import type { Figure } from './figure.ts';
import type { Stage } from './stage.ts';
import { linesToAdd } from './stored-profile.ts';

const MINUTES_DEFAULT = 3;
/** A visit every half minute is a busy hour. */
const VISITS_PER_HOUR = 120;
const VISITS_PER_SAMPLE = 5;
const STANDING_LINES = 20;
/** The list itself keeps its history and its bin: an hour of it is about half of this. */
const GROWTH_KIB_MAX = 1024;
/** A sample may be taken while a message is still on the screen. */
const COUNT_GROWTH_MAX = 10;
const KIB = 1024;

/** One thing that a hand does, by what is written on what it presses. */
type Step =
  | { readonly does: 'write'; readonly text: string }
  | { readonly does: 'tick' }
  | { readonly does: 'press' | 'await' | 'await-gone'; readonly name: string };

const press = (name: string): Step => ({ does: 'press', name });
const openAndClose = (name: string): readonly Step[] => [
  press(name),
  press('Close'),
  { does: 'await-gone', name: 'Close' },
];
const buy = (...texts: readonly string[]): readonly Step[] =>
  texts.flatMap((text): readonly Step[] => [{ does: 'write', text }, { does: 'tick' }]);

/** Looks at everything, buys three things, and leaves the list as it was. */
const VISIT: readonly Step[] = [
  press('Weekly shop'),
  ...buy('2 l milk', '500 g flour', 'eggs'),
  press('Clear done'),
  press('Undo'),
  press('Clear done'),
  press('Go shopping'),
  press('Done shopping'),
  ...openAndClose('Share'),
  press('More'),
  ...openAndClose('History'),
  press('Back to your lists'),
  { does: 'await', name: 'New list' },
];
/** Meanwhile on the other device. */
const ELSEWHERE = buy('butter');

/** Does it all inside the page, as fast as the app answers. (No function in here has a name: the compiler would wrap it in a helper that pages lack.) */
const act = (page: Page, steps: readonly Step[]): Promise<void> =>
  page.evaluate(async (todo) => {
    for (const step of todo) {
      const deadline = performance.now() + 15_000;
      for (;;) {
        const named = [...document.querySelectorAll<HTMLElement>('button, a')].find(
          (element) =>
            'name' in step &&
            element.checkVisibility() &&
            [element.ariaLabel, element.textContent.trim(), element.querySelector('.title')?.textContent].includes(
              step.name,
            ),
        );
        const field = document.querySelector<HTMLInputElement>('input[name=item]');
        const open = document.querySelector<HTMLInputElement>('[data-fresh=true] input[type=checkbox]:not(:checked)');
        let isDone = true;
        if (step.does === 'write' && field) {
          field.value = step.text;
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
          field.form?.requestSubmit();
        } else if (step.does === 'tick' && open) open.click();
        else if (step.does === 'press' && named) named.click();
        else isDone = (step.does === 'await' && named !== undefined) || (step.does === 'await-gone' && !named);
        await new Promise(requestAnimationFrame);
        if (isDone) break;
        if (performance.now() > deadline) throw new Error(`cannot ${JSON.stringify(step)}`);
      }
    }
  }, steps);

/** What is left of the page once nothing is left that can be thrown away. */
interface Sample {
  readonly visits: number;
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

const weigh = async (session: CDPSession, visits: number): Promise<Sample> => {
  // What one collection frees may hold what the next one frees.
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const valueOf = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return {
    visits,
    heapBytes: valueOf('JSHeapUsedSize'),
    nodes: valueOf('Nodes'),
    listeners: valueOf('JSEventListeners'),
  };
};

/** Least squares: by how much a value grows in an hour. */
const growthPerHour = (samples: readonly Sample[], valueOf: (sample: Sample) => number): number => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const visits = mean(samples.map((sample) => sample.visits));
  const value = mean(samples.map(valueOf));
  const along = samples.map((sample) => (sample.visits - visits) * (valueOf(sample) - value));
  const across = samples.map((sample) => (sample.visits - visits) ** 2);
  return (mean(along) / mean(across)) * VISITS_PER_HOUR;
};

/** `-- --only memory [--minutes 10]`: one page that is used for hours on end, in minutes; what stays of it, over the second half. */
export const measureMemory = async ({ household }: Stage): Promise<readonly Figure[]> => {
  const { values } = parseArgs({ options: { minutes: { type: 'string' } }, strict: false });
  const minutes = Number(values['minutes'] ?? MINUTES_DEFAULT);
  const ann = await household.device('Ann', { viewport: PHONE, aisles: true });
  await ann.createList('Weekly shop');
  const ben = await household.device('Ben', { aisles: true });
  await ben.join(await ann.list.shareLink());
  await ann.list.paste(...linesToAdd(STANDING_LINES));
  const session = await ann.page.context().newCDPSession(ann.page);
  await session.send('Performance.enable');
  await act(ann.page, [press('Back to your lists')]);
  const samples: Sample[] = [];
  const deadline = performance.now() + minutes * 60_000;
  let visits = 0;
  while (performance.now() < deadline) {
    for (let visit = 0; visit < VISITS_PER_SAMPLE; visit += 1) {
      await Promise.all([act(ann.page, VISIT), act(ben.page, ELSEWHERE)]);
      visits += 1;
    }
    samples.push(await weigh(session, visits));
  }
  const later = samples.slice(Math.floor(samples.length / 2));
  const last = later.at(-1);
  const acts = VISIT.length + ELSEWHERE.length;
  const note = `${visits} visits of ${acts} acts, ${VISITS_PER_HOUR} visits an hour; at the end ${JSON.stringify(last)}`;
  return [
    {
      name: 'heap that grows in an hour of use',
      value: growthPerHour(later, (s) => s.heapBytes) / KIB,
      unit: 'KiB',
      limit: GROWTH_KIB_MAX,
      note,
    },
    {
      name: 'DOM nodes more after an hour of use',
      value: Math.round(growthPerHour(later, (s) => s.nodes)),
      unit: 'count',
      limit: COUNT_GROWTH_MAX,
      note: '',
    },
    {
      name: 'event listeners more after an hour of use',
      value: Math.round(growthPerHour(later, (s) => s.listeners)),
      unit: 'count',
      limit: COUNT_GROWTH_MAX,
      note: '',
    },
  ];
};

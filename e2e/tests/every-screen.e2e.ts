import type { Page } from '@playwright/test';
import { axeFindings, COLOUR_RULES } from '../fixtures/axe-findings.ts';
import { PHONE } from '../fixtures/device.ts';
import { layoutFaults } from '../fixtures/layout-faults.ts';
import { expect, test } from '../fixtures/story.ts';
import { fetchedParts, lateParts } from '../tour/late-parts.ts';
import { takeTour, type Look } from '../tour/tour.ts';

const LAPTOP = { width: 1280, height: 800 };
/** WCAG's narrowest window (1.4.10), and a laptop at its largest zoom (1.4.4): to a page, one of half the size. */
const NARROW = { width: 320, height: 640 };
const ZOOMED = { width: LAPTOP.width / 2, height: LAPTOP.height / 2 };

/** The app's own word for a window with room for two panes. */
const WIDE_PX = 960;

/** Parts that are only shown there. */
const WIDE_PARTS = ['PickAList', 'UndoTools'];

/** One way to look at a screen while a tour stands still on it. */
interface Sight {
  readonly size: typeof LAPTOP;
  readonly media: NonNullable<Parameters<Page['emulateMedia']>[0]>;
  /** All of WCAG 2.2 AA without this. */
  readonly rules?: readonly string[];
}

/** A tour's first sight is the one in which it walks. The longest words are German, the other direction is Arabic. */
const TOURS: Readonly<Record<string, { readonly look: Look; readonly sights: readonly [Sight, ...Sight[]] }>> = {
  'on phone and laptop, light and dark': {
    look: { language: 'en', viewport: PHONE },
    sights: [
      { size: PHONE, media: { colorScheme: 'light' } },
      { size: PHONE, media: { colorScheme: 'dark' }, rules: COLOUR_RULES },
      { size: LAPTOP, media: { colorScheme: 'dark' } },
      { size: LAPTOP, media: { colorScheme: 'light' }, rules: COLOUR_RULES },
    ],
  },
  'at 320 px and at 200 % zoom, in German': {
    look: { language: 'de', viewport: NARROW, zoom: 1 },
    sights: [
      { size: NARROW, media: { forcedColors: 'active', reducedMotion: 'reduce' } },
      { size: ZOOMED, media: { forcedColors: 'none', reducedMotion: 'reduce' } },
    ],
  },
};

const look = async (page: Page, { size, media }: Sight): Promise<void> => {
  await page.setViewportSize(size);
  await page.emulateMedia(media);
};

test('text that is cut off, or drawn where nobody sees it, is found', async ({ page }) => {
  await page.setContent(`
    <p style="inline-size: 4rem; overflow: hidden; white-space: nowrap">sideways and more</p>
    <p style="block-size: 1rem; line-height: 1rem; overflow: clip">below<br />below</p>
    <button style="inline-size: 4rem; white-space: nowrap">named at length</button>
    <p style="inline-size: 4rem; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">meant to end early</p>
    <p style="inline-size: 4rem; overflow-x: auto; white-space: nowrap">can be pushed along</p>
    <div style="display: flex; flex-wrap: wrap; inline-size: 20rem">
      <button class="button" style="flex: 1 1 9rem">held whole by a row of its own</button>
      <button class="button" style="flex: 1 1 9rem">short</button>
    </div>
    <div style="display: flex; flex-wrap: wrap; inline-size: fit-content">
      <p style="flex: 1 1 9rem">short</p>
      <button>beside it</button>
    </div>
    <nav style="position: sticky; inset-block-start: 0; block-size: 100dvh; overflow-y: auto"></nav>
    <p style="margin-inline-start: -3rem">outside</p>
    <div style="inline-size: 200vw; block-size: 1px"></div>`);
  const faults = await layoutFaults(page);
  expect(faults.map((fault) => fault.replace(/-?\d+(\.\d+)?/g, '#'))).toEqual([
    'html is # px wider than what shows it',
    'div. has two rows where one has room',
    'nav. sticks out of the window',
    '"sideways and more" (p.) is cut off sideways',
    '"below" (p.) is cut off',
    '"named at length" (button.) runs out of its control',
    '"held whole by a row of its own" is broken though its row has room',
    '"outside" (p.) is drawn from # to # of # px',
  ]);
});

for (const [how, tour] of Object.entries(TOURS))
  test(`axe finds nothing on any screen, and nothing is cut off: ${how}`, async ({ household, relay }) => {
    // A minute and a half on a machine of its own, with all the screens there are.
    test.setTimeout(300_000);
    const [walking] = tour.sights;
    const shown = new Set<string>();
    await takeTour({ household, relay }, tour.look, async (screen, page) => {
      for (const sight of tour.sights) {
        await look(page, sight);
        const seen = `${screen}, ${JSON.stringify(sight)}`;
        expect.soft(await axeFindings(page, sight.rules), seen).toEqual([]);
        // Where the colours alone differ, all stands where it stood.
        if (!sight.rules) expect.soft(await layoutFaults(page), seen).toEqual([]);
      }
      for (const part of await fetchedParts(page)) shown.add(part);
      await look(page, walking);
    });
    const isWide = tour.sights.some(({ size }) => size.width >= WIDE_PX);
    expect(
      lateParts().filter((part) => !shown.has(part) && (isWide || !WIDE_PARTS.includes(part))),
      'the tour leads past every part of the app',
    ).toEqual([]);
  });

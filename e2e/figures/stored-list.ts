import { median, type Figure } from './figure.ts';
import { allLines, CPU_SLOWDOWN, startOnce, type Painted } from './plain-start.ts';
import { openPlainBrowser } from './plain-browser.ts';
import { storeLists, withProfile } from './stored-profile.ts';

const LINES = 200;
const RUNS = 7;

/** A stored list on a slow phone, the relay dead: from the start of the navigation to its lines on the screen. */
export const measureStoredList = (): Promise<readonly Figure[]> =>
  withProfile(async (candidate, profile) => {
    const [address = ''] = await storeLists(candidate, profile, { lists: 1, lines: LINES });
    const browser = await openPlainBrowser(candidate, profile);
    const runs: Painted[] = [];
    try {
      for (let run = 0; run < RUNS; run += 1) runs.push(await startOnce(browser, address, allLines(LINES)));
    } finally {
      await browser.close();
    }
    const note = `${RUNS} starts, relay dead, ${CPU_SLOWDOWN}x CPU slowdown, no debugger attached, median`;
    const secondsOf = (which: keyof Painted) => median(runs.map((run) => run[which])) / 1000;
    return [
      {
        name: `stored list of ${LINES} lines: first painted`,
        value: secondsOf('first'),
        unit: 's',
        limit: 1,
        note,
      },
      { name: `stored list of ${LINES} lines: all painted`, value: secondsOf('all'), unit: 's', note },
    ];
  });

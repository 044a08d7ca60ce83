import { median, type Figure } from './figure.ts';
import { allLines, CPU_SLOWDOWN, startOnce, type Painted, type Wanted } from './plain-start.ts';
import { openPlainBrowser } from './plain-browser.ts';
import { storeLists, withProfile } from './stored-profile.ts';

const LISTS = 10;
const LINES = 40;
const RUNS = 5;

const allCards: Wanted = { selector: 'nav li[data-line]', text: 'nav li[data-line] .title', count: LISTS };

/**
 * A phone that was switched off: the browser's process is new, only its profile was kept. Ten lists are stored, the relay is
 * dead. A list is usable once its lines are there; home once its cards are.
 */
export const measureColdStart = (): Promise<readonly Figure[]> =>
  withProfile(async (candidate, profile) => {
    const [list = ''] = await storeLists(candidate, profile, { lists: LISTS, lines: LINES });
    const startCold = async (address: string, wanted: Wanted): Promise<Painted> => {
      const browser = await openPlainBrowser(candidate, profile);
      try {
        return await startOnce(browser, address, wanted);
      } finally {
        await browser.close();
      }
    };
    const lists: Painted[] = [];
    const homes: Painted[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      lists.push(await startCold(list, allLines(LINES)));
      homes.push(await startCold(new URL('/', list).href, allCards));
    }
    const note = `${RUNS} starts of the browser, relay dead, ${CPU_SLOWDOWN}x CPU slowdown, ${LINES} lines each, median`;
    const name = `cold start off-line with ${LISTS} lists`;
    return [
      { name: `${name}: list usable`, value: median(lists.map(({ all }) => all)) / 1000, unit: 's', limit: 1.2, note },
      { name: `${name}: home usable`, value: median(homes.map(({ all }) => all)) / 1000, unit: 's', note },
    ];
  });

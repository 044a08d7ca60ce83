import './ambient.ts';
import { expect, it } from 'vitest';
import { createJournal } from './journal.ts';
import { createPrng } from './prng.ts';
import { addressForSession, createSimBrowser } from './sim-browser.ts';
import { createTabLocks } from './tab-locks.ts';
import { createTally, type FaultKind } from './tally.ts';
import { createVirtualClock, type Owner } from './virtual-clock.ts';

const nothing = () => undefined;
const createClock = () => createVirtualClock({ fillRandom: nothing, complain: nothing, crashed: nothing });
const RELAY = 'ws://relay1.sim:4680/relay';

const createBrowser = () => {
  const clock = createClock();
  const faults = createTally<FaultKind>();
  const journal = createJournal(() => clock.nowMs);
  const prng = createPrng('0000000000000001');
  return {
    clock,
    faults,
    browser: createSimBrowser({ name: 'phone', clock, journal, prng, faults, flushAfterMs: 0, isLater: false }),
  };
};
type Browser = ReturnType<typeof createBrowser>['browser'];

const openTab = (browser: Browser, name: string) => {
  const tab = browser.open(name, () => () => Promise.resolve());
  const channel = tab.openChannel?.(`${addressForSession(RELAY)}/list`);
  if (!channel) throw new Error('a tab has a channel');
  const heard: number[] = [];
  channel.onmessage = ({ data }) => heard.push(...data);
  return { tab, heard, say: (what: number) => channel.postMessage(new Uint8Array([what])) };
};

it('[X12] tabs of one browser hear each other in order, not themselves, and not another list', async () => {
  const { clock, browser } = createBrowser();
  const [one, other] = [openTab(browser, 'phone#1'), openTab(browser, 'phone-tab1#1')];
  const elsewhere = other.tab.openChannel?.(`${addressForSession(RELAY)}/another-list`);
  elsewhere?.postMessage(new Uint8Array([9]));
  for (const what of [1, 2, 3, 4]) one.say(what);
  await clock.advance(10);
  expect([one.heard, other.heard]).toEqual([[], [1, 2, 3, 4]]);
});

it('[X12] tabs that are apart hear everything later, also of one that is gone by then, which says nothing more', async () => {
  const { clock, browser, faults } = createBrowser();
  const [one, other] = [openTab(browser, 'phone#1'), openTab(browser, 'phone-tab1#1')];
  browser.setApart(true);
  one.say(1);
  one.say(2);
  browser.gone(one.tab);
  one.say(3);
  await clock.advance(1_000);
  expect(other.heard).toEqual([]);
  browser.setApart(false);
  await clock.advance(10);
  expect(other.heard).toEqual([1, 2]);
  expect(faults.counts).toEqual({ 'tab-heard-late': 2 });
});

it('[X12] a lock goes to the next in line that still waits, as a task of its own, also when its holder is simply gone', async () => {
  const clock = createClock();
  let passedOn = 0;
  const locks = createTabLocks(clock, () => void (passedOn += 1));
  const tabs = ['a', 'b', 'c', 'd'].map((name): Owner => ({ name, clockErrorMs: 0 }));
  const got: string[] = [];
  const gaveUp = new AbortController();
  for (const tab of tabs)
    await clock.run(tab, () => {
      const options = tab.name === 'b' ? { signal: gaveUp.signal } : {};
      void locks
        .forTab(tab)
        .request('list', options, () => {
          got.push(tab.name);
          return new Promise(() => undefined);
        })
        .catch((error: unknown) => got.push(`${tab.name} ${(error as Error).name}`));
    });
  expect(got).toEqual(['a']);
  await clock.run(tabs[1] as Owner, () => gaveUp.abort());
  locks.gone(tabs[2] as Owner);
  locks.gone(tabs[0] as Owner);
  expect(got).toEqual(['a', 'b AbortError']);
  await clock.advance(0);
  expect([got, passedOn]).toEqual([['a', 'b AbortError', 'd'], 1]);
});

import type { Line } from '@tote/list';
import type { ReplicaStatus } from '@tote/sync';
import { loadProductGuide } from '../engine/product-guide.ts';
import type { Glance, ListWays, Role } from '../shelf/shelf-store.ts';
import { Announcer } from '../state/announcer.svelte.ts';
import { ListState } from '../state/list-state.svelte.ts';
import { ProductGuides } from '../state/product-guides.svelte.ts';
import { Snackbar } from '../state/snackbar.svelte.ts';
import { Words } from '../state/words.svelte.ts';
import { createHandClock } from './hand-clock.ts';
import { createTestList } from './opened-list.ts';
import { createTestWays } from './test-ways.svelte.ts';

/** What a test's list begins with. */
interface TestStateOptions {
  readonly role?: Role;
  /** Without it lines are in the order of the list. */
  readonly ways?: ListWays;
  /** Whether the catalogue is there. */
  readonly guide?: boolean;
  /** How its sync stands when it is opened; all is well without it. */
  readonly status?: Partial<ReplicaStatus>;
}

/** The screen state of a real list in memory, with a clock that a test moves by hand. */
export const createTestState = async ({
  role,
  ways = { byAisle: false },
  guide = true,
  status = {},
}: TestStateOptions = {}) => {
  const clock = createHandClock();
  const test = createTestList(role);
  test.setStatus(status);
  const snackbar = new Snackbar(clock.schedule);
  const announcer = new Announcer();
  const glances: Glance[] = [];
  const words = new Words();
  await words.loadLater();
  const guides = new ProductGuides(loadProductGuide);
  if (guide) await guides.use('en');
  const list = new ListState({
    localId: 'k3v9',
    opened: test.opened,
    words,
    snackbar,
    announcer,
    schedule: clock.schedule,
    onGlance: (glance) => glances.push(glance),
    ways: createTestWays(ways),
    guides,
  });
  const line = (name: string): Line => {
    const found = list.view.lines.find((one) => one.name === name);
    if (!found) throw new Error(`no line ${name}`);
    return found;
  };
  return { ...test, clock, snackbar, announcer, glances, list, line, guides, words };
};

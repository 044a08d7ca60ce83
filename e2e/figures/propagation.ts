import type { Page } from '@playwright/test';
import type { Device } from '../fixtures/device.ts';
import { median, percentile, type Figure } from './figure.ts';
import type { Stage } from './stage.ts';

const LINES = 24;
/** Between two edits, so that each travels alone as a person's would. */
const PAUSE_MS = 120;

/**
 * The moment, in milliseconds since 1970, at which the box had been painted checked or not. Looks at every frame; the time
 * is taken when that frame is done. (No function in here has a name: the compiler would wrap it in a helper that pages lack.)
 */
const whenPainted = async (page: Page, name: string, checked: boolean): Promise<number> => {
  const handle = await page.waitForFunction(
    (wanted) => {
      const box = document.querySelector(`input[type=checkbox][aria-label="${wanted.name}"]`);
      const isThere = box instanceof HTMLInputElement && box.checked === wanted.checked;
      if (!isThere) return 0; // Looked at again at the next frame.
      return new Promise<number>((resolve) => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
    },
    { name, checked },
    { polling: 'raf' },
  );
  return Number(await handle.jsonValue());
};

/** Presses a box or sends the form of the add bar, and says when. */
const press = (page: Page, name: string | undefined): Promise<number> =>
  page.evaluate((label) => {
    const at = performance.timeOrigin + performance.now();
    const box = document.querySelector<HTMLInputElement>(`input[type=checkbox][aria-label="${label}"]`);
    if (label === undefined) document.querySelector<HTMLFormElement>('form')?.requestSubmit();
    else box?.click();
    return at;
  }, name);

const timeEdit = async (from: Device, to: Device, name: string, edit: 'add' | 'tick' | 'untick'): Promise<number> => {
  if (edit === 'add') await from.page.getByRole('combobox', { name: 'Add an item' }).fill(name);
  const painted = whenPainted(to.page, name, edit === 'tick');
  const pressedAt = await press(from.page, edit === 'add' ? undefined : name);
  const paintedAt = await painted;
  await from.page.waitForTimeout(PAUSE_MS);
  return paintedAt - pressedAt;
};

/** From the press on one device to the picture on the other, over adds, ticks and unticks. */
export const measurePropagation = async ({ household }: Stage): Promise<readonly Figure[]> => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  const names = Array.from({ length: LINES }, (_, index) => `thing ${index + 1}`);
  const samples: number[] = [];
  for (const edit of ['add', 'tick', 'untick'] as const) {
    for (const name of names) samples.push(await timeEdit(ann, ben, name, edit));
  }
  const note = `${samples.length} edits, relay on loopback`;
  return [
    { name: 'edit to painted elsewhere, median', value: median(samples), unit: 'ms', limit: 60, note },
    { name: 'edit to painted elsewhere, p95', value: percentile(samples, 0.95), unit: 'ms', limit: 150, note },
  ];
};

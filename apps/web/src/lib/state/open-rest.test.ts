import { expect, it, vi } from 'vitest';
import type { App } from './app.svelte.ts';
import { openRest } from './open-rest.ts';

it('lists off the screen are opened, and what is due is forgotten, also when own devices cannot be fetched', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const forgotten: string[] = [];
  const app = {
    shelf: {
      settings: { keyring: {} },
      nowMs: () => 40 * 86_400_000,
      binned: [{ localId: 'a', listId: 'old', deletedAtMs: 1 }],
      drop: (localId: string) => forgotten.push(localId),
    },
    engine: () => Promise.resolve({ forget: (listId: string) => Promise.resolve(void forgotten.push(listId)) }),
    ownDevices: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
    openRest: vi.fn(() => Promise.resolve()),
  };
  await openRest(app as unknown as App);
  expect(forgotten).toEqual(['old', 'a']);
  expect(app.openRest).toHaveBeenCalledOnce();
  expect(warned).toHaveBeenCalledOnce();
});

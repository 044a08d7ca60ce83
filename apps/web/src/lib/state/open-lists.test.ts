import { expect, it, vi } from 'vitest';
import type { ListEngine, OpenedList } from '../engine/list-engine.ts';
import type { ShelfEntry } from '../shelf/shelf-store.ts';
import type { ListState } from './list-state.svelte.ts';
import { OpenLists } from './open-lists.ts';

it('a list that is still closing is opened again when it has closed, once', async () => {
  const told: string[] = [];
  let finish: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (finish = resolve));
  const lists = new OpenLists({
    engine: () =>
      Promise.resolve({
        open: ({ listId }: { listId: string }) =>
          Promise.resolve(void told.push(`open ${listId}`) as unknown as OpenedList),
      } as unknown as ListEngine),
    language: () => 'en',
    isProduct: () => false,
    createState: () =>
      ({
        close: async () => {
          told.push('closing');
          await closed;
          told.push('closed');
        },
      }) as unknown as ListState,
  });
  const entry = { localId: 'a', listId: 'x' } as unknown as ShelfEntry;
  await lists.open(entry).ready;
  const closing = lists.close('a');
  const again = lists.open(entry);
  await vi.waitFor(() => expect(told).toEqual(['open x', 'closing']));
  finish();
  await Promise.all([closing, again.ready]);
  expect(told).toEqual(['open x', 'closing', 'closed', 'open x']);
});

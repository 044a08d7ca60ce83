import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LocalCopy, LocalState, LocalStore } from './local-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { createNoteKeeper } from './note-keeper.ts';
import type { Relay } from './relay.ts';
import { openReplica } from './replica.ts';
import { random } from './testing/devices.ts';
import { quietRelay } from './testing/quiet-relay.ts';

describe('session note', () => {
  it('[S5] waits until the copy is saved, and is written again after a failure, at the latest at the end', () => {
    let state: LocalState = { state: 'saving' };
    const writeMark = vi.fn<LocalCopy['writeMark']>();
    const copy: Pick<LocalCopy, 'local' | 'mark' | 'writeMark'> = {
      get local() {
        return state;
      },
      mark: undefined,
      writeMark,
    };
    const keeper = createNoteKeeper(copy as LocalCopy, () => ({ marksByUrl: new Map(), clientId: undefined }));
    const become = (next: LocalState['state']) => {
      state = next === 'failing' ? { state: next, reason: 'full' } : { state: next };
      keeper.copyMoved();
    };
    keeper.settled();
    expect(writeMark).not.toHaveBeenCalled();
    become('saved');
    expect(writeMark).toHaveBeenCalledTimes(1);
    become('failing');
    become('saved');
    expect(writeMark).toHaveBeenCalledTimes(2);
    become('failing');
    state = { state: 'saved' };
    keeper.close();
    expect(writeMark).toHaveBeenCalledTimes(3);
  });

  it('[S5] a copy that is opened without its relay, to be read or merged into, keeps what the relay is known to hold', async () => {
    const store = createMemoryStore();
    const { relay, hold, report } = quietRelay();
    const open = (relays: readonly Relay[]) => openReplica({ listId: 'list', role: 'edit', relays, store, random });
    const first = await open([relay]);
    first.doc.getArray('words').push(['milk']);
    hold();
    report();
    expect(first.status.waiting).toBe(0);
    await first.close();

    await (await open([])).close();

    const second = await open([relay]);
    expect(second.status.waiting).toBe(0);
    await second.close();
  });

  it('[S5] is written once for what it says, however often a link loses its way, and again after a failure of the store', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const store = createMemoryStore({ flushAfterMs: 100 });
    let written = 0;
    const counting: LocalStore = {
      ...store,
      open: async (...args) => {
        const copy = await store.open(...args);
        const writeMark = copy.writeMark;
        return Object.assign(copy, {
          writeMark: (mark: Uint8Array) => {
            written++;
            writeMark(mark);
          },
        });
      },
    };
    const { relay, hold, report } = quietRelay();
    const replica = await openReplica({ listId: 'list', role: 'edit', relays: [relay], store: counting, random });
    replica.doc.getArray('words').push(['milk']);
    hold();
    for (let i = 0; i < 20; i++) {
      report();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(written).toBe(1);
    store.setFull(true);
    replica.doc.getArray('words').push(['bread']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(replica.status.local.state).toBe('failing');
    store.setFull(false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(written).toBe(2);
    await replica.close();
  });
});

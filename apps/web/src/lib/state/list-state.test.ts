import { deleteForEveryone, noteLockChange, restoreList } from '@tote/list/deletion-commands';
import { describe, expect, it } from 'vitest';
import { enLater } from '../messages/later/en.ts';
import { createTestState } from '../testing/test-state.ts';
import { setDetails } from './list-details.ts';

const setUp = async (role: 'edit' | 'view' = 'edit') => {
  const test = await createTestState({ role, guide: false });
  const open = () => test.list.openLines.map(({ name }) => name);
  const done = () => test.list.doneLines.map(({ name }) => name);
  const said = () => {
    const text = test.snackbar.current?.text;
    return typeof text === 'function' ? text(enLater) : text;
  };
  return { ...test, open, done, said };
};

describe('adding', () => {
  it('empties the add bar, adds the line and says so', async () => {
    const { list, open, announcer } = await setUp();
    list.edit.draft = '2 l milk';
    await list.addDraft();
    expect(list.edit.draft).toBe('');
    expect(open()).toEqual(['milk']);
    expect(announcer.text).toBe('milk added');
  });

  it('takes each text at once, also while amounts are not yet understood', async () => {
    const { list, open } = await setUp();
    list.edit.draft = 'milk';
    const first = list.addDraft();
    expect(list.edit.draft).toBe('');
    list.edit.draft = 'bread';
    await Promise.all([first, list.addDraft()]);
    expect(open()).toEqual(['milk', 'bread']);
  });

  it('keeps what is typed whatever arrives', async () => {
    const { list, others, open } = await setUp();
    list.edit.draft = 'brea';
    others.add('eggs');
    expect(open()).toEqual(['eggs']);
    expect(list.edit.draft).toBe('brea');
  });

  it('gives text back that had nothing in it', async () => {
    const { list, said } = await setUp();
    list.edit.add('\n\n');
    expect(list.edit.draft).toBe('\n\n');
    expect(said()).toBe('There was nothing to add in that');
  });

  it('offers to undo a pasted list in one go', async () => {
    const { list, snackbar, open, said } = await setUp();
    list.edit.add('milk\nbread\neggs');
    expect(said()).toBe('3 lines added');
    snackbar.act();
    expect(open()).toEqual([]);
  });

  it('tells on the screen that a line was there already, for nothing else changes there', async () => {
    const { list, said } = await setUp();
    list.edit.add('milk');
    expect(said()).toBeUndefined();
    list.edit.add('Milk');
    expect(said()).toBe('Milk was on the list already');
  });
});

describe('ticking', () => {
  it('leaves the line where it is for a moment, then moves it to the cart', async () => {
    const { list, clock, open, done, line } = await setUp();
    list.edit.add('milk\nbread');
    list.edit.setTicked(line('milk'), true);
    expect(open()).toEqual(['milk', 'bread']);
    expect(line('milk').ticked).toBe(true);
    clock.pass(701);
    expect(open()).toEqual(['bread']);
    expect(done()).toEqual(['milk']);
  });

  it('moves several lines together, a moment after the last tick', async () => {
    const { list, clock, open, line } = await setUp();
    list.edit.add('milk\nbread\neggs');
    list.edit.setTicked(line('milk'), true);
    clock.pass(500);
    list.edit.setTicked(line('bread'), true);
    clock.pass(500);
    expect(open()).toEqual(['milk', 'bread', 'eggs']);
    clock.pass(300);
    expect(open()).toEqual(['eggs']);
  });

  it('shows a tick of somebody else at once where the line stands, and tells of several in one go', async () => {
    const { list, others, clock, open, done, line, announcer } = await setUp();
    list.edit.add('milk\nbread');
    for (const { id } of others.view.lines) others.tick(id);
    others.add('eggs');
    expect(line('milk').ticked).toBe(true);
    expect(open(), 'no row moves under a thumb that is ticking, too').toEqual(['milk', 'bread', 'eggs']);
    clock.pass(701);
    expect(open()).toEqual(['eggs']);
    expect(done()).toEqual(['milk', 'bread']);
    clock.pass(1_800);
    expect(announcer.text).toBe('1 line added by others. 2 lines ticked by others');
  });

  it('[V2] does not tell of others what another tab of this device did', async () => {
    const { list, others, otherTab, clock, line, announcer } = await setUp();
    list.edit.add('milk\nbread');
    otherTab.add('eggs');
    otherTab.tick(line('milk').id);
    clock.pass(5_000);
    expect(announcer.text).not.toMatch(/others/);
    otherTab.tick(line('bread').id);
    others.add('salt');
    clock.pass(5_000);
    expect(announcer.text).toBe('1 line added by others');
  });
});

describe('taking back', () => {
  it('offers undo after a delete, and takes the offer away with the next act', async () => {
    const { list, snackbar, line, open } = await setUp();
    list.edit.add('milk');
    list.edit.add('bread');
    list.edit.remove(line('milk'));
    expect(snackbar.current?.action?.label).toBe('Undo');
    list.edit.setTicked(line('bread'), true);
    expect(snackbar.current).toBeUndefined();
    expect(open()).toEqual(['bread']);
  });

  it('leaves a message that stays: it is about more than the act before', async () => {
    const { list, snackbar, said } = await setUp();
    snackbar.show({ text: 'not stored', stays: true });
    list.edit.add('milk');
    list.edit.clearDone();
    expect(said()).toBe('not stored');
  });

  it('clears what is done, however fresh, and brings it back', async () => {
    const { list, snackbar, line, done, open, said } = await setUp();
    list.edit.add('milk\nbread');
    list.edit.setTicked(line('milk'), true);
    list.edit.clearDone();
    expect(said()).toBe('1 line cleared');
    expect(open()).toEqual(['bread']);
    snackbar.act();
    expect(done()).toEqual(['milk']);
  });

  it('says why something cannot be undone', async () => {
    const { list, others, snackbar, line } = await setUp();
    list.edit.add('milk');
    list.edit.rename(line('milk').id, 'oat milk');
    others.rename(line('oat milk').id, 'soy milk');
    list.edit.undo();
    const text = snackbar.current?.text;
    expect(typeof text === 'function' ? text(enLater) : text).toBe('That cannot be undone: somebody changed it since');
  });
});

describe('order', () => {
  it('moves a line among the open ones only', async () => {
    const { list, clock, line, open } = await setUp();
    list.edit.add('milk\nbread\neggs\nsalt');
    list.edit.setTicked(line('bread'), true);
    clock.pass(701);
    expect(list.edit.moveTo(line('salt').id, 0)).toBe(0);
    expect(open()).toEqual(['salt', 'milk', 'eggs']);
    expect(list.edit.moveTo(line('salt').id, 99)).toBe(2);
    expect(open()).toEqual(['milk', 'eggs', 'salt']);
  });
});

describe('a view link', () => {
  it('shows what others do and offers no editing', async () => {
    const { list, others, open } = await setUp('view');
    others.add('milk');
    expect(open()).toEqual(['milk']);
    expect(list.canEdit).toBe(false);
  });
});

describe('a list that went on under new keys', () => {
  it('takes nothing more: what is done to it would reach nobody', async () => {
    const { list, others, clock, glances } = await setUp();
    others.add('milk');
    others.give(noteLockChange);
    expect(list.canEdit).toBe(false);
    clock.pass(251);
    expect(glances.at(-1)).toMatchObject({ isLocked: true });
  });
});

describe('the shelf', () => {
  it('is told how the list looks, a moment after the last change', async () => {
    const { list, clock, glances } = await setUp();
    setDetails(list, { title: 'Weekly shop', emoji: '🥕', colour: 'leaf' });
    list.edit.add('milk\nbread');
    clock.pass(251);
    expect(glances).toEqual([
      {
        title: 'Weekly shop',
        emoji: '🥕',
        colour: 'leaf',
        openCount: 2,
        newCount: 0,
        doneCount: 0,
        waiting: 0,
        isDeletedHere: false,
        isLocked: false,
      },
    ]);
  });

  it('keeps what it remembers of a list whose copy cannot be read, until a relay tells of it', async () => {
    const { others, clock, glances, setStatus } = await createTestState({
      guide: false,
      status: { local: { state: 'failing', reason: 'refused' }, relay: 'connecting' },
    });
    clock.pass(251);
    setStatus({ relay: 'off' });
    clock.pass(251);
    expect(glances).toEqual([]);
    setStatus({ relay: 'live' });
    others.add('lemonade');
    clock.pass(251);
    expect(glances).toMatchObject([{ openCount: 1 }]);
  });

  it('is told who deleted the list for everyone: this device, or another', async () => {
    const { list, others, clock, glances } = await setUp();
    list.edit.perform((one) => {
      one.give(deleteForEveryone);
    });
    clock.pass(251);
    expect(glances.at(-1)).toMatchObject({ deletedBy: '', isDeletedHere: true });
    others.give(restoreList);
    others.give(deleteForEveryone);
    clock.pass(251);
    expect(glances.at(-1)).toMatchObject({ deletedBy: '', isDeletedHere: false });
  });
});

import { describe, expect, it } from 'vitest';
import type { Glance } from '../shelf/shelf-store.ts';
import { createHandClock } from '../testing/hand-clock.ts';
import { createTestList } from '../testing/opened-list.ts';
import { Announcer } from './announcer.svelte.ts';
import { ListState } from './list-state.svelte.ts';
import { Snackbar } from './snackbar.svelte.ts';
import { Words } from './words.svelte.ts';

const setUp = (role: 'edit' | 'view' = 'edit') => {
  const clock = createHandClock();
  const test = createTestList(role);
  const snackbar = new Snackbar(clock.schedule);
  const announcer = new Announcer();
  const glances: Glance[] = [];
  const list = new ListState({
    localId: 'k3v9',
    opened: test.opened,
    words: new Words(),
    snackbar,
    announcer,
    schedule: clock.schedule,
    onGlance: (glance) => glances.push(glance),
  });
  const open = () => list.openLines.map(({ name }) => name);
  const done = () => list.doneLines.map(({ name }) => name);
  const line = (name: string) => {
    const found = list.view.lines.find((one) => one.name === name);
    if (!found) throw new Error(`no line ${name}`);
    return found;
  };
  return { ...test, clock, snackbar, announcer, glances, list, open, done, line };
};

describe('adding', () => {
  it('empties the add bar, adds the line and says so', () => {
    const { list, open, announcer } = setUp();
    list.edit.draft = '2 l milk';
    list.edit.addDraft();
    expect(list.edit.draft).toBe('');
    expect(open()).toEqual(['milk']);
    expect(announcer.text).toBe('milk added');
  });

  it('keeps what is typed whatever arrives', () => {
    const { list, others, open } = setUp();
    list.edit.draft = 'brea';
    others.add('eggs');
    expect(open()).toEqual(['eggs']);
    expect(list.edit.draft).toBe('brea');
  });

  it('gives text back that had nothing in it', () => {
    const { list, snackbar } = setUp();
    list.edit.add('\n\n');
    expect(list.edit.draft).toBe('\n\n');
    expect(snackbar.current?.text).toBe('There was nothing to add in that');
  });

  it('offers to undo a pasted list in one go', () => {
    const { list, snackbar, open } = setUp();
    list.edit.add('milk\nbread\neggs');
    expect(snackbar.current?.text).toBe('3 lines added');
    snackbar.act();
    expect(open()).toEqual([]);
  });

  it('tells that a line was there already', () => {
    const { list, announcer } = setUp();
    list.edit.add('milk');
    list.edit.add('Milk');
    expect(announcer.text).toBe('Milk was on the list already');
  });
});

describe('ticking', () => {
  it('leaves the line where it is for a moment, then moves it to the cart', () => {
    const { list, clock, open, done, line } = setUp();
    list.edit.add('milk\nbread');
    list.edit.setTicked(line('milk'), true);
    expect(open()).toEqual(['milk', 'bread']);
    expect(line('milk').ticked).toBe(true);
    clock.pass(701);
    expect(open()).toEqual(['bread']);
    expect(done()).toEqual(['milk']);
  });

  it('moves several lines together, a moment after the last tick', () => {
    const { list, clock, open, line } = setUp();
    list.edit.add('milk\nbread\neggs');
    list.edit.setTicked(line('milk'), true);
    clock.pass(500);
    list.edit.setTicked(line('bread'), true);
    clock.pass(500);
    expect(open()).toEqual(['milk', 'bread', 'eggs']);
    clock.pass(300);
    expect(open()).toEqual(['eggs']);
  });

  it('shows a tick of somebody else at once, and tells of several in one go', () => {
    const { list, others, clock, done, announcer } = setUp();
    list.edit.add('milk\nbread');
    for (const { id } of others.view.lines) others.tick(id);
    others.add('eggs');
    expect(done()).toEqual(['milk', 'bread']);
    clock.pass(2_501);
    expect(announcer.text).toBe('1 line added by others. 2 lines ticked by others');
  });
});

describe('taking back', () => {
  it('offers undo after a delete, and takes the offer away with the next act', () => {
    const { list, snackbar, line, open } = setUp();
    list.edit.add('milk');
    list.edit.add('bread');
    list.edit.remove(line('milk'));
    expect(snackbar.current?.action?.label).toBe('Undo');
    list.edit.setTicked(line('bread'), true);
    expect(snackbar.current).toBeUndefined();
    expect(open()).toEqual(['bread']);
  });

  it('clears what is done, however fresh, and brings it back', () => {
    const { list, snackbar, line, done, open } = setUp();
    list.edit.add('milk\nbread');
    list.edit.setTicked(line('milk'), true);
    list.edit.clearDone();
    expect(snackbar.current?.text).toBe('1 line cleared');
    expect(open()).toEqual(['bread']);
    snackbar.act();
    expect(done()).toEqual(['milk']);
  });

  it('says why something cannot be undone', () => {
    const { list, others, snackbar, line } = setUp();
    list.edit.add('milk');
    list.edit.rename(line('milk').id, 'oat milk');
    others.rename(line('oat milk').id, 'soy milk');
    list.edit.undo();
    expect(snackbar.current?.text).toBe('That cannot be undone: somebody changed it since');
  });
});

describe('order', () => {
  it('moves a line among the open ones only', () => {
    const { list, clock, line, open } = setUp();
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
  it('shows what others do and offers no editing', () => {
    const { list, others, open } = setUp('view');
    others.add('milk');
    expect(open()).toEqual(['milk']);
    expect(list.canEdit).toBe(false);
  });
});

describe('the shelf', () => {
  it('is told how the list looks, a moment after the last change', () => {
    const { list, clock, glances } = setUp();
    list.edit.setDetails({ title: 'Weekly shop', emoji: '🥕', colour: 'leaf' });
    list.edit.add('milk\nbread');
    clock.pass(251);
    expect(glances).toEqual([
      { title: 'Weekly shop', emoji: '🥕', colour: 'leaf', openCount: 2, doneCount: 0, waiting: 0 },
    ]);
  });
});

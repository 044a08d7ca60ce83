import { describe, expect, it } from 'vitest';
import { createHandClock } from '../testing/hand-clock.ts';
import { Snackbar } from './snackbar.svelte.ts';

const undo = { label: 'Undo', act: () => undefined };

describe('the message bar', () => {
  it('shows the newest message and takes it away after a while', () => {
    const clock = createHandClock();
    const bar = new Snackbar(clock.schedule);
    bar.show({ text: 'one' });
    bar.show({ text: 'two', action: undo });
    clock.pass(7_000);
    expect(bar.current?.text).toBe('two');
    clock.pass(1_001);
    expect(bar.current).toBeUndefined();
  });

  it('brings one that stays back when a passing one goes, until it is answered', () => {
    const clock = createHandClock();
    const bar = new Snackbar(clock.schedule);
    bar.show({ text: 'not stored', stays: true });
    bar.show({ text: 'copied' });
    expect(bar.current?.text).toBe('copied');
    clock.pass(3_501);
    expect(bar.current?.text).toBe('not stored');
    bar.dismiss();
    bar.show({ text: 'copied' });
    clock.pass(3_501);
    expect(bar.current).toBeUndefined();
  });

  it('stands still while it is read', () => {
    const clock = createHandClock();
    const bar = new Snackbar(clock.schedule);
    bar.show({ text: 'one', action: undo });
    bar.hold();
    clock.pass(60_000);
    expect(bar.current?.text).toBe('one');
    bar.release();
    clock.pass(8_001);
    expect(bar.current).toBeUndefined();
  });

  it('acts once, and what the act shows is not taken away with it', () => {
    const clock = createHandClock();
    const bar = new Snackbar(clock.schedule);
    bar.show({
      text: 'deleted',
      action: {
        label: 'Undo',
        act: () => {
          bar.show({ text: 'undone' });
        },
      },
    });
    bar.act();
    expect(bar.current?.text).toBe('undone');
  });

  it('keeps a message that must be answered', () => {
    const clock = createHandClock();
    const bar = new Snackbar(clock.schedule);
    bar.show({ text: 'not saved', stays: true });
    clock.pass(600_000);
    expect(bar.current?.text).toBe('not saved');
  });
});

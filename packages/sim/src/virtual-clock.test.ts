import './ambient.ts';
import { describe, expect, it } from 'vitest';
import { createVirtualClock, type Owner } from './virtual-clock.ts';

const owner = (name: string, clockErrorMs = 0): Owner => ({ name, clockErrorMs });
const makeClock = () => {
  const crashes: unknown[] = [];
  const complaints: unknown[] = [];
  const clock = createVirtualClock({
    fillRandom: (bytes) => bytes.fill(7),
    complain: (_, words) => complaints.push(...words),
    crashed: (_, error) => crashes.push(error),
  });
  return { clock, crashes, complaints };
};

describe('virtual clock', () => {
  it('runs timers in the order of their times, and of their making within one', async () => {
    const { clock } = makeClock();
    const seen: string[] = [];
    await clock.run(owner('a'), () => {
      setTimeout(() => seen.push('late'), 20);
      setTimeout((word: string) => seen.push(word), 10, 'first');
      setTimeout(() => seen.push('second'), 10);
    });
    await clock.advance(15);
    expect(seen).toEqual(['first', 'second']);
    expect(clock.nowMs).toBe(15);
    await clock.advance(5);
    expect(seen).toEqual(['first', 'second', 'late']);
  });

  it('lets every promise settle before the next event', async () => {
    const { clock } = makeClock();
    const seen: string[] = [];
    await clock.run(owner('a'), () => {
      setTimeout(() => {
        let chain = Promise.resolve();
        for (let i = 0; i < 50; i++) chain = chain.then(() => undefined);
        void chain.then(() => seen.push('promise'));
      }, 1);
      setTimeout(() => seen.push('event'), 1);
    });
    await clock.advance(1);
    expect(seen).toEqual(['promise', 'event']);
  });

  it('gives each owner its own wall clock, and the platform back to everybody else', async () => {
    const { clock } = makeClock();
    const before = Date.now();
    const times: number[] = [];
    await clock.advance(500);
    await clock.run(owner('right'), () => void times.push(Date.now()));
    await clock.run(owner('fast', 1_000), () => void times.push(Date.now()));
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(1_000);
    expect(Date.now() - before).toBeLessThan(60_000);
    expect(setTimeout(() => undefined, 0)).not.toBeTypeOf('number');
  });

  it('kills a process with all that it planned, whatever its promises had planned too', async () => {
    const { clock } = makeClock();
    const [dead, alive] = [owner('dead'), owner('alive')];
    const seen: string[] = [];
    await clock.run(dead, () => {
      setInterval(() => seen.push('dead'), 10);
      void Promise.resolve().then(() => setTimeout(() => seen.push('dead later'), 15));
    });
    await clock.run(alive, () => void setTimeout(() => seen.push('alive'), 12));
    expect(clock.busyOwners()).toEqual(['dead', 'alive']);
    clock.kill(dead);
    await clock.advance(100);
    expect(seen).toEqual(['alive']);
    expect(clock.pending).toBe(0);
  });

  it('an interval can be cleared from inside itself', async () => {
    const { clock } = makeClock();
    let count = 0;
    await clock.run(owner('a'), () => {
      const timer = setInterval(() => {
        if (++count === 3) clearInterval(timer);
      }, 10);
    });
    await clock.advance(100);
    expect(count).toBe(3);
  });

  it('[X8] hears what threw and what was only logged', async () => {
    const { clock, crashes, complaints } = makeClock();
    await clock.run(owner('a'), () => {
      setTimeout(() => {
        throw new Error('thrown');
      }, 1);
      setTimeout(() => console.error('logged'), 2);
    });
    await clock.advance(5);
    expect(crashes).toEqual([new Error('thrown')]);
    expect(complaints).toEqual(['logged']);
  });

  it('[X1] draws of code that was handed no source are the world’s', async () => {
    const { clock } = makeClock();
    const drawn = new Uint8Array(3);
    await clock.run(owner('a'), () => void crypto.getRandomValues(drawn));
    expect([...drawn]).toEqual([7, 7, 7]);
  });
});

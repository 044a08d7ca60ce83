/** Hours in which nobody does anything. y-protocols takes the time of day from the function that stands there when it is loaded. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { setUpRelay, until } from './testing/devices.ts';

const time = vi.hoisted(() => {
  const now = Date.now.bind(Date);
  const time = { aheadMs: 0 };
  Date.now = () => now() + time.aheadMs;
  return time;
});

/** After so long y-protocols says a state again; after twice as long it takes a face for gone that said nothing. */
const REPEATED_AFTER_MS = 15_000;
const REPETITIONS = 17;

const world = setUpRelay();

it('[S12] who says nothing new is here all the time, and says it again more and more rarely', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const [ann, ben] = [await world.device(), await world.device()];
  ann.presence.setState({ name: 'Ann' });
  ben.presence.setState({ name: 'Ben' });
  const faces = () => [ann, ben].map(({ presence }) => presence.others.map(({ state }) => state['name']));
  await until(() => expect(faces()).toEqual([['Ben'], ['Ann']]));

  const received = (type: string) => world.relay.received.filter((frame) => frame.type === type).length;
  const said = received('presence');
  for (let i = 0; i < REPETITIONS; i += 1) {
    const pings = received('ping');
    time.aheadMs += REPEATED_AFTER_MS;
    vi.advanceTimersByTime(REPEATED_AFTER_MS);
    expect(faces()).toEqual([['Ben'], ['Ann']]);
    await until(() => expect(received('ping')).toBeGreaterThan(pings + 1)); // else the provider takes its line for dead
  }
  // The first, second, fourth, eighth and sixteenth, of both; the state itself may have been on its way.
  expect(received('presence') - said).toBeGreaterThanOrEqual(2 * 5);
  expect(received('presence') - said).toBeLessThanOrEqual(2 * 6);
});

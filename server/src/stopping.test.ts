import { expect, it } from 'vitest';
import { createStopping } from './stopping.ts';

const STOPS = 'Tote relay stops: it finishes what is under way. A second signal ends it at once.';

const prepare = () => {
  const events: string[] = [];
  let finish = (): void => undefined;
  const stopping = createStopping({
    stop: () => {
      events.push('stop');
      return new Promise((resolve) => (finish = resolve));
    },
    say: (line) => events.push(line),
    exit: (code) => events.push(`exit ${code}`),
  });
  const stopped = async (): Promise<readonly string[]> => {
    finish();
    await new Promise((resolve) => setImmediate(resolve));
    return events;
  };
  return { events, stopping, stopped };
};

it('[P1] a signal stops in order and says so; a second one ends at once', async () => {
  const once = prepare();
  once.stopping.signalled();
  expect(await once.stopped()).toEqual([STOPS, 'stop', 'Tote relay stopped in good order.', 'exit 0']);
  const twice = prepare();
  twice.stopping.signalled();
  twice.stopping.signalled();
  expect(twice.events).toEqual([STOPS, 'stop', 'exit 1']);
});

it('[P6] a store that breaks stops in order, too, but not as a success', async () => {
  const { stopping, stopped } = prepare();
  stopping.broke();
  expect(await stopped()).toEqual(['stop', 'exit 1']);
});

it('[P6] a store that breaks while the relay drains does not cut the drain short: clients are still told to come back', async () => {
  const { events, stopping, stopped } = prepare();
  stopping.signalled();
  stopping.broke();
  expect(events).toEqual([STOPS, 'stop']);
  expect(await stopped()).toEqual([STOPS, 'stop', 'exit 1']);
});

it('[P6] nor does the first signal when the store broke before it', async () => {
  const { events, stopping, stopped } = prepare();
  stopping.broke();
  stopping.signalled();
  expect(events).toEqual(['stop', STOPS]);
  expect(await stopped()).toEqual(['stop', STOPS, 'exit 1']);
});

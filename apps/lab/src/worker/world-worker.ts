/**
 * The world, away from the page: the simulator takes the clock of wherever it runs, and the page needs its own for drawing.
 * The sim comes first of all imports, so that nobody keeps a copy of the real clock.
 */
import '@tote/sim';
import { createLabSeals } from '../stage/lab-seals.ts';
import { createHost } from './host.ts';
import type { Question, Reply } from './messages.ts';

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Question>) => void) | null;
  postMessage(reply: Reply): void;
};

const host = createLabSeals().then((seals) => createHost({ seals, nowMs: () => performance.now() }));
let last: Promise<unknown> = host;

// One after the other: a world must not be asked for something while it moves.
scope.onmessage = ({ data: { id, ask, compare } }) => {
  last = last
    .then(async () => (await host).answer(ask, compare))
    .then((answer) => scope.postMessage({ id, answer }))
    .catch((error: unknown) => scope.postMessage({ id, failure: String(error) }));
};

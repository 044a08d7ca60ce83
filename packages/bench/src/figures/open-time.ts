import { createRandom } from '../random.ts';
import type { Representation } from '../replicas/bench-replica.ts';
import { interleavedMedians, timeMs } from '../statistics.ts';

const ROUNDS = { warmUp: 4, measured: 15 } as const;

/** Median milliseconds from stored bytes to rows for the screen, by representation, taking turns. */
export const measureOpening = (
  stored: readonly { readonly representation: Representation; readonly document: Uint8Array }[],
): ReadonlyMap<string, number> =>
  interleavedMedians(
    stored.map(({ representation: { name, open }, document }) => ({
      name,
      run: () => {
        const random = createRandom('open');
        let replica: ReturnType<typeof open> | undefined;
        const took = timeMs(() => {
          replica = open({ device: 0, random, document });
          replica.rows();
        });
        replica?.dispose();
        return took;
      },
    })),
    ROUNDS,
  );

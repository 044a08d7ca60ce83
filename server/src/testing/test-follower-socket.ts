import type { FollowerRelay, FollowerSocket } from '../core/follower.ts';
import { RELAY_LIMITS } from '../core/limits.ts';

/** The socket of a follower under test: it takes everything at once, time stands still, the log is empty; but for what is given. */
export const createTestFollowerSocket = ({
  relay,
  ...parts
}: Partial<Omit<FollowerSocket, 'relay'>> & { readonly relay?: Partial<FollowerRelay> } = {}): FollowerSocket => ({
  relay: {
    limits: RELAY_LIMITS,
    nowMs: () => 0,
    schedule: () => () => undefined,
    store: { read: () => Promise.resolve([]), head: () => Promise.resolve(undefined) },
    ...relay,
  },
  send: () => undefined,
  bufferedBytes: () => 0,
  onBehind: () => undefined,
  onStalled: () => undefined,
  onReadFailed: () => undefined,
  onEnded: () => undefined,
  ...parts,
});

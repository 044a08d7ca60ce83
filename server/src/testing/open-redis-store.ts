/** A store on a server of Redis that a test has started. */
import { openRedisStore, type RedisStoreDeps } from '../adapters/redis-store.ts';
import type { RelayStore } from '../adapters/relay-store.ts';
import { GRACE_MS } from '../core/retention.ts';
import { random } from './random.ts';

/** What a test asks for that asks for nothing else: an acknowledgement means the server's own disk. */
export const ORDINARY = {
  ack: 'disk',
  replicas: 0,
  idleMs: 0,
  graceMs: GRACE_MS,
  random,
  onEvent: () => undefined,
} as const satisfies Omit<RedisStoreDeps, 'url'>;

/** Opens one; throws why it cannot be used. */
export const openTestStore = async (
  deps: Partial<RedisStoreDeps> & Pick<RedisStoreDeps, 'url'>,
): Promise<RelayStore> => {
  const opened = await openRedisStore({ ...ORDINARY, ...deps });
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
};

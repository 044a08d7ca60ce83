import type { ReplicaStatus } from '@tote/sync';

/**
 * The one word for how safe a list's changes are: *failing* = not stored here, or refused by the relay; *waiting* =
 * stored here, not acknowledged by a relay; *at-relay* = all acknowledged and the relay is answering now; *saved* =
 * stored here, nothing waits, no relay right now. Only acknowledgements count, never `navigator.onLine`.
 */
export type SyncState = 'saved' | 'waiting' | 'at-relay' | 'failing';

/** Sums a replica's status up. */
export const syncStateOf = (status: ReplicaStatus): SyncState => {
  if (status.local.state === 'failing' || status.relay === 'refused') return 'failing';
  if (status.waiting > 0) return 'waiting';
  return status.relay === 'live' ? 'at-relay' : 'saved';
};

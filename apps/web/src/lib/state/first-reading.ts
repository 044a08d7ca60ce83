import type { ReplicaStatus } from '@tote/sync';

/** How far this session has come in reading a list's log. Once it was read it stays so, whatever becomes of the relay. */
export type FirstReading = 'fetching' | 'unreachable' | 'read';

/** What follows when the relay goes from one phase to another: a dial that ends without an answer found nobody. */
export const nextReading = (
  reading: FirstReading,
  from: ReplicaStatus['relay'],
  to: ReplicaStatus['relay'],
): FirstReading => {
  if (reading === 'read' || to === 'live') return 'read';
  if (to === 'catching-up') return 'fetching';
  return to === 'refused' || (from === 'connecting' && to === 'off') ? 'unreachable' : reading;
};

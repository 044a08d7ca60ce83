/** Whether a list has room for an append (RELAY.md, R3 and R15). Pure. */
import type { RefusalCode } from '@tote/wire';
import type { RelayLimits } from './limits.ts';
import type { LogHead, NewEntry } from './log-store.ts';
import { bytesOf, type WaitingRequests, type WaitingTotal } from './waiting-requests.ts';

/** Why entries cannot be taken now, or at all; undefined if they can. */
export const whyNotAppend = (
  entries: readonly NewEntry[],
  head: Omit<LogHead, 'generation'>,
  waiting: Pick<WaitingRequests, 'entries' | 'bytes'>,
  total: WaitingTotal,
  limits: RelayLimits,
): RefusalCode | undefined => {
  const bytes = bytesOf(entries);
  const isSnapshot = entries.some(({ covers }) => covers !== undefined);
  const tailEntries = head.sequence - (head.snapshot?.covers ?? 0) + waiting.entries + entries.length;
  const tailFull = tailEntries > limits.tailEntriesMax || head.tailBytes + waiting.bytes + bytes > limits.tailBytesMax;
  // A snapshot is what makes room again, so only the bound on everything applies to it.
  if ((tailFull && !isSnapshot) || head.bytes + waiting.bytes + bytes > limits.listBytesMax) return 'list-full';
  const mustWait = waiting.bytes + bytes > limits.waitingBytesMax || total.bytes + bytes > limits.waitingBytesTotalMax;
  return mustWait ? 'rate-limited' : undefined;
};

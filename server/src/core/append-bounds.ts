/** Whether a list has room for an append (RELAY.md, R3 and R15). Pure. */
import type { RelayLimits } from './limits.ts';
import type { LogHead, NewEntry } from './log-store.ts';
import type { Bound } from './refusal.ts';
import { bytesOf, type WaitingRequests, type WaitingTotal } from './waiting-requests.ts';

/** The bound by which entries cannot be taken now, or at all; undefined if they can. */
export const whyNotAppend = (
  entries: readonly NewEntry[],
  head: Omit<LogHead, 'generation'>,
  waiting: Pick<WaitingRequests, 'entries' | 'bytes'>,
  total: WaitingTotal,
  limits: RelayLimits,
): Bound | undefined => {
  const bytes = bytesOf(entries);
  const isSnapshot = entries.some(({ covers }) => covers !== undefined);
  const tailEntries = head.sequence - (head.snapshot?.covers ?? 0) + waiting.entries + entries.length;
  // A snapshot is what makes room again, so only the bound on everything applies to it.
  if (!isSnapshot && tailEntries > limits.tailEntriesMax) return 'tailEntriesMax';
  if (!isSnapshot && head.tailBytes + waiting.bytes + bytes > limits.tailBytesMax) return 'tailBytesMax';
  if (head.bytes + waiting.bytes + bytes > limits.listBytesMax) return 'listBytesMax';
  if (waiting.bytes + bytes > limits.waitingBytesMax) return 'waitingBytesMax';
  return total.bytes + bytes > limits.waitingBytesTotalMax ? 'waitingBytesTotalMax' : undefined;
};

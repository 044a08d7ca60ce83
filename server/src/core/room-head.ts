/** Where a room's log stands, and where in it a follower begins (RELAY.md, R9). Pure. */
import type { ResumePoint } from '@tote/wire';
import { bytesToText } from './byte-text.ts';
import type { FollowerStart } from './follower.ts';
import type { RelayLimits } from './limits.ts';
import type { LogHead } from './log-store.ts';

/** Where the log stands; the generation as a text of 16 characters. */
export type RoomHead = Omit<LogHead, 'generation'> & { readonly generation: string };

/** Of what the store says. */
export const toRoomHead = (head: LogHead): RoomHead => ({ ...head, generation: bytesToText(head.generation) });

const GENERATION_BYTES = 16;

/** A log that has nothing yet, under the generation that it will have. */
export const emptyLog = (random: (length: number) => Uint8Array): LogHead => ({
  generation: random(GENERATION_BYTES),
  sequence: 0,
  prunedThrough: 0,
  bytes: 0,
  tailBytes: 0,
});

/** Where a follower with this resume point begins. */
export const startIn = (
  { generation, sequence, snapshot, prunedThrough }: RoomHead,
  resume: ResumePoint | undefined,
  limits: RelayLimits,
): FollowerStart => {
  const covers = snapshot?.covers ?? 0;
  const isKnownPlace =
    resume !== undefined &&
    bytesToText(resume.generation) === generation &&
    resume.sequence <= sequence &&
    resume.sequence >= prunedThrough;
  if (isKnownPlace && covers - resume.sequence <= limits.resumeEntriesMax) return { cursor: resume.sequence };
  return snapshot ? { cursor: covers, snapshot } : { cursor: prunedThrough };
};

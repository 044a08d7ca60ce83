/**
 * Frames of one channel, worked off one after another in the order of the wire. They come faster than they are opened, and
 * nothing can hold a socket back, so what waits is bounded (S23).
 */
import type { ChannelFrame } from './relay-line.ts';

/** Envelope bytes that wait at most: four times the longest log that a relay sends by its usual limits. Beyond it a relay would fill the memory of the page. */
const INBOX_BYTES_MAX = 64 * 1024 * 1024;
/** What a frame counts beside its envelopes, in bytes: small ones without end are no better. */
const FRAME_BYTES = 128;

/** The inbox of one channel. */
export interface FrameInbox {
  put(frame: ChannelFrame): void;
  /** Forgets what waits. */
  clear(): void;
}

/**
 * Creates an empty inbox.
 * @param take works one frame off
 * @param overflow called when more waits than may
 */
export const createFrameInbox = (take: (frame: ChannelFrame) => Promise<void>, overflow: () => void): FrameInbox => {
  const frames: ChannelFrame[] = [];
  let bytes = 0;
  let working = false;

  const work = async () => {
    if (working) return;
    working = true;
    try {
      for (let frame = frames.shift(); frame; frame = frames.shift()) {
        bytes -= bytesOf(frame);
        await take(frame);
      }
    } finally {
      working = false;
    }
  };

  return {
    put: (frame) => {
      frames.push(frame);
      bytes += bytesOf(frame);
      if (bytes > INBOX_BYTES_MAX) return overflow();
      void work();
    },
    clear: () => {
      frames.length = 0;
      bytes = 0;
    },
  };
};

const bytesOf = (frame: ChannelFrame): number =>
  FRAME_BYTES + envelopesOf(frame).reduce((sum, { length }) => sum + length, 0);

const envelopesOf = (frame: ChannelFrame): readonly Uint8Array[] => {
  if (frame.type === 'entries') return frame.entries.map(({ envelope }) => envelope);
  return frame.type === 'presence' ? [frame.envelope] : [];
};

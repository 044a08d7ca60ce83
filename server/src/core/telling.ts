/** Frames for all who follow a list. */
import { encodeRelayFrame } from '@tote/wire';
import type { Follower } from './follower.ts';

/** What followers hear of each other; each gets it under its own channel number. */
export type PeerFrame =
  | { readonly type: 'peer-joined' | 'peer-left'; readonly peer: number }
  | { readonly type: 'presence'; readonly peer: number; readonly envelope: Uint8Array };

/** Tells every follower but one, serialised once for all that use the same channel number. */
export const tellFollowers = (followers: readonly Follower[], frame: PeerFrame, except?: Follower): void => {
  if (followers.every((other) => other === except)) return;
  const frameByChannel = new Map<number, Uint8Array>();
  for (const other of followers) {
    if (other === except) continue;
    const { channel } = other;
    const bytes = frameByChannel.get(channel) ?? encodeRelayFrame({ ...frame, channel });
    frameByChannel.set(channel, bytes);
    // Presence is dropped rather than queued; who came and who left is not.
    if (frame.type === 'presence') other.offer(bytes);
    else other.send(bytes);
  }
};

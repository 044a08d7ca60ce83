import type { ClientFrame } from '@tote/wire';
import { expect, it, vi } from 'vitest';
import { createListFollower } from './list-follower.ts';
import { createListSeal } from './list-seal.ts';
import { createRelayKnowledge } from './relay-knowledge.ts';
import { createRelayLearner } from './relay-learner.ts';
import type { ChannelOwner, RelayLine } from './relay-line.ts';
import { ed25519, keys, random, until } from './testing/devices.ts';

const nothing = (): void => undefined;

/** A follower that has read an empty log. */
const liveFollower = async () => {
  const sent: ClientFrame[] = [];
  let owner: ChannelOwner | undefined;
  const line: RelayLine = {
    url: 'wss://relay.test/relay',
    origin: 'relay.test',
    join: (next) => {
      owner = next;
      return { id: 1, send: (frame) => sent.push(frame), close: nothing };
    },
    probe: nothing,
    close: nothing,
  };
  const follower = createListFollower({
    line,
    seal: createListSeal({ keys, ed25519, random }),
    learner: createRelayLearner(createRelayKnowledge()),
    events: {
      caughtUp: nothing,
      received: nothing,
      presence: nothing,
      peerJoined: nothing,
      peerLeft: nothing,
      alive: nothing,
      ended: nothing,
    },
    report: {
      changed: nothing,
      setAside: nothing,
      refused: nothing,
      relayLostData: nothing,
      seen: nothing,
      stored: nothing,
      lacks: nothing,
    },
  });
  owner?.receive({ type: 'opened', channel: 1, generation: new Uint8Array(16).fill(7), head: 0, peer: 1 });
  owner?.receive({ type: 'caught-up', channel: 1, sequence: 0 });
  await until(() => expect(follower.live).toBe(true));
  return { follower, sent, receive: (frame: Parameters<ChannelOwner['receive']>[0]) => owner?.receive(frame) };
};

it('[S13] encodes no state while a snapshot is unanswered', async () => {
  const { follower, sent, receive } = await liveFollower();
  const encodeState = vi.fn(() => new Uint8Array(100));
  expect(follower.appendSnapshot(encodeState)).toBe('made');
  for (let i = 0; i < 3; i++) expect(follower.appendSnapshot(encodeState)).toBe('not-now');
  expect(encodeState).toHaveBeenCalledTimes(1);
  await until(() => expect(sent).toMatchObject([{ type: 'snapshot' }]));
  const [snapshot] = sent;
  if (snapshot?.type !== 'snapshot') throw new Error('it was sent');
  receive({ type: 'refused', channel: 1, request: snapshot.request, code: 'storage-failed' });
  await until(() => expect(follower.appendSnapshot(encodeState)).toBe('made'));
  expect(encodeState).toHaveBeenCalledTimes(2);
});

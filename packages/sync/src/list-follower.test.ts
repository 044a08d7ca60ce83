import type { ClientFrame, LogEntry } from '@tote/wire';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createListFollower, type FollowerEvents, type FollowerReport } from './list-follower.ts';
import { createListSeal } from './list-seal.ts';
import { createRelayKnowledge, isAtRelay } from './relay-knowledge.ts';
import { createRelayLearner } from './relay-learner.ts';
import type { ChannelOwner, RelayLine } from './relay-line.ts';
import { ed25519, keys, random, until } from './testing/devices.ts';

const GENERATION = new Uint8Array(16).fill(7);

const seal = createListSeal({ keys, ed25519, random });

/** One act of one client, as an update. */
const act = (client: number, word: string): Uint8Array => {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getArray('words').push([word]);
  return Y.encodeStateAsUpdate(doc);
};

const entry = async (sequence: number, update: Uint8Array, covers?: number): Promise<LogEntry> => ({
  sequence,
  envelope: await seal.seal(covers === undefined ? 'update' : 'snapshot', update),
  ...(covers !== undefined && { covers }),
});

const spies = () => ({
  events: {
    caughtUp: vi.fn<FollowerEvents['caughtUp']>(),
    received: vi.fn<FollowerEvents['received']>(),
    presence: vi.fn<FollowerEvents['presence']>(),
    peerJoined: vi.fn<FollowerEvents['peerJoined']>(),
    peerLeft: vi.fn<FollowerEvents['peerLeft']>(),
    alive: vi.fn<FollowerEvents['alive']>(),
    ended: vi.fn<FollowerEvents['ended']>(),
  },
  report: {
    changed: vi.fn<FollowerReport['changed']>(),
    setAside: vi.fn<FollowerReport['setAside']>(),
    refused: vi.fn<FollowerReport['refused']>(),
    relayLostData: vi.fn<FollowerReport['relayLostData']>(),
    seen: vi.fn<FollowerReport['seen']>(),
    stored: vi.fn<FollowerReport['stored']>(),
    lacks: vi.fn<FollowerReport['lacks']>(),
  },
});

/** A follower that asked to be let in; it remembers the log up to `sequence`, if it remembers one, and holds these acts of it. */
const createFollower = (sequence?: number, ...held: readonly Uint8Array[]) => {
  const sent: ClientFrame[] = [];
  let owner: ChannelOwner | undefined;
  const line: RelayLine = {
    url: 'wss://relay.test/relay',
    origin: 'relay.test',
    join: (next) => {
      owner = next;
      return { id: 1, send: (frame) => sent.push(frame), close: () => undefined };
    },
    probe: () => undefined,
    close: () => undefined,
  };
  const knowledge = createRelayKnowledge(sequence === undefined ? undefined : GENERATION);
  if (sequence !== undefined) knowledge.cursor = { generation: GENERATION, sequence };
  const doc = new Y.Doc();
  for (const update of held) Y.applyUpdate(doc, update);
  knowledge.held = Y.snapshot(doc);
  const { events, report } = spies();
  const follower = createListFollower({ line, seal, learner: createRelayLearner(knowledge), events, report });
  const receive = (frame: Parameters<ChannelOwner['receive']>[0]) => owner?.receive(frame);
  return {
    follower,
    knowledge,
    events,
    report,
    sent,
    receive,
    lost: () => owner?.lost(1006),
    open: (head: number) => receive({ type: 'opened', channel: 1, generation: GENERATION, head, peer: 1 }),
    caughtUp: (at: number) => receive({ type: 'caught-up', channel: 1, sequence: at }),
    entries: async (...entries: readonly Promise<LogEntry>[]) =>
      receive({ type: 'entries', channel: 1, entries: await Promise.all(entries) }),
  };
};

/** A follower that has read an empty log. */
const liveFollower = async () => {
  const parts = createFollower();
  parts.open(0);
  parts.caughtUp(0);
  await until(() => expect(parts.follower.live).toBe(true));
  return parts;
};

/** The last frame of this type that was sent. */
const lastOf = <Type extends ClientFrame['type']>(sent: readonly ClientFrame[], type: Type) => {
  const frame = sent.findLast((one) => one.type === type);
  if (!frame) throw new Error(`no ${type} was sent`);
  return frame as Extract<ClientFrame, { readonly type: Type }>;
};

describe('what a follower remembers of a log', () => {
  it('[S6] a relay whose log is shorter than it was has lost data: nothing that it held counts any more', async () => {
    const milk = act(1, 'milk');
    const { knowledge, report, open } = createFollower(5, milk);
    open(3);
    await until(() => expect(report.relayLostData).toHaveBeenCalledOnce());
    expect(knowledge.cursor?.sequence).toBe(0);
    expect(isAtRelay(knowledge, milk)).toBe(false);
  });

  it('[S5] of a log that is as long or longer it goes on where it was', async () => {
    const milk = act(1, 'milk');
    const { follower, knowledge, report, open, caughtUp } = createFollower(5, milk);
    open(5);
    caughtUp(5);
    await until(() => expect(follower.live).toBe(true));
    expect(report.relayLostData).not.toHaveBeenCalled();
    expect(isAtRelay(knowledge, milk)).toBe(true);
  });

  it('[S8] a hole behind what it remembers makes it forget that and read the whole log', async () => {
    const { knowledge, events, report, open, entries, caughtUp } = createFollower(2);
    open(5);
    await entries(entry(3, act(1, 'milk')), entry(5, act(2, 'bread')));
    caughtUp(5);
    await until(() => expect(events.ended).toHaveBeenCalledWith(4_550));
    expect(knowledge.cursor).toBeUndefined();
    expect(report.lacks).not.toHaveBeenCalled();
    expect(events.caughtUp).not.toHaveBeenCalled();
  });

  it('[S8] a hole in a log that was read whole is told, and passed over', async () => {
    const { follower, knowledge, events, report, open, entries, caughtUp } = createFollower();
    open(3);
    await entries(entry(1, act(1, 'milk')), entry(3, act(2, 'bread')));
    caughtUp(3);
    await until(() => expect(follower.live).toBe(true));
    expect(report.setAside).toHaveBeenCalledExactlyOnceWith({
      where: 'relay',
      position: 2,
      reason: 'missing-at-relay',
    });
    expect(report.lacks).toHaveBeenCalledOnce();
    expect(knowledge.cursor?.sequence).toBe(3);
    expect(events.caughtUp.mock.lastCall?.[0].map(({ position }) => position)).toEqual([1, 3]);
  });

  it('[S22] a snapshot that covers no more than it has read hides nothing from it', async () => {
    const milk = act(1, 'milk');
    const { follower, knowledge, report, open, entries, caughtUp } = createFollower(3, milk);
    open(4);
    await entries(entry(4, act(2, 'bread'), 3));
    caughtUp(4);
    await until(() => expect(follower.live).toBe(true));
    expect(report.relayLostData).not.toHaveBeenCalled();
    expect(isAtRelay(knowledge, milk)).toBe(true);
  });

  it('[S22] one from ahead of it that lacks what it had read is lost data', async () => {
    const milk = act(1, 'milk');
    const { follower, knowledge, report, open, entries, caughtUp } = createFollower(3, milk);
    open(5);
    await entries(entry(5, act(2, 'bread'), 4));
    caughtUp(5);
    await until(() => expect(follower.live).toBe(true));
    expect(report.relayLostData).toHaveBeenCalledOnce();
    expect(isAtRelay(knowledge, milk)).toBe(false);
    expect(knowledge.tail).toEqual({ covered: 4, bytes: 0 });
  });

  it('[S5] [S23] what was read when the channel ends is handed over first, and counts only then', async () => {
    for (const end of ['close', 'lost'] as const) {
      const { follower, knowledge, events, report, open, entries, lost } = createFollower();
      open(9);
      await entries(entry(1, act(1, 'milk')));
      await until(() => expect(report.changed).toHaveBeenCalledTimes(2)); // opened, and read
      expect(knowledge.cursor?.sequence).toBe(0);
      if (end === 'close') follower.close();
      else lost();
      expect(events.received.mock.lastCall?.[0].map(({ position }) => position)).toEqual([1]);
      expect(knowledge.cursor?.sequence).toBe(1);
    }
  });
});

describe('what a follower sends', () => {
  it('[S4] an act is at the relay once it is acknowledged, and stands where the relay says', async () => {
    const { follower, knowledge, report, sent, receive } = await liveFollower();
    const milk = act(1, 'milk');
    follower.append(milk);
    await until(() => expect(sent.length).toBe(1));
    expect(isAtRelay(knowledge, milk)).toBe(false);
    receive({ type: 'ack', channel: 1, request: lastOf(sent, 'append').request, sequences: [1, 2] });
    await until(() => expect(isAtRelay(knowledge, milk)).toBe(true));
    expect(report.stored.mock.lastCall?.[0].sequence).toBe(2);
    expect(knowledge.cursor?.sequence).toBe(2);
    expect(follower.idle).toBe(true);
  });

  it('sends nothing more once it is closed', async () => {
    const { follower, sent } = await liveFollower();
    const sealing = vi.spyOn(seal, 'seal');
    follower.append(act(1, 'milk'));
    follower.appendSnapshot(() => new Uint8Array(100));
    follower.sendPresence(new Uint8Array(10));
    follower.close();
    await Promise.all(sealing.mock.results.map(({ value }) => value as Promise<Uint8Array>));
    expect(sealing).toHaveBeenCalledTimes(3);
    expect(sent).toEqual([]);
    sealing.mockRestore();
  });

  it('[S13] encodes no state while a snapshot is unanswered', async () => {
    const { follower, knowledge, sent, receive } = await liveFollower();
    const encodeState = vi.fn(() => new Uint8Array(100));
    expect(follower.appendSnapshot(encodeState)).toBe('made');
    for (let i = 0; i < 3; i++) expect(follower.appendSnapshot(encodeState)).toBe('not-now');
    expect(encodeState).toHaveBeenCalledTimes(1);
    await until(() => expect(sent).toMatchObject([{ type: 'snapshot' }]));
    receive({ type: 'refused', channel: 1, request: lastOf(sent, 'snapshot').request, code: 'storage-failed' });
    await until(() => expect(follower.appendSnapshot(encodeState)).toBe('made'));
    expect(encodeState).toHaveBeenCalledTimes(2);
    await until(() => expect(sent.length).toBe(2));
    receive({ type: 'ack', channel: 1, request: lastOf(sent, 'snapshot').request, sequences: [1] });
    await until(() => expect(knowledge.cursor?.sequence).toBe(1));
    expect(follower.appendSnapshot(encodeState)).toBe('made');
  });
});

describe('what others say', () => {
  it('[S12] only what was sealed as presence is heard as such', async () => {
    const { events, receive } = await liveFollower();
    for (const kind of ['update', 'presence'] as const)
      receive({ type: 'presence', channel: 1, peer: 2, envelope: await seal.seal(kind, Uint8Array.of(1)) });
    receive({ type: 'peer-left', channel: 1, peer: 2 });
    await until(() => expect(events.peerLeft).toHaveBeenCalledOnce());
    expect(events.presence).toHaveBeenCalledOnce();
  });

  it('[S12] nobody is heard once the channel is over: all faces went with it', async () => {
    const { follower, events, receive } = await liveFollower();
    const envelope = await seal.seal('presence', Uint8Array.of(1));
    const opening = vi.spyOn(seal, 'open');
    receive({ type: 'presence', channel: 1, peer: 2, envelope });
    expect(opening).toHaveBeenCalledOnce();
    follower.close();
    await opening.mock.results[0]?.value;
    await Promise.resolve();
    expect(events.presence).not.toHaveBeenCalled();
    opening.mockRestore();
  });

  it('[S8] a place of which a snapshot was noted counts as read', async () => {
    const { knowledge, receive } = await liveFollower();
    receive({ type: 'snapshot-noted', channel: 1, sequence: 1, covers: 0 });
    await until(() => expect(knowledge.cursor?.sequence).toBe(1));
  });
});

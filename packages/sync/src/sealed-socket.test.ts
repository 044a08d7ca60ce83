import { Awareness } from 'y-protocols/awareness';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { readAwarenessUpdate, writeAwarenessUpdate } from './awareness-update.ts';
import type { FollowerEvents } from './list-follower.ts';
import { createRelayKnowledge } from './relay-knowledge.ts';
import { createSealedSocketClass } from './sealed-socket.ts';
import { readYMessage } from './y-messages.ts';

it('[S23] believes no more peers than may be here at once, however many a relay names', () => {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  let events: FollowerEvents | undefined;
  const SealedSocket = createSealedSocketClass({
    doc,
    knowledge: createRelayKnowledge(),
    mayWrite: false,
    takeHeard: () => [],
    awareness,
    isHeardDirectly: () => false,
    clientIdClash: () => undefined,
    follow: (told) => {
      events = told;
      return { close: () => undefined } as ReturnType<Parameters<typeof createSealedSocketClass>[0]['follow']>;
    },
    takeIn: () => undefined,
  });
  const socket = new SealedSocket('ws://relay.test');
  const here = new Set<number>();
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    const said = readYMessage(new Uint8Array(data));
    if (said.type !== 'awareness') return;
    for (const { client, state } of readAwarenessUpdate(said.update) ?? [])
      if (state) here.add(client);
      else here.delete(client);
  };
  const say = (peer: number) =>
    events?.presence(peer, writeAwarenessUpdate([{ client: peer + 1, clock: 1, state: {} }]));
  for (let peer = 0; peer < 1_100; peer++) say(peer);
  expect(here.size).toBe(1_000);
  events?.peerLeft(7);
  say(1_099);
  expect([here.size, here.has(8), here.has(1_100)]).toEqual([1_000, false, true]);
  socket.close();
  awareness.destroy();
});

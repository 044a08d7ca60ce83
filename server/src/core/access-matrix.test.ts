/** Role × request × state: every cell, generated. What is not allowed here must be refused with exactly this code. */
import type { ClientFrame, RefusalCode, Role } from '@tote/wire';
import { describe, expect, it } from 'vitest';
import { random } from '../testing/random.ts';
import { TEST_ORIGIN } from '../testing/test-client.ts';
import { createTestList, type TestList } from '../testing/test-list.ts';
import { createTestRelay, type SocketInMemory } from '../testing/test-relay.ts';

const ROLES = ['edit', 'view'] as const satisfies readonly Role[];
const REQUESTS = ['append', 'snapshot', 'presence', 'close', 'ping', 'hello', 'open again'] as const;
const STATES = ['new', 'greeted', 'opening', 'open', 'closed channel', 'draining'] as const;
const LISTS = ['own', 'other'] as const;
type Answer = 'ack' | 'pong' | 'challenge' | 'closed' | 'opened' | 'silence' | 'socket 4400' | RefusalCode;

const REQUEST = 77;

/** What the rules say. `list`: whose envelopes the request carries. */
const expected = (
  role: Role,
  request: (typeof REQUESTS)[number],
  state: (typeof STATES)[number],
  list: (typeof LISTS)[number],
): Answer => {
  if (state === 'new') return request === 'hello' ? 'challenge' : 'socket 4400';
  switch (request) {
    case 'hello':
      return 'challenge';
    case 'ping':
      return 'pong';
    case 'presence':
      return 'silence';
    case 'close':
      return state === 'greeted' || state === 'closed channel' ? 'silence' : 'closed';
    case 'open again':
      if (state === 'draining') return 'channel-in-use';
      return state === 'greeted' ? 'opened' : 'channel-in-use';
    case 'append':
    case 'snapshot':
      if (state !== 'open' && state !== 'draining') return 'not-open';
      if (state === 'draining') return 'draining';
      if (role === 'view') return 'read-only';
      return list === 'own' ? 'ack' : 'bad-signature';
  }
};

const frameFor = async (
  client: SocketInMemory,
  request: (typeof REQUESTS)[number],
  role: Role,
  own: TestList,
  from: TestList,
  generation: Uint8Array,
  state: (typeof STATES)[number],
): Promise<ClientFrame> => {
  switch (request) {
    case 'append':
      return { type: 'append', channel: 1, request: REQUEST, envelopes: [from.envelope()] };
    case 'snapshot':
      return {
        type: 'snapshot',
        channel: 1,
        request: REQUEST,
        generation,
        covers: 0,
        envelope: from.envelope('snapshot'),
      };
    case 'presence':
      return { type: 'presence', channel: 1, envelope: from.presence() };
    case 'close':
      return { type: 'close', channel: 1 };
    case 'ping':
      return { type: 'ping', token: REQUEST };
    case 'hello':
      return { type: 'hello', version: 1, nonces: 1 };
    case 'open again': {
      const [relayNonce = random(32)] = state === 'new' ? [] : await client.hello();
      return own.open({ channel: 1, relayNonce, origin: TEST_ORIGIN }, { role });
    }
  }
};

const enter = async (state: (typeof STATES)[number], role: Role, list: TestList) => {
  let hangs = state === 'opening';
  const { connect, relay } = createTestRelay({
    wrapStore: (store) => ({
      ...store,
      head: (name) => (hangs ? new Promise(() => undefined) : store.head(name)),
      append: (...args) => (state === 'draining' ? new Promise(() => undefined) : store.append(...args)),
    }),
  });
  const client = connect();
  let generation = random(16);
  if (state === 'new') return { client, generation };
  const [relayNonce = random(32)] = await client.hello();
  if (state === 'greeted') return { client, generation };
  client.send(list.open({ channel: 1, relayNonce, origin: TEST_ORIGIN }, { role }));
  if (state === 'opening') return { client, generation };
  hangs = false;
  ({ generation } = await client.next('opened'));
  await client.next('caught-up');
  if (state === 'closed channel') {
    client.send({ type: 'close', channel: 1 });
    await client.next('closed');
  }
  if (state === 'draining') {
    const writer = connect();
    await writer.follow(list);
    void writer.append([list.envelope()]).catch(() => undefined); // keeps the drain waiting
    await client.next('peer-joined');
    void relay.drain();
  }
  return { client, generation };
};

/** The one answer to the request, or that there was none. */
const answerOf = (client: SocketInMemory, from: number): Answer => {
  if (client.closeCode !== undefined) return client.closeCode === 4400 ? 'socket 4400' : 'silence';
  const answers = client.received.slice(from).filter(({ type }) => type !== 'caught-up');
  expect(answers.length).toBeLessThanOrEqual(1);
  const [answer] = answers;
  if (!answer) return 'silence';
  return answer.type === 'refused' ? answer.code : (answer.type as Answer);
};

describe('[R3] access matrix', () => {
  const cells = STATES.flatMap((state) =>
    ROLES.flatMap((role) => REQUESTS.flatMap((request) => LISTS.map((list) => ({ state, role, request, list })))),
  );

  it.each(cells)('$state, $role: $request with envelopes of the $list list', async ({ state, role, request, list }) => {
    const own = createTestList();
    const { client, generation } = await enter(state, role, own);
    const frame = await frameFor(
      client,
      request,
      role,
      own,
      list === 'own' ? own : createTestList(),
      generation,
      state,
    );
    const before = client.received.length;
    client.send(frame);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(answerOf(client, before)).toBe(expected(role, request, state, list));
  });
});

import { describe, expect, it } from 'vitest';
import type { MemoryStore } from '../adapters/memory-store.ts';
import { random } from '../testing/random.ts';
import { createTestList } from '../testing/test-list.ts';
import { createTestRelay } from '../testing/test-relay.ts';
import type { LogStore } from './log-store.ts';

const stored = async (store: MemoryStore, name: string) =>
  (await store.read(name, 0, 1e9)).map((entry) => entry.envelope);

describe('appending', () => {
  it('[R5] acknowledges when it is durable, and passes it on to the others, not back to its maker', async () => {
    const list = createTestList();
    const waiting: (() => void)[] = [];
    const { connect, store } = createTestRelay({
      wrapStore: (inner): LogStore => ({
        ...inner,
        append: async (...args) => {
          await new Promise<void>((resolve) => waiting.push(resolve));
          return inner.append(...args);
        },
      }),
    });
    const [ann, ben] = [connect(), connect()];
    await ann.follow(list);
    await ben.follow(list);
    const envelope = list.envelope();
    const answer = ann.append([envelope]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ann.received.at(-1)?.type).not.toBe('ack');
    expect(ben.received.at(-1)?.type).not.toBe('entries');
    for (const go of waiting) go();
    expect(await answer).toMatchObject({ type: 'ack', sequences: [1] });
    expect((await ben.next('entries')).entries).toEqual([{ sequence: 1, envelope }]);
    expect(await stored(store, list.name)).toEqual([envelope]);
    expect(ann.received.filter(({ type }) => type === 'entries')).toEqual([]);
  });

  it('[R5] gathers what comes while the store is busy, and answers each request by itself', async () => {
    const list = createTestList();
    const sizes: number[] = [];
    const { connect } = createTestRelay({
      wrapStore: (inner): LogStore => ({
        ...inner,
        append: async (name, entries, generation) => {
          sizes.push(entries.length);
          await new Promise((resolve) => setTimeout(resolve, 2));
          return inner.append(name, entries, generation);
        },
      }),
    });
    const [ann, ben, eve] = [connect(), connect(), connect()];
    for (const client of [ann, ben, eve]) await client.follow(list);
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => ann.append([list.envelope(), list.envelope()])),
      ...Array.from({ length: 5 }, () => ben.append([list.envelope()])),
    ]);
    expect(sizes).toEqual([2, 23]);
    expect(answers.flatMap((answer) => (answer.type === 'ack' ? answer.sequences : []))).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1),
    );
    expect((await eve.next('entries', ({ entries }) => entries.at(-1)?.sequence === 25)).entries).toHaveLength(23);
  });

  it('[R6] tells makers of entries and acknowledgements in rising order', async () => {
    const list = createTestList();
    const { connect } = createTestRelay();
    const [ann, ben] = [connect(), connect()];
    await ann.follow(list);
    await ben.follow(list);
    await Promise.all([0, 1, 2, 3].flatMap(() => [ann.append([list.envelope()]), ben.append([list.envelope()])]));
    for (const client of [ann, ben]) {
      const heard = client.received.flatMap((frame) => {
        if (frame.type === 'ack') return frame.sequences;
        return frame.type === 'entries' ? frame.entries.map(({ sequence }) => sequence) : [];
      });
      expect(heard).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });

  it('[R7] acknowledges an envelope again under its first sequence and passes it on to nobody', async () => {
    const list = createTestList();
    const { connect } = createTestRelay();
    const [ann, ben] = [connect(), connect()];
    await ann.follow(list);
    await ben.follow(list);
    const [first, second] = [list.envelope(), list.envelope()];
    await ann.append([first, second]);
    expect(await ben.append([second, first])).toMatchObject({ sequences: [2, 1] });
    expect(await ann.append([second, list.envelope(), first])).toMatchObject({ sequences: [2, 3, 1] });
    const got = ben.received.flatMap((frame) => (frame.type === 'entries' ? frame.entries : []));
    expect(got.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('[R3] checks no signature of what the log has, or of what has no place', async () => {
    const list = createTestList();
    let checks = 0;
    const { connect } = createTestRelay({
      limits: { tailEntriesMax: 3 },
      verify:
        (inner) =>
        (...args) => {
          checks += 1;
          return inner(...args);
        },
    });
    const ann = connect();
    await ann.follow(list);
    const envelopes = [list.envelope(), list.envelope()];
    await ann.append(envelopes);
    checks = 0;
    expect(await ann.append(envelopes.slice(0, 1))).toMatchObject({ sequences: [1] });
    expect(checks).toBe(0);
    expect(await ann.append([list.envelope(), list.envelope()])).toMatchObject({ code: 'list-full' });
    expect(checks).toBe(0);
    expect(await ann.append([list.envelope()])).toMatchObject({ sequences: [3] });
    expect(checks).toBe(1);
  });

  it('[R3] keeps the order of requests whatever the order in which signatures are found good, and refuses the bad ones alone', async () => {
    const list = createTestList();
    const answers: (() => void)[] = [];
    let held = false;
    const { connect, store } = createTestRelay({
      verify:
        (inner) =>
        async (...args) => {
          const isGood = await inner(...args);
          if (held) await new Promise<void>((resolve) => answers.push(resolve));
          return isGood;
        },
    });
    const ann = connect();
    await ann.follow(list);
    held = true;
    const envelopes = Array.from({ length: 6 }, () => list.envelope());
    const spoilt = envelopes[3]?.slice() ?? new Uint8Array();
    spoilt[100] = (spoilt[100] ?? 0) ^ 1;
    const asked = envelopes.map((envelope, index) => ann.append([index === 3 ? spoilt : envelope]));
    await expect.poll(() => answers.length).toBe(6);
    for (const answer of answers.reverse()) answer();
    const answered = (await Promise.all(asked)).map((frame) =>
      frame.type === 'ack' ? frame.sequences[0] : frame.code,
    );
    expect(answered).toEqual([1, 2, 3, 'bad-signature', 4, 5]);
    expect((await store.head(list.name))?.sequence).toBe(5);
  });

  it('[R3] refuses everything from a viewer but presence', async () => {
    const list = createTestList();
    const { connect, store } = createTestRelay();
    const viewer = connect();
    const { generation } = await viewer.follow(list, { role: 'view' });
    expect(await viewer.append([list.envelope()])).toMatchObject({ type: 'refused', code: 'read-only' });
    viewer.send({
      type: 'snapshot',
      channel: 1,
      request: 9,
      generation,
      covers: 0,
      envelope: list.envelope('snapshot'),
    });
    expect(await viewer.next('refused', ({ request }) => request === 9)).toMatchObject({ code: 'read-only' });
    expect(store.lists()).toEqual([]);
  });

  it('[R3] refuses forged and malformed envelopes, with all that came in the same request', async () => {
    const list = createTestList();
    const { connect, store } = createTestRelay();
    const client = connect();
    await client.follow(list);
    const good = list.envelope();
    const changed = good.map((byte, index) => (index === 40 ? byte ^ 1 : byte));
    const cases: [Uint8Array, string][] = [
      [changed, 'bad-signature'],
      [createTestList().envelope(), 'bad-signature'],
      [good.subarray(0, 30), 'envelope-malformed'],
      [good.subarray(0, good.length - 1), 'envelope-malformed'],
      [random(200).fill(9, 0, 1), 'envelope-malformed'],
      [list.presence(), 'envelope-malformed'],
      [list.envelope('snapshot'), 'envelope-malformed'],
    ];
    for (const [bad, code] of cases)
      expect(await client.append([list.envelope(), bad, list.envelope()])).toMatchObject({ type: 'refused', code });
    expect(store.lists()).toEqual([]);
    expect(await client.append([good])).toMatchObject({ type: 'ack', sequences: [1] });
  });

  it('[R3] keeps and passes on envelopes of kinds that it does not know, if they are signed', async () => {
    const list = createTestList();
    const { connect } = createTestRelay();
    const client = connect();
    await client.follow(list);
    expect(await client.append([list.envelope('unknown')])).toMatchObject({ type: 'ack', sequences: [1] });
  });

  it('[R4] refuses what is asked of a channel that is not open', async () => {
    const list = createTestList();
    const client = createTestRelay().connect();
    await client.follow(list);
    expect(await client.append([list.envelope()], 2)).toMatchObject({ type: 'refused', code: 'not-open' });
  });

  it('refuses a list whose tail is full until a snapshot makes room', async () => {
    const list = createTestList();
    const { connect } = createTestRelay({ limits: { tailEntriesMax: 3 } });
    const client = connect();
    const { generation } = await client.follow(list);
    await client.append([list.envelope(), list.envelope()]);
    expect(await client.append([list.envelope(), list.envelope()])).toMatchObject({ code: 'list-full' });
    await client.append([list.envelope()]);
    const envelope = list.envelope('snapshot');
    client.send({ type: 'snapshot', channel: 1, request: 99, generation, covers: 3, envelope });
    await client.next('ack', ({ request }) => request === 99);
    expect(await client.append([list.envelope(), list.envelope()])).toMatchObject({ type: 'ack', sequences: [5, 6] });
  });

  it('refuses a list that keeps too many bytes, snapshots too', async () => {
    const list = createTestList();
    const { connect } = createTestRelay({ limits: { listBytesMax: 400 } });
    const client = connect();
    const { generation } = await client.follow(list);
    await client.append([list.envelope(), list.envelope()]);
    const envelope = list.envelope('snapshot');
    client.send({ type: 'snapshot', channel: 1, request: 99, generation, covers: 2, envelope });
    expect(await client.next('refused')).toMatchObject({ request: 99, code: 'list-full' });
  });

  it('refuses envelopes that are too large or come too fast', async () => {
    const list = createTestList();
    const { connect, advance } = createTestRelay({
      limits: { envelopeBytesMax: 200, envelopesBurst: 3, envelopesPerSecond: 1 },
    });
    const client = connect();
    await client.follow(list);
    expect(await client.append([list.envelope('update', 128)])).toMatchObject({ code: 'too-large' });
    expect(await client.append([list.envelope(), list.envelope(), list.envelope()])).toMatchObject({
      code: 'rate-limited',
    });
    advance(1000);
    expect(await client.append([list.envelope(), list.envelope(), list.envelope()])).toMatchObject({ type: 'ack' });
  });

  it('[R8] refuses when the store fails or is full, and never acknowledges', async () => {
    const list = createTestList();
    const { connect, store } = createTestRelay();
    const [ann, ben] = [connect(), connect()];
    await ann.follow(list);
    await ben.follow(list);
    store.failWith({ type: 'store-full', bound: 'disk' });
    expect(await ann.append([list.envelope()])).toMatchObject({ type: 'refused', code: 'relay-full' });
    store.failWith({ type: 'store-failed', detail: 'disk' });
    expect(await ann.append([list.envelope()])).toMatchObject({ type: 'refused', code: 'storage-failed' });
    store.failWith(undefined);
    expect(await ann.append([list.envelope()])).toMatchObject({ type: 'ack', sequences: [1] });
    expect((await ben.next('entries')).entries).toHaveLength(1);
    expect(ben.received.filter(({ type }) => type === 'entries')).toHaveLength(1);
  });

  it('[R8] passes on what was written although the store said that it failed', async () => {
    const list = createTestList();
    const { connect } = createTestRelay({
      wrapStore: (inner): LogStore => ({
        ...inner,
        append: async (...args) => {
          await inner.append(...args);
          throw new Error('the answer was lost');
        },
      }),
    });
    const [ann, ben] = [connect(), connect()];
    await ann.follow(list);
    await ben.follow(list);
    const envelope = list.envelope();
    expect(await ann.append([envelope])).toMatchObject({ type: 'refused', code: 'storage-failed' });
    expect((await ben.next('entries')).entries).toEqual([{ sequence: 1, envelope }]);
    expect((await ann.next('entries')).entries).toEqual([{ sequence: 1, envelope }]);
    expect(await ben.next('caught-up')).toMatchObject({ sequence: 1 });
  });

  it('[R13] makes everybody open anew when the log was wiped under a room', async () => {
    const list = createTestList();
    const { connect, store, events } = createTestRelay();
    const [ann, ben] = [connect(), connect()];
    const { generation } = await ann.follow(list);
    await ben.follow(list);
    await ann.append([list.envelope(), list.envelope()]);
    store.wipe();
    void ann.append([list.envelope()]).catch(() => undefined);
    for (const client of [ann, ben]) expect(await client.next('closed')).toMatchObject({ code: 'relay-fault' });
    expect(ann.received.filter(({ type }) => type === 'ack')).toHaveLength(1);
    expect(events).toContainEqual({ type: 'log-changed', list: `${list.name.slice(0, 6)}…` });
    const opened = await ben.follow(list, { channel: 2, resume: { generation, sequence: 2 } });
    expect(opened.head).toBe(1);
    expect(opened.generation).not.toEqual(generation);
  });

  it('[R13] makes everybody open anew when the log has another generation, though its numbers go on', async () => {
    const list = createTestList();
    const { connect, store } = createTestRelay();
    const [ann, ben] = [connect(), connect()];
    const { generation } = await ann.follow(list);
    await ben.follow(list);
    await ann.append([list.envelope(), list.envelope()]);
    store.crash();
    void ann.append([list.envelope()]).catch(() => undefined);
    for (const client of [ann, ben]) expect(await client.next('closed')).toMatchObject({ code: 'relay-fault' });
    expect(ann.received.filter(({ type }) => type === 'ack')).toHaveLength(1);
    expect(ben.received.flatMap((frame) => (frame.type === 'entries' ? frame.entries : []))).toHaveLength(2);
    const opened = await ben.follow(list, { channel: 2, resume: { generation, sequence: 2 } });
    expect(opened.generation).not.toEqual(generation);
  });
});

/** A room whose log other relays write to, too: what comes in which order (RELAY.md, R20-R22). The random runs are in relay.sim.test.ts. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type MemoryStore } from '../adapters/memory-store.ts';
import { random } from '../testing/random.ts';
import { createTestList, type TestList } from '../testing/test-list.ts';
import { createTestRelay, type SocketInMemory } from '../testing/test-relay.ts';
import { toMessage } from './elsewhere.ts';
import { RELAY_LIMITS } from './limits.ts';
import { createRoom } from './room.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a log that relays share', () => {
  let store: MemoryStore;
  let told: (() => void)[];
  let synced: (() => void)[];
  let list: TestList;
  beforeEach(() => {
    told = [];
    synced = [];
    list = createTestList();
    store = createMemoryStore({
      random,
      tell: (deliver) => told.push(deliver),
      sync: () => new Promise((resolve) => synced.push(resolve)),
    });
  });
  const sync = async (): Promise<void> => {
    for (const resolve of synced.splice(0)) resolve();
    await turn();
  };
  const tell = async (): Promise<void> => {
    for (const deliver of told.splice(0)) deliver();
    await turn();
  };
  const startRelay = () => createTestRelay({ store, wrapStore: (inner) => inner.forProcess() });
  /** What a channel hears after it was opened, as in W10. */
  const heardBy = (client: SocketInMemory) =>
    client.received.flatMap((frame) => {
      if (frame.type === 'entries') return frame.entries.map(({ sequence }) => `entry ${sequence}`);
      return frame.type === 'ack' ? [`ack ${frame.sequences.join()}`] : [];
    });
  const openAt = async (): Promise<SocketInMemory> => {
    const client = startRelay().connect();
    await client.follow(list);
    return client;
  };
  const appendNow = async (client: SocketInMemory, ...envelopes: Uint8Array[]): Promise<void> => {
    const answer = client.append(envelopes);
    await turn();
    await sync();
    expect((await answer).type).toBe('ack');
  };

  /** Two at two relays; the log has one entry, or each would have made another one (R13). */
  const openBoth = async (): Promise<readonly [SocketInMemory, SocketInMemory]> => {
    const ann = await openAt();
    await appendNow(ann, list.envelope());
    await tell();
    return [ann, await openAt()];
  };

  it('[R20] what is heard while an append is under way waits for its answer, and nothing is read for it', async () => {
    const [ann, ben] = await openBoth();
    const before = ann.received.filter(({ type }) => type === 'caught-up').length;
    const bens = ben.append([list.envelope()]);
    const anns = ann.append([list.envelope()]);
    await turn();
    await sync(); // Ben's is in the log, Ann's under way
    await tell();
    expect(heardBy(ann)).toEqual(['ack 1']);
    await sync();
    await Promise.all([bens, anns]);
    await tell();
    await turn();
    const [annHeard, benHeard] = [heardBy(ann), heardBy(ben)];
    expect([...annHeard, ...benHeard].filter((heard) => heard.startsWith('ack')).sort()).toHaveLength(3);
    const sequencesOf = (heard: readonly string[]) => heard.map((text) => Number(text.split(' ')[1]));
    expect(sequencesOf(annHeard)).toEqual([1, 2, 3]);
    expect(sequencesOf(benHeard)).toEqual([1, 2, 3]);
    expect(ann.received.filter(({ type }) => type === 'caught-up')).toHaveLength(before);
  });

  it('[R20] what another relay has already is acknowledged in its place, after what came before it', async () => {
    const [ann, ben] = await openBoth();
    const again = list.envelope();
    await appendNow(ann, again);
    await appendNow(ann, list.envelope());
    told = []; // Ben's relay hears of neither
    await appendNow(ben, again, list.envelope());
    await turn();
    expect(heardBy(ben)).toEqual(['entry 1', 'entry 2', 'entry 3', 'ack 2,4']);
  });

  it('[R21] entries that were not heard of are found by looking, and what is heard twice is told once', async () => {
    const [ann, ben] = await openBoth();
    await appendNow(ann, list.envelope(), list.envelope());
    const late = told.splice(0);
    store.look();
    await turn();
    expect(heardBy(ben)).toEqual(['entry 1', 'entry 2', 'entry 3']);
    for (const deliver of late) deliver();
    await turn();
    expect(heardBy(ben)).toEqual(['entry 1', 'entry 2', 'entry 3']);
  });

  it('[R21] news that come late take nothing back: what has gone from a log is not looked for', () => {
    const generation = random(16);
    const known = {
      generation,
      sequence: 5,
      prunedThrough: 3,
      bytes: 10,
      tailBytes: 5,
      snapshot: { sequence: 4, covers: 3 },
    };
    const shared = { random, nowMs: () => 0, onEvent: () => undefined, onIdle: () => undefined };
    const deps = { ...shared, store, limits: RELAY_LIMITS, waitingTotal: { bytes: 0 } };
    const room = createRoom(deps, list.name, known, { say: () => undefined, close: () => undefined });
    room.appended({ head: { ...known, prunedThrough: 0 }, entries: () => [] });
    expect(room.startFor({ generation, sequence: 1 })).toEqual({ cursor: 3, snapshot: known.snapshot });
  });

  it('[R22] a relay that goes takes its followers along; one that was deaf asks who is there', async () => {
    const said: Uint8Array[] = [];
    const elsewhere = {
      appended: () => undefined,
      said: (_: string, message: Uint8Array) => said.push(message),
      gone: () => undefined,
      missed: () => undefined,
    };
    const ann = startRelay().connect();
    const { peer } = await ann.follow(list);
    const room = await store.forProcess().follow?.(list.name, elsewhere);
    room?.say(toMessage({ type: 'peer-joined', peer: 77 }));
    room?.say(toMessage({ type: 'presence', peer: 78, envelope: list.presence() }));
    await tell();
    expect(ann.connection.isSeen()).toBe(true);
    await ann.next('peer-joined', (frame) => frame.peer === 77);
    await ann.next('presence', (frame) => frame.peer === 78);
    store.look('all');
    await turn();
    await ann.next('peer-left', (frame) => frame.peer === 77);
    await ann.next('peer-left', (frame) => frame.peer === 78);
    expect(ann.connection.isSeen()).toBe(false);
    await tell();
    expect(said).toContainEqual(toMessage({ type: 'peer-joined', peer }));
  });
});

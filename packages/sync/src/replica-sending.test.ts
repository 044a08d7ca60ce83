import { openEnvelope, sealEnvelope } from '@tote/seal';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createMemoryStore } from './memory-store.ts';
import { ed25519, keys, random, until, untilAgreed, words, write, setUpRelay } from './testing/devices.ts';
import { twoActs } from './testing/two-acts.ts';

const world = setUpRelay();
const { device } = world;

describe('what a replica sends', () => {
  it('[S9] a burst of acts becomes a few envelopes', async () => {
    const [ann, ben] = [await device(), await device()];
    await untilAgreed(ann, ben);
    for (let i = 0; i < 200; i++) write(ann, `${i}`);
    await untilAgreed(ann, ben);
    expect(words(ben)).toHaveLength(200);
    expect(world.relay.entries.length).toBeLessThan(10);
  });

  it('[S9] an act that was refused for the moment is not overtaken by a later one that builds on it', async () => {
    const ann = await device();
    await untilAgreed(ann);
    world.relay.refusals.push('storage-failed');
    write(ann, 'milk');
    write(ann, 'eggs'); // before the refusal is there
    await untilAgreed(ann);
    const reader = new Y.Doc();
    for (const { envelope } of world.relay.entries) {
      const opened = await openEnvelope(keys, envelope, { ed25519 });
      if (!opened.ok) throw new Error(opened.error.type);
      Y.applyUpdate(reader, opened.value.plaintext);
      expect(reader.store.pendingStructs).toBeNull();
    }
    expect(reader.getArray('words').toJSON()).toEqual(['milk', 'eggs']);
  });

  it('[S10] a passing refusal is tried again; a final one is shown and the act stays waiting', async () => {
    const ann = await device();
    await untilAgreed(ann);
    world.relay.refusals.push('storage-failed');
    write(ann, 'milk');
    await untilAgreed(ann);
    world.relay.refusals.push('list-full');
    write(ann, 'eggs');
    await until(() => expect(ann.status).toMatchObject({ relay: 'refused', refusal: 'list-full', waiting: 1 }));
    expect(words(ann)).toEqual(['milk', 'eggs']);
  });

  it('[S10] what the relay puts off more than once in a row is named until it takes it', async () => {
    const ann = await device();
    await untilAgreed(ann);
    const told: unknown[] = [];
    ann.onStatus(({ putOff }) => {
      if (putOff !== told.at(-1)) told.push(putOff);
    });
    world.relay.refusals.push('relay-full', 'relay-full');
    write(ann, 'milk');
    await until(() => expect(ann.status).toMatchObject({ relay: 'live', putOff: 'relay-full', waiting: 1 }));
    await untilAgreed(ann);
    expect(ann.status).toMatchObject({ relay: 'live', putOff: undefined, waiting: 0 });
    world.relay.refusals.push('relay-full');
    write(ann, 'eggs');
    await untilAgreed(ann);
    expect(told.filter((code) => code !== undefined)).toEqual(['relay-full']);
  });

  it('[S13] a snapshot replaces a long tail for the next joiner', async () => {
    const ann = await device();
    await untilAgreed(ann);
    for (let i = 0; i < 101; i++) {
      write(ann, `${i}`);
      await until(() => expect(ann.status.waiting).toBe(0));
    }
    await until(() => expect(world.relay.entries.at(-1)?.covers).toBe(101));
    const late = await device();
    await untilAgreed(ann, late);
    expect(words(late)).toHaveLength(101);
    write(late, 'after');
    await untilAgreed(ann, late);
  });

  it('[S13] a snapshot replaces a tail of few but big entries, written over several sessions; it is no tail itself', async () => {
    const store = createMemoryStore();
    const big = (letter: string) => letter.repeat(25 * 1024);
    const first = await device({ store });
    write(first, big('a'));
    await untilAgreed(first);
    write(first, big('b'));
    await untilAgreed(first);
    await first.close();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(world.relay.entries.map(({ covers }) => covers)).toEqual([undefined, undefined]);
    const second = await device({ store, snapshotsSoon: true });
    await untilAgreed(second);
    write(second, big('c'));
    await until(() => expect(world.relay.entries.at(-1)?.covers).toBe(3));
    const late = await device({ snapshotsSoon: true });
    await untilAgreed(second, late);
    for (const [replica, word] of [
      [second, 'd'],
      [late, 'e'],
    ] as const) {
      write(replica, word);
      await untilAgreed(second, late);
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(world.relay.entries.filter(({ covers }) => covers !== undefined)).toHaveLength(1);
  });

  it('[S13] makes no second snapshot while the first is unanswered', async () => {
    const [ann, ben] = [await device({ snapshotAfterEntries: 2, snapshotsSoon: true }), await device()];
    await untilAgreed(ann, ben);
    world.relay.isSlowWithSnapshots = true;
    const made = () => world.relay.received.filter(({ type }) => type === 'snapshot').length;
    for (const word of ['milk', 'eggs', 'salt', 'bread', 'tea']) {
      write(ben, word);
      await untilAgreed(ann, ben);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(made()).toBe(1);
  });

  it('[S13] what is pending and was read in this log keeps nobody from a snapshot, which says it again', async () => {
    const ann = await device({ snapshotAfterEntries: 3, snapshotsSoon: true });
    await untilAgreed(ann);
    const [, onLost] = twoActs();
    world.relay.entries.push({
      sequence: 1,
      envelope: await sealEnvelope(keys, 'update', onLost, { ed25519, random }),
    });
    world.relay.cut();
    await until(() => expect(ann.doc.store.pendingStructs).not.toBeNull());
    for (const word of ['eggs', 'salt']) {
      await untilAgreed(ann);
      write(ann, word);
    }
    await until(() => expect(world.relay.entries.at(-1)?.covers).toBe(3));
    world.relay.entries.splice(0, 3);
    const late = await device();
    await until(() => expect(words(late)).toEqual(['eggs', 'salt']));
    expect([late.doc.store.pendingStructs, late.doc.store.pendingDs]).not.toContain(null);
  });
});

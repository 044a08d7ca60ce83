import { sealEnvelope } from '@tote/seal';
import { envelopeMessage } from '@tote/seal/verify';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import { ed25519, keys, random, until, untilAgreed, words, write, setUpRelay } from './testing/devices.ts';
import { CONTRADICTION, deletionAhead, HOSTILE_UPDATES, soundUpdate } from './testing/hostile-updates.ts';

const world = setUpRelay();
const { device } = world;

describe('what a replica reads of a log', () => {
  it('[S7] a forged, a foreign and a broken entry are set aside; the rest opens', async () => {
    const ann = await device();
    write(ann, 'milk');
    await untilAgreed(ann);
    const broken = await sealEnvelope(keys, 'update', new Uint8Array([9, 9, 9]), { ed25519, random });
    const forged = (world.relay.entries[0]?.envelope ?? new Uint8Array()).slice();
    forged[60] = (forged[60] ?? 0) ^ 1;
    world.relay.entries.push({ sequence: 2, envelope: forged }, { sequence: 3, envelope: broken });
    const late = await device();
    write(ann, 'eggs');
    world.relay.cut();
    await untilAgreed(ann, late);
    expect(words(late)).toEqual(['milk', 'eggs']);
    expect(late.status.setAside.map(({ where, position }) => [where, position])).toEqual([
      ['relay', 2],
      ['relay', 3],
    ]);
  });

  it('[S7] what a later version says in a kind of its own is passed over: nothing is wrong with it', async () => {
    if (keys.role !== 'edit') throw new Error('an editor signs');
    const ann = await device();
    write(ann, 'milk');
    await untilAgreed(ann);
    const later = await sealEnvelope(keys, 'update', new Uint8Array([9, 9, 9]), { ed25519, random });
    later[2] = 9; // the kind
    const message = envelopeMessage(keys.listIdBytes, later.subarray(0, -64));
    later.set(await ed25519.sign(keys.writeSeed, message), later.length - 64);
    world.relay.entries.push({ sequence: 2, envelope: later });
    write(ann, 'eggs');
    world.relay.cut();
    const late = await device();
    await untilAgreed(ann, late);
    expect(words(late)).toEqual(['milk', 'eggs']);
    expect(late.status.setAside).toEqual([]);
  });

  it('[S21] what a member signed that would harm a document is set aside; the rest opens', async () => {
    const ann = await device();
    write(ann, 'milk');
    await untilAgreed(ann);
    const updates = Object.values(HOSTILE_UPDATES);
    for (const [index, update] of updates.entries()) {
      const envelope = await sealEnvelope(keys, 'update', update, { ed25519, random });
      world.relay.entries.push({ sequence: 2 + index, envelope });
    }
    write(ann, 'eggs');
    world.relay.cut();
    const late = await device();
    await untilAgreed(ann, late);
    expect(words(late)).toEqual(['milk', 'eggs']);
    expect(late.status.setAside).toEqual(
      updates.map((_, index) => ({ where: 'relay', position: 2 + index, reason: 'update-unsound' })),
    );
  });

  it('[S21] of two entries that contradict each other the one that Yjs breaks off at is set aside', async () => {
    const [collected, present] = await Promise.all(
      CONTRADICTION.map((update) => sealEnvelope(keys, 'update', update, { ed25519, random })),
    );
    if (!collected || !present) throw new Error('two updates contradict each other');
    const ann = await device();
    write(ann, 'milk');
    await untilAgreed(ann);
    world.relay.entries.push({ sequence: 2, envelope: collected });
    const store = createMemoryStore();
    const before = await device({ store });
    await untilAgreed(before);
    await until(() => expect(before.status.local.state).toBe('saved'));
    await before.close();
    world.relay.entries.push({ sequence: 3, envelope: present });
    write(ann, 'eggs');
    await until(() => expect(world.relay.entries).toHaveLength(4));
    const after = await device({ store });
    await untilAgreed(after);
    expect(words(after)).toEqual(['milk', 'eggs']);
    expect(after.status.setAside).toEqual([{ where: 'relay', position: 3, reason: 'update-contradicts' }]);
  });

  it('[S16] what somebody deletes before it is written is written under another id, and everybody has it', async () => {
    const [ann, ben] = [await device(), await device()];
    write(ann, 'milk');
    await untilAgreed(ann, ben);
    const envelope = await sealEnvelope(keys, 'update', deletionAhead(ann.doc.clientID), { ed25519, random });
    world.relay.entries.push({ sequence: 2, envelope });
    world.relay.cut();
    await until(() => expect([...words(ann), ...words(ben)]).toEqual([]));
    write(ann, 'eggs');
    await until(() => expect(words(ben)).toEqual(['eggs']));
    const late = await device();
    await until(() => expect(words(late)).toEqual(['eggs']));
  });

  it('[S22] what a snapshot lacks is brought back by whoever reads it and knows more', async () => {
    const store = createMemoryStore();
    const before = await device({ store });
    write(before, 'milk');
    await untilAgreed(before);
    await until(() => expect(before.status.local.state).toBe('saved'));
    await before.close();
    const [foreign, empty] = await Promise.all([
      sealEnvelope(keys, 'update', soundUpdate(), { ed25519, random }),
      sealEnvelope(keys, 'snapshot', new Uint8Array([0, 0]), { ed25519, random }),
    ]);
    world.relay.entries.push({ sequence: 2, envelope: foreign }, { sequence: 3, covers: 2, envelope: empty });
    const after = await device({ store });
    const told: boolean[] = [];
    after.onStatus(({ relayLostData }) => told.push(relayLostData));
    await untilAgreed(after);
    await until(() => expect(world.relay.entries).toHaveLength(4));
    expect(told).toContain(true);
    const late = await device();
    await until(() => expect(words(late)).toEqual(['milk']));
  });

  it('[S8] a snapshot that does not open stands for nothing: a newcomer asks for what it hides, and is given it', async () => {
    const ann = await device();
    write(ann, 'milk');
    await untilAgreed(ann);
    const damaged = await sealEnvelope(keys, 'snapshot', new Uint8Array([9, 9, 9]), { ed25519, random });
    world.relay.entries.push({ sequence: 2, covers: 1, envelope: damaged });
    const late = await device();
    await until(() => expect(words(late)).toEqual(['milk']));
    await untilAgreed(ann, late);
  });

  it('[S8] an entry that the relay lost is brought back by a device that has it, and asks for it to be', async () => {
    const ann = await device();
    for (const word of ['a', 'b', 'c']) {
      write(ann, word);
      await untilAgreed(ann);
    }
    world.relay.entries.splice(1, 1);
    const ben = await device(); // reads the hole; Ann, who is live, cannot see it
    await untilAgreed(ann, ben);
    expect(words(ben)).toEqual(['a', 'b', 'c']);
    expect(ben.status.setAside).toMatchObject([{ where: 'relay', position: 2, reason: 'missing-at-relay' }]);
  });

  it('[S23] a log without end is taken in as it is read', async () => {
    const ann = await device();
    await untilAgreed(ann);
    ann.doc.transact(() => {
      for (let i = 0; i < 80; i++) write(ann, `${i} `.padEnd(60_000, 'x'));
    });
    await untilAgreed(ann);
    world.relay.endless = true;
    const ben = await device();
    await until(() => expect(words(ben).length).toBeGreaterThan(0));
    expect(ben.status.relay).toBe('catching-up');
  });

  it('[S23] a channel on which more waits than may is ended, and opened again', async () => {
    const ann = await device();
    write(ann, 'x'.repeat(60_000));
    await untilAgreed(ann);
    const [long] = world.relay.entries.map(({ envelope }) => envelope);
    world.relay.flood = Array.from({ length: 1_200 }, () => long ?? new Uint8Array());
    world.relay.received.length = 0;
    const ben = await device();
    await untilAgreed(ann, ben);
    expect(world.relay.received.filter(({ type }) => type === 'open')).toHaveLength(2);
  });
});

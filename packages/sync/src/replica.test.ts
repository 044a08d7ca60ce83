import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { until, untilAgreed, viewKeys, words, write, setUpRelay } from './testing/devices.ts';
import { TinyRelay } from './testing/tiny-relay.ts';

const world = setUpRelay();
const { device } = world;

describe('replica', () => {
  it('[S4] an act waits until it is acknowledged, and reaches the other device', async () => {
    const [ann, ben] = [await device(), await device()];
    await untilAgreed(ann, ben);
    write(ann, 'milk');
    await Promise.resolve();
    expect(ann.status.waiting).toBe(1);
    await untilAgreed(ann, ben);
    expect(words(ben)).toEqual(['milk']);
  });

  it('[S4] an answer that was lost leaves the act waiting; the log read again settles it without a second copy', async () => {
    const ann = await device();
    await untilAgreed(ann);
    world.relay.mute = true;
    write(ann, 'milk');
    await until(() => expect(world.relay.entries).toHaveLength(1));
    expect(ann.status.waiting).toBe(1);
    world.relay.mute = false;
    world.relay.cut();
    await untilAgreed(ann);
    expect(world.relay.entries).toHaveLength(1);
  });

  it('[S4] counts waiting acts one by one, also after a reload', async () => {
    const store = createMemoryStore();
    const first = await device({ store });
    await untilAgreed(first);
    write(first, 'at the relay');
    await untilAgreed(first);
    world.relay.stalled = true;
    for (const word of ['a', 'b', 'c']) write(first, word);
    await Promise.resolve();
    expect(first.status.waiting).toBe(3);
    store.crash(); // nothing is written any more: the note about the relay was there before
    await first.close();

    const second = await device({ store });
    expect(second.status.waiting).toBe(3);
    world.relay.stalled = false;
    world.relay.cut();
    await untilAgreed(second);
    expect(words(second)).toEqual(['at the relay', 'a', 'b', 'c']);
  });

  it('[S4][S5] an acknowledgement that overtook the disk is noted as soon as the disk has followed', async () => {
    const store = createMemoryStore({ flushAfterMs: 60_000 });
    const first = await device({ store });
    write(first, 'at the relay');
    await until(() => expect(first.status).toMatchObject({ waiting: 0, relay: 'live', local: { state: 'saving' } }));
    store.flush(); // the act is on disk, and the note is written behind it
    store.flush(); // the note is on disk
    store.crash();
    await first.close();

    world.relay.stalled = true;
    const second = await device({ store });
    expect(words(second)).toEqual(['at the relay']);
    expect(second.status.waiting).toBe(0);
  });

  it('[S19] the copy is folded when nothing waits, and not before', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const store = createMemoryStore();
    const fold = vi.fn<() => void>();
    const open: MemoryStore['open'] = async (...args) => Object.assign(await store.open(...args), { fold });
    const ann = await device({ store: { ...store, open } });
    await untilAgreed(ann);
    world.relay.mute = true;
    write(ann, 'milk');
    vi.advanceTimersByTime(8_000);
    expect(ann.status.waiting).toBe(1);
    expect(fold).not.toHaveBeenCalled();
    world.relay.mute = false;
    world.relay.cut();
    await untilAgreed(ann);
    vi.advanceTimersByTime(8_000);
    expect(fold).toHaveBeenCalled();
  });

  it('[S2] a reload with nothing new appends nothing and downloads nothing', async () => {
    const store = createMemoryStore();
    const first = await device({ store });
    write(first, 'milk');
    await untilAgreed(first);
    await first.close();
    world.relay.received.length = 0;
    const second = await device({ store });
    await untilAgreed(second);
    expect(world.relay.received.filter(({ type }) => type === 'append')).toEqual([]);
    expect(world.relay.received.find(({ type }) => type === 'open')).toMatchObject({ resume: { sequence: 1 } });
  });

  it('both off-line, both edit, both come back', async () => {
    const [ann, ben] = [await device(), await device()];
    await untilAgreed(ann, ben);
    world.relay.stalled = true;
    write(ann, 'milk');
    write(ben, 'eggs');
    await until(() => expect(ann.status.relay === 'live' || ben.status.relay === 'live').toBe(false)); // [S11]
    world.relay.stalled = false;
    await untilAgreed(ann, ben);
    expect(words(ann).sort()).toEqual(['eggs', 'milk']);
  });

  it('[S5] what was read of a log before the reading broke off is kept, and the rest is read from there', async () => {
    const [ann, cyn] = [await device(), await device()];
    ann.doc.getMap('ann').set('brings', 'milk');
    await untilAgreed(ann, cyn);
    cyn.doc.getMap('cyn').set('brings', 'bread');
    await untilAgreed(ann, cyn);
    world.relay.breaksOffAfter = 1;
    const ben = await device();
    await until(() => expect(ben.doc.getMap('cyn').get('brings')).toBe('bread'));
    expect(ben.doc.getMap('ann').get('brings')).toBe('milk');
    const opens = world.relay.received.filter(({ type }) => type === 'open');
    expect(opens.at(-1)).toMatchObject({ resume: { sequence: 1 } });
  });

  it('[S6] a wiped relay is fed again by any device, and says that it lost data until it is', async () => {
    const [ann, ben] = [await device(), await device()];
    write(ann, 'milk');
    write(ben, 'eggs');
    await untilAgreed(ann, ben);
    const lost: boolean[] = [];
    ann.onStatus(({ relayLostData }) => lost.push(relayLostData));
    world.relay.wipe();
    await untilAgreed(ann, ben);
    const late = await device();
    await untilAgreed(ann, ben, late);
    expect(words(late).sort()).toEqual(['eggs', 'milk']);
    expect(lost).toContain(true);
    expect(ann.status.relayLostData).toBe(false);
  });

  it('[S6] what is brought back to a relay that loses its data again and again counts as one act', async () => {
    const ann = await device();
    write(ann, 'milk');
    await untilAgreed(ann);
    world.relay.mute = true;
    for (const loss of [1, 2, 3]) {
      world.relay.wipe();
      await until(() => expect(world.relay.received.filter(({ type }) => type === 'append')).toHaveLength(1 + loss));
      expect(ann.status.waiting).toBe(1);
    }
  });

  it('[S6] [S14] a viewer waits for nothing when a relay lost its data', async () => {
    const [ann, viewer] = [await device(), await device({ keys: viewKeys })];
    write(ann, 'milk');
    await untilAgreed(ann, viewer);
    world.relay.wipe();
    await untilAgreed(ann, viewer);
    expect(viewer.status).toMatchObject({ waiting: 0, relayLostData: false });
  });

  it('[S6] an element of another member that is larger than a piece goes back to a wiped relay, and all the rest', async () => {
    const ann = await device();
    write(ann, 'milk');
    write(ann, 'x'.repeat(190 * 1024));
    await untilAgreed(ann);
    world.relay.wipe();
    write(ann, 'eggs');
    await until(() => expect(ann.status).toMatchObject({ relay: 'live', waiting: 0 }));
    const late = await device();
    await untilAgreed(ann, late);
    expect(words(late).map((word) => word.slice(0, 4))).toEqual(['milk', 'xxxx', 'eggs']);
  });

  it('[S6] a document larger than a frame is fed in pieces', async () => {
    const ann = await device();
    await untilAgreed(ann);
    world.relay.stalled = true;
    ann.doc.transact(() => {
      for (let i = 0; i < 3_000; i++) write(ann, `${i} `.padEnd(200, 'x'));
    });
    world.relay.stalled = false;
    world.relay.cut();
    await untilAgreed(ann);
    expect(world.relay.entries.length).toBeGreaterThan(3);
    const late = await device();
    await untilAgreed(ann, late);
    expect(words(late)).toHaveLength(3_000);
  });

  it('[S14] a viewer reads and sends no update', async () => {
    const ann = await device();
    const viewer = await device({ keys: viewKeys });
    write(ann, 'milk');
    await untilAgreed(ann, viewer);
    world.relay.received.length = 0;
    write(viewer, 'not allowed');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(world.relay.received.filter(({ type }) => type === 'append')).toEqual([]);
    expect(viewer.status.waiting).toBe(0);
  });

  it('two relays: either is enough, and each ends with everything', async () => {
    const other = new TinyRelay();
    const ann = await device({ relays: [world.relay, other] });
    const ben = await device({ relays: [other] });
    write(ann, 'milk');
    write(ben, 'eggs');
    await until(() => expect(words(ann).sort()).toEqual(['eggs', 'milk']));
    const onFirst = await device({ relays: [world.relay] });
    await until(() => expect(words(onFirst).sort()).toEqual(['eggs', 'milk']));
  });
});

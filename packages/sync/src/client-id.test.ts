import { afterEach, describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createClientIdKeeper, type ClientIdKeeper } from './client-id.ts';
import type { KeptClientId } from './session-note.ts';
import { deletionAhead } from './testing/hostile-updates.ts';

const FRESH = 1001;
const KEPT = 7;
const DRAWN = 2002;
const opened: Awareness[] = [];
afterEach(() => opened.splice(0).forEach((awareness) => awareness.destroy()));

/** A session over a copy that holds `clock` structs of the kept id. */
const session = (
  kept: KeptClientId | undefined,
  { clock = 3, exclusive = true }: { clock?: number; exclusive?: boolean } = {},
): { doc: Y.Doc; awareness: Awareness; keeper: ClientIdKeeper } => {
  const doc = Object.assign(new Y.Doc(), { clientID: FRESH });
  const earlier = Object.assign(new Y.Doc(), { clientID: KEPT });
  for (let i = 0; i < clock; i++) earlier.getArray('a').push([i]);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(earlier));
  const awareness = new Awareness(doc);
  opened.push(awareness);
  return {
    doc,
    awareness,
    keeper: createClientIdKeeper({ doc, awareness, kept, isExclusive: () => exclusive, draw: () => DRAWN }),
  };
};

describe('client id', () => {
  it('[S16] moves to the kept id after the log has been read, and presence moves along', () => {
    const { doc, awareness, keeper } = session({ id: KEPT, clock: 3 });
    awareness.setLocalState({ name: 'Ann' });
    expect(doc.clientID).toBe(FRESH);
    keeper.logRead(true);
    expect(doc.clientID).toBe(KEPT);
    expect(awareness.clientID).toBe(KEPT);
    expect([...awareness.getStates()]).toEqual([[KEPT, { name: 'Ann' }]]);
    doc.getArray('a').push(['x']);
    expect(keeper.kept).toEqual({ id: KEPT, clock: 4 });
  });

  it('[S16] not while acts are pending, which may have been written under it and would get another ground', () => {
    const { doc, keeper } = session({ id: KEPT, clock: 3 });
    const lost = Object.assign(new Y.Doc(), { clientID: KEPT });
    for (let i = 0; i < 5; i++) lost.getArray('a').push([i]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(lost, Y.encodeStateVector(new Map([[KEPT, 4]]))));
    expect(doc.store.pendingStructs).not.toBeNull();
    keeper.logRead(true);
    expect(doc.clientID).toBe(FRESH);
  });

  it('[S16] leaves an id whose next acts somebody has deleted already, and does not come back to it', () => {
    const { doc, keeper } = session({ id: KEPT, clock: 3 });
    for (const client of [KEPT, FRESH]) Y.applyUpdate(doc, deletionAhead(client));
    keeper.realign();
    expect(doc.clientID).toBe(DRAWN);
    keeper.logRead(true);
    expect(doc.clientID).toBe(DRAWN);
    expect(keeper.kept?.id).toBe(DRAWN);
  });

  it('[S16] leaves an id for which somebody wrote what comes later', () => {
    const { doc, keeper } = session(undefined);
    const forger = Object.assign(new Y.Doc(), { clientID: FRESH });
    for (let i = 0; i < 5; i++) forger.getArray('a').push([i]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(forger, Y.encodeStateVector(new Map([[FRESH, 4]]))));
    keeper.realign();
    expect(doc.clientID).toBe(DRAWN);
  });

  it('[S16] the first session keeps its own id for the next', () => {
    const { doc, keeper } = session(undefined);
    keeper.logRead(true);
    expect(doc.clientID).toBe(FRESH);
    expect(keeper.kept).toEqual({ id: FRESH, clock: 0 });
  });

  it('[S16] not when the log advanced the id: an earlier session wrote what this copy never stored', () => {
    const { doc, keeper } = session({ id: KEPT, clock: 3 });
    const elsewhere = Object.assign(new Y.Doc(), { clientID: KEPT });
    for (let i = 0; i < 5; i++) elsewhere.getArray('a').push([i]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(elsewhere));
    keeper.logRead(true);
    expect(doc.clientID).toBe(FRESH);
    expect(keeper.kept?.id).toBe(FRESH);
  });

  it('[S16] not when copy and note disagree: data without its note, or a note without its data', () => {
    for (const clock of [2, 4]) {
      const { doc, keeper } = session({ id: KEPT, clock: 3 }, { clock });
      keeper.logRead(true);
      expect(doc.clientID).toBe(FRESH);
    }
  });

  it('[S16] not in a tab that is not the one that stores, and the note stays for the one that is', () => {
    const { doc, keeper } = session({ id: KEPT, clock: 3 }, { exclusive: false });
    keeper.logRead(true);
    expect(doc.clientID).toBe(FRESH);
    expect(keeper.kept).toEqual({ id: KEPT, clock: 3 });
  });

  it('[S16] not before the log has been read, and not from a relay that had lost data', () => {
    const { doc, keeper } = session({ id: KEPT, clock: 3 });
    doc.getArray('a').push(['off-line']);
    expect(keeper.kept).toEqual({ id: KEPT, clock: 3 });
    keeper.logRead(false);
    expect(doc.clientID).toBe(FRESH);
    expect(keeper.kept, 'nor in a later session, which cannot know that something was lost').toEqual({
      id: FRESH,
      clock: 1,
    });
  });

  it('[S16] leaves an id that somebody present writes under, and does not keep it', () => {
    const { doc, awareness, keeper } = session({ id: KEPT, clock: 3 });
    keeper.logRead(true);
    keeper.clash();
    expect(doc.clientID).toBe(DRAWN);
    expect(awareness.clientID).toBe(DRAWN);
  });

  it('follows Yjs when it moves off an id that somebody else uses', () => {
    const { doc, awareness, keeper } = session({ id: KEPT, clock: 3 });
    keeper.logRead(true);
    const clone = Object.assign(new Y.Doc(), { clientID: KEPT });
    for (let i = 0; i < 5; i++) clone.getArray('a').push([i]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(clone));
    expect(doc.clientID).not.toBe(KEPT);
    keeper.realign();
    expect(awareness.clientID).toBe(doc.clientID);
    expect(keeper.kept).toEqual({ id: KEPT, clock: 3 });
  });
});

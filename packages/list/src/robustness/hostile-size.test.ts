/** What one member can write in some hundred kilobytes, in shapes that no household makes. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { setTitle } from '../commands/look-commands.ts';
import { readHistory } from '../history.ts';
import { openReplica } from '../testing/replicas.ts';

const MANY = 4_000;

const numbered = (length: number, i: number): string => i.toString(36).padStart(length, '0');

/** A document in which every element stands in the lane that is given with it. */
const documentOf = (count: number, elementAt: (i: number) => readonly [lane: string, element: unknown]): Uint8Array => {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (let i = 0; i < count; i += 1) {
      const [lane, element] = elementAt(i);
      doc.getArray(lane).push([element]);
    }
  });
  return Y.encodeStateAsUpdate(doc);
};
const inOneLane = (count: number, element: (stamp: number) => unknown) =>
  documentOf(count, (i) => ['hostile0', element(i + 1)]);
const inLanes = (count: number, element: (stamp: number) => unknown) =>
  documentOf(count, (i) => [numbered(8, i), element(i + 1)]);

const newItem = (stamp: number) => [`i${numbered(7, stamp)}`, stamp, 0, `item ${stamp}`];
const ITEM = 'AAAAAAA';
const milk = [`i${ITEM}`, 1, 0, 'milk'];
const ticksOf64 = (stamp: number) =>
  Array.from({ length: 64 }, (_, i) => [numbered(8, stamp * 64 + i), 1, 0, 1, 'l', 0]);

/** By what there is so much of. */
const SHAPES: Readonly<Record<string, Uint8Array>> = {
  'names of one item': inOneLane(MANY, (stamp) => [`i${ITEM}`, stamp, 0, `name ${stamp}`]),
  'ticks of one item': inLanes(3 * MANY, (stamp) => (stamp === 1 ? milk : [`t${ITEM}`, stamp, 0])),
  'ticks that were cleared': inOneLane(1_000, (stamp) =>
    stamp === 1 ? milk : [`b${ITEM}`, stamp, 0, 0, 'milk', null, null, { t: ticksOf64(stamp).flat() }],
  ),
};

/** Milliseconds in which a document is read, and acted in. */
const timeOf = (update: Uint8Array): number => {
  const doc = new Y.Doc();
  const began = performance.now();
  const { list } = openReplica('anna', { doc });
  Y.applyUpdate(doc, update);
  list.add('bread');
  for (const { id } of list.view.lines.slice(0, 1)) {
    list.tick(id);
    list.untick(id);
  }
  list.give((at) => setTitle(at, 'Home'));
  list.history(readHistory);
  return performance.now() - began;
};

describe('a document that somebody made large', () => {
  it('[D5] lanes of thousands of devices that come at once leave a list that goes on', () => {
    const anna = openReplica('anna');
    Y.applyUpdate(anna.doc, inLanes(MANY, newItem));
    expect(anna.rows()).toHaveLength(MANY);
    const told: Uint8Array[] = [];
    anna.doc.on('update', (update: Uint8Array) => told.push(update));
    anna.list.add('bread');
    expect(anna.rows().at(-1)).toBe('o bread');
    expect(told, 'what stores and sends acts hears of them').toHaveLength(1);
  });

  it.each(Object.entries(SHAPES))(
    '[D5] thousands of %s cost as much as thousands of items, by an order',
    (_, update) => {
      const manyItems = inOneLane(MANY, newItem);
      timeOf(manyItems); // compiles
      expect(timeOf(update)).toBeLessThan(10 * timeOf(manyItems));
    },
  );
});

/** What one member can write in some hundred kilobytes, in shapes that no household makes. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { setTitle } from '../commands/look-commands.ts';
import { readHistory } from '../history.ts';
import { openReplica } from '../testing/replicas.ts';

const MANY = 4_000;

/** Of what stands in one element; sync refuses larger ones of others (SYNC.md, S21), who could not be sent what builds on them. */
const ACT_BYTES_MAX = 192 * 1024;

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

/** What else runs on the machine only ever adds to a time, so the least of a few is the document's own. */
const TIMES = 3;

/** Milliseconds in which a document is read, and acted in, at best. */
const timeOf = (update: Uint8Array): number => Math.min(...Array.from({ length: TIMES }, () => timeOnce(update)));

const timeOnce = (update: Uint8Array): number => {
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

/** Everything that an item can have, and more, each time by other devices, acts and letters. */
const overfull = (writer: number): unknown => {
  const many = <T>(of: (i: number) => readonly T[]): readonly T[] =>
    Array.from({ length: 300 }, (_, i) => of(writer * 300 + i)).flat();
  const seen = many((i) => [numbered(8, i), 1 + (i % 9)]);
  const extras: Record<string, unknown> = {
    n: [seen, numbered(8, writer), 9, ...many((i) => [numbered(8, i), 10, `${i}`.padEnd(200, '語')])],
    a: [9, 0, ...many<number>((i) => [1, i, 9, 1e8 + 0.1])],
    q: many<number>((i) => [1, i, 9, 1e8 + 0.1]),
    t: many<unknown>((i) => [numbered(8, i), 9, 1e9, 1e8 + 0.1, 'u'.repeat(16), seen]),
    u: seen,
    r: seen,
  };
  for (const letter of 'bdefghijklmopsvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
    extras[letter] = [9, letter < 'n' ? '語'.repeat(9_000) : Array.from({ length: 2_000 }, (_, i) => [i + 0.1])];
  for (let i = 0; i < 50; i += 1) extras[`letter ${i}`] = [9, '語'.repeat(900)];
  return [`i${ITEM}`, 20 + writer, 0, '語'.repeat(9_000), 1, 'l', extras];
};

describe('a document that somebody made large', () => {
  it('[D5] what an edit and a deletion carry of an overfull item fits an envelope with room to spare', () => {
    const anna = openReplica('anna');
    Y.applyUpdate(anna.doc, inOneLane(20, overfull));
    const acts: Uint8Array[] = [];
    anna.doc.on('update', (update: Uint8Array) => acts.push(update));
    const [line] = anna.list.view.lines;
    if (!line) throw new Error('the item is not shown');
    anna.list.setNote(line.id, 'note');
    anna.list.tick(line.id);
    anna.list.remove(line.id);
    expect(acts).toHaveLength(3);
    expect(Math.max(...acts.map((act) => act.byteLength))).toBeLessThan(ACT_BYTES_MAX);
  });

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

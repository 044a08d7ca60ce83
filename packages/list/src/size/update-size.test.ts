import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openReplica, syncAll, type TestReplica } from '../testing/replicas.ts';

/**
 * Bytes of a Yjs update that fit the first padding step of an envelope (64 bytes with two of framing). A tick within them
 * costs as little on the wire as anything can.
 */
const FIRST_STEP_BYTES = 62;

/** No tick may be larger. */
const TICK_BYTES_MAX = 110;

/** Operations of ten years of a household: clocks and stamps of three bytes. */
const TEN_YEARS_OPERATIONS = 200_000;

const bytesOf = ({ doc }: TestReplica, act: () => void): number => {
  let bytes = 0;
  const listen = (update: Uint8Array): void => {
    bytes += update.length;
  };
  doc.on('update', listen);
  act();
  doc.off('update', listen);
  return bytes;
};

describe('bytes of an act in a document of ten years, by a client id that is new to it', () => {
  let ben: TestReplica;

  beforeEach(() => {
    const anna = openReplica('anna');
    anna.doc.clientID = 0xfffffff0;
    const past = anna.doc.getArray('past');
    past.insert(
      0,
      Array.from({ length: TEN_YEARS_OPERATIONS }, () => 0),
    );
    past.delete(0, TEN_YEARS_OPERATIONS);
    anna.list.add('milk\n2 l oat milk\n1.25 kg flour\n1 pack eggs');
    const earlier = openReplica('ben');
    syncAll(anna, earlier);
    earlier.list.tick(earlier.line('eggs').id);
    ben = openReplica('ben', { seed: 5n });
    ben.doc.clientID = 0xfffffff1;
    Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(earlier.doc));
  });

  const ticks = ['milk', 'oat milk', 'flour'];
  test.each(ticks)('a tick of %s fits the first padding step', (name) => {
    const bytes = bytesOf(ben, () => ben.list.tick(ben.line(name).id));
    expect(bytes).toBeLessThanOrEqual(FIRST_STEP_BYTES);
  });

  test('a second tick by the same session fits too', () => {
    ben.list.tick(ben.line('milk').id);
    expect(bytesOf(ben, () => ben.list.tick(ben.line('flour').id))).toBeLessThanOrEqual(FIRST_STEP_BYTES);
  });

  test('a tick of a line of two items stays below the hard limit', () => {
    ben.list.add('3 l milk');
    expect(bytesOf(ben, () => ben.list.tick(ben.line('milk').id))).toBeLessThanOrEqual(TICK_BYTES_MAX);
  });

  test('adding, unticking, stepping and moving stay small', () => {
    expect(bytesOf(ben, () => ben.list.add('bread'))).toBeLessThanOrEqual(70);
    expect(bytesOf(ben, () => ben.list.untick(ben.line('eggs').id))).toBeLessThanOrEqual(136);
    expect(bytesOf(ben, () => ben.list.increase(ben.line('oat milk').id, 1))).toBeLessThanOrEqual(160);
    expect(bytesOf(ben, () => ben.list.move(ben.line('flour').id, 'first'))).toBeLessThanOrEqual(70);
  });
});

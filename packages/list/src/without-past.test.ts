import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { noteLockChange } from './commands/deletion-commands.ts';
import { openReplica } from './testing/replicas.ts';
import { visibleBytes } from './visible-bytes.ts';
import { withoutPast } from './without-past.ts';

const reopened = (name: string, document: Uint8Array) => {
  const replica = openReplica(name);
  Y.applyUpdate(replica.doc, document);
  return replica;
};

const collectedRun = (client: number, length: number): Uint8Array => {
  const encoder = new Y.UpdateEncoderV1();
  for (const number of [1, 1, client, 0]) encoder.writeLen(number);
  encoder.writeInfo(0);
  for (const number of [length, 0]) encoder.writeLen(number);
  return encoder.toUint8Array();
};

const operationsOf = ({ store }: Y.Doc): number =>
  [...store.clients.keys()].reduce((sum, client) => sum + Y.getState(store, client), 0);

test('[B7] what many sessions wrote at one place is one run under new keys', () => {
  const doc = new Y.Doc();
  for (let session = 1; session <= 200; session += 1) {
    const one = new Y.Doc();
    one.clientID = session;
    one
      .getArray('hostile0')
      .push([[`i${String(session).padStart(7, '0')}`, session, 0, `item ${session}`], 'no entry', 1]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(one));
  }
  const document = Y.encodeStateAsUpdate(doc);
  expect(Y.decodeUpdate(document).structs.length).toBeGreaterThanOrEqual(200);
  const fresh = withoutPast(document);
  expect(Y.decodeUpdate(fresh).structs.length).toBeLessThan(5);
  expect(reopened('ben', fresh).rows()).toEqual(reopened('ben', document).rows());
});

test.each([200_000, 2 ** 31 - 1, 3 * 2 ** 31])(
  '[B7] [R7] stamps behind a past of %d operations are believed, and later acts are later',
  (operations) => {
    const anna = openReplica('anna');
    // Somebody says so in a few bytes (Yjs keeps what is gone as runs).
    for (let client = 1, left = operations; left > 0; client += 1, left -= 2 ** 31 - 1)
      Y.applyUpdate(anna.doc, collectedRun(client, Math.min(left, 2 ** 31 - 1)));
    anna.list.add('milk');
    anna.list.add('bread');
    anna.list.tick(anna.line('milk').id);
    const ben = reopened('ben', withoutPast(Y.encodeStateAsUpdate(anna.doc)));
    expect(operationsOf(ben.doc)).toBe(operationsOf(anna.doc));
    expect(visibleBytes(ben.list.view)).toEqual(visibleBytes(anna.list.view));
    ben.list.untick(ben.line('milk').id);
    ben.list.rename(ben.line('bread').id, 'rye bread');
    expect(ben.rows()).toEqual(['o milk', 'o rye bread']);
  },
);

test('[B7] a list whose lock somebody says to have changed is no longer so under new keys', () => {
  const anna = openReplica('anna');
  anna.list.add('milk');
  anna.list.give(noteLockChange);
  expect(reopened('ben', Y.encodeStateAsUpdate(anna.doc)).list.view.lockChange).toBeDefined();
  expect(reopened('ben', withoutPast(Y.encodeStateAsUpdate(anna.doc))).list.view.lockChange).toBeUndefined();
});

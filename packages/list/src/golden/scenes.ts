/** What the golden documents were made of. A scene is never changed once its document is there: add another. */
import { deleteForEveryone } from '../commands/deletion-commands.ts';
import { addStore, setAisleOrder } from '../commands/store-commands.ts';
import type * as Y from 'yjs';
import { setLook, setTitle } from '../commands/look-commands.ts';
import { openReplica, syncAll, type TestReplica } from '../testing/replicas.ts';

const NAMES = ['anna', 'ben', 'carla'] as const;

const three = (): readonly [TestReplica, TestReplica, TestReplica] => {
  const [anna, ben, carla] = NAMES.map((name, i) => {
    const replica = openReplica(name);
    replica.doc.clientID = 1_000 + i;
    return replica;
  });
  if (!anna || !ben || !carla) throw new Error('three replicas');
  return [anna, ben, carla];
};

/** Every register that a list of version 1 has, with races still open. */
const everything = (): Y.Doc => {
  const [anna, ben, carla] = three();
  anna.list.give((at) => setTitle(at, 'Home'));
  anna.list.give((at) => setLook(at, { emoji: '🛒', colour: 'leaf' }));
  anna.list.setPersonName('Anna');
  ben.list.setPersonName('Ben');
  for (const text of ['2 l milk', 'bread', '500 g flour', 'eggs', 'soap', 'tea']) anna.list.add(text);
  const store = anna.list.give((at) => addStore(at, 'Market')) ?? anna.list.view.stores[0]?.id;
  if (!store) throw new Error('no store');
  anna.list.give((at) => setAisleOrder(at, store, ['dairy', 'produce', 'bakery'], ['produce', 'bakery', 'dairy']));
  syncAll(anna, ben, carla);
  // M1, M7, M8: parts that add up, steps beside a set, a remainder.
  ben.list.add('1 l milk');
  carla.list.add('3 pack milk');
  anna.list.increase(anna.line('eggs').id, 2);
  ben.list.setAmount(ben.line('eggs').id, { value: 6, unit: '' });
  carla.list.tick(carla.line('eggs').id);
  // M2, M3, M9, M10: clashes that are told.
  anna.list.tick(anna.line('bread').id);
  ben.list.tick(ben.line('bread').id);
  anna.list.rename(anna.line('tea').id, 'green tea');
  ben.list.rename(ben.line('tea').id, 'black tea');
  carla.list.setNote(carla.line('tea').id, 'loose');
  carla.list.setPrice(carla.line('tea').id, 399);
  carla.list.setAisle(carla.line('tea').id, 'drinks');
  // M6: came back.
  anna.list.remove(anna.line('soap').id);
  ben.list.setNote(ben.line('soap').id, 'for hands');
  syncAll(anna, ben, carla);
  // Product memory, bin, wishes, moves, unticks.
  carla.list.clearDone();
  carla.list.add('2 bread');
  carla.list.remove(carla.line('flour').id);
  anna.list.add('eggs');
  anna.list.tick(anna.line('eggs').id);
  anna.list.untick(anna.line('eggs').id);
  ben.list.move(ben.line('eggs').id, 'first');
  ben.list.add('½ kg plums');
  ben.list.move(ben.line('plums').id, { after: ben.line('eggs').id });
  syncAll(anna, ben, carla);
  return anna.doc;
};

/** A list that was deleted for everyone, and nobody objected. */
const deletedList = (): Y.Doc => {
  const [anna, ben, carla] = three();
  anna.list.add('milk');
  syncAll(anna, ben, carla);
  ben.list.give(deleteForEveryone);
  syncAll(anna, ben, carla);
  return carla.doc;
};

const NEWER_DEVICE = 'newer000';

/** Written partly by a version to come that lets version 1 edit: registers, fields and shapes that version 1 does not know. */
const newerRegisters = (): Y.Doc => {
  const [anna] = three();
  anna.list.add('2 l milk');
  const stamp = 1_000;
  anna.doc
    .getArray(NEWER_DEVICE)
    .push([
      ['V', stamp, 2, 1],
      ['Zfuture', stamp, { anything: [1, 'two', null] }],
      [
        'iitem001',
        stamp,
        900_000,
        'brand new',
        2,
        'l',
        { c: [7, 900_000, 'anna0000'], z: [stamp, 'brand', { deep: true }] },
      ],
      ['titem001', stamp, 900_000, 1, 'l', null, 'one more value'],
      ['i-not-an-id', stamp, 'x'],
      'no entry at all',
      { k: 'register', v: 1 },
      [],
    ]);
  anna.doc.getMap('another root').set('a', 1);
  anna.list.add('bread');
  return anna.doc;
};

/** Written by a version to come that version 1 must not edit. */
const asksForNewer = (): Y.Doc => {
  const [anna] = three();
  anna.list.add('milk');
  anna.doc.getArray(NEWER_DEVICE).push([['V', 1_000, 9, 9]]);
  return anna.doc;
};

/** Scenes by the name of their document. */
export const SCENES: Readonly<Record<string, () => Y.Doc>> = {
  'v1-everything': everything,
  'v1-deleted-list': deletedList,
  'v1-newer-registers': newerRegisters,
  'v1-asks-for-newer': asksForNewer,
};

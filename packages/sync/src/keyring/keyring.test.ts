import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createKeyring, type KeyringList } from './keyring.ts';

const list = (link: string, listId: string, more: Partial<KeyringList> = {}): KeyringList => ({
  link,
  listId,
  title: listId,
  emoji: '',
  colour: '',
  ...more,
});

const two = () => {
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  const meet = () => {
    Y.applyUpdate(docs[0], Y.encodeStateAsUpdate(docs[1]));
    Y.applyUpdate(docs[1], Y.encodeStateAsUpdate(docs[0]));
  };
  return { phone: createKeyring(docs[0]), tablet: createKeyring(docs[1]), meet };
};

describe('a keyring', () => {
  it('[G1] holds the lists of all devices after they met, whatever each added alone', () => {
    const { phone, tablet, meet } = two();
    phone.putLists([list('e-home', 'home')]);
    tablet.putLists([list('e-party', 'party')]);
    meet();
    for (const { view } of [phone, tablet])
      expect(view.lists.map(({ listId }) => listId).sort()).toEqual(['home', 'party']);
  });

  it('[G2] gives the strongest link of a list, however they met', () => {
    const { phone, tablet, meet } = two();
    phone.putLists([list('v-home', 'home')]);
    tablet.putLists([list('e-home', 'home')]);
    meet();
    for (const { view } of [phone, tablet]) expect(view.lists.map(({ link }) => link)).toEqual(['e-home']);
  });

  it('[G3] shows no list whose lock was changed, only what took its place', () => {
    const { phone } = two();
    phone.putLists([list('e-old', 'old'), list('e-new', 'new', { replaces: 'old' })]);
    expect(phone.view.lists.map(({ listId }) => listId)).toEqual(['new']);
  });

  it('[G3] learns of the lock that was changed also for a list that it has already', () => {
    const { phone } = two();
    phone.putLists([list('e-old', 'old'), list('e-new', 'new')]);
    phone.putLists([list('e-new', 'new', { replaces: 'old' })]);
    expect(phone.view.lists.map(({ listId }) => listId)).toEqual(['new']);
  });

  it('writes nothing for what is there already', () => {
    const doc = new Y.Doc();
    const keyring = createKeyring(doc);
    keyring.putLists([list('e-home', 'home')]);
    const before = Y.encodeStateAsUpdate(doc);
    keyring.putLists([list('e-home', 'home')]);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('[G6] has no device whose id could not be the name of a field: no box for it keeps the others from theirs', () => {
    const doc = new Y.Doc();
    const publicKey = new Uint8Array(32);
    for (const id of ['__proto__', '', 'a'.repeat(33), 'tablet'])
      doc.getMap('devices').set(id, { name: id, publicKey });
    expect(createKeyring(doc).view.devices.map(({ id }) => id)).toEqual(['tablet']);
  });

  it('[G6] reads values of another shape as absent', () => {
    const doc = new Y.Doc();
    const keyring = createKeyring(doc);
    for (const value of [null, 1, 'text', [], {}, { listId: 3 }, { publicKey: 'x' }, { publicKey: new Uint8Array(3) }])
      for (const name of ['lists', 'devices', 'moves']) doc.getMap(name).set(`k${JSON.stringify(value)}`, value);
    doc.getMap('devices').set('map', new Y.Map());
    expect(keyring.view.lists).toEqual([]);
    expect(keyring.view.devices).toEqual([]);
    expect(
      keyring.view.moves.every(
        ({ boxes }) => boxes.size === 0 || [...boxes.values()].every((box) => box instanceof Uint8Array),
      ),
    ).toBe(true);
  });
});

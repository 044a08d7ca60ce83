/** What every local store must do; each adapter's test runs this suite. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { LocalCopy, LocalStore } from './local-store.ts';

/** Waits until the copy says that everything is stored. */
export const untilSaved = async (copy: LocalCopy): Promise<void> => {
  const deadline = performance.now() + 5_000;
  while (copy.local.state !== 'saved') {
    if (performance.now() > deadline) throw new Error(`still ${copy.local.state}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** Text of the shared type that these tests write to. */
export const textOf = (doc: Y.Doc): string => doc.getText('t').toJSON();

/** Declares the suite. `createStore` gives a new empty store. */
export const describeLocalStore = (name: string, createStore: () => LocalStore): void => {
  const open = async (store: LocalStore, doc: Y.Doc, onChange: () => void = () => undefined) => {
    const copy = await store.open('list', doc, onChange);
    return copy;
  };

  describe(`local store: ${name}`, () => {
    it('[S3] what was saved is there in the next session', async () => {
      const store = createStore();
      const first = new Y.Doc();
      const copy = await open(store, first);
      first.getText('t').insert(0, 'milk');
      await untilSaved(copy);
      await copy.close();

      const second = new Y.Doc();
      const again = await open(store, second);
      expect(textOf(second)).toBe('milk');
      await again.close();
    });

    it('[S3] says saving, then saved, and tells its listener', async () => {
      const doc = new Y.Doc();
      let calls = 0;
      const copy = await open(createStore(), doc, () => calls++);
      await untilSaved(copy);
      calls = 0;
      doc.getText('t').insert(0, 'x');
      const told = copy.local.state === 'saving';
      await untilSaved(copy);
      expect(calls).toBe(told ? 2 : 0); // a store that saves at once has nothing to tell
      await copy.close();
    });

    it('[S5] keeps the note that was written behind the data', async () => {
      const store = createStore();
      const doc = new Y.Doc();
      const copy = await open(store, doc);
      expect(copy.mark).toBeUndefined();
      doc.getText('t').insert(0, 'x');
      await untilSaved(copy);
      copy.writeMark(new Uint8Array([1, 2, 3]));
      await copy.close();

      const again = await open(store, new Y.Doc());
      expect(again.mark).toEqual(new Uint8Array([1, 2, 3]));
      await again.close();
    });

    it('hands the loaded updates over once, one per act', async () => {
      const store = createStore();
      const doc = new Y.Doc();
      const copy = await open(store, doc);
      for (const word of ['a', 'b', 'c']) doc.getText('t').insert(0, word);
      await untilSaved(copy);
      await copy.close();

      const again = await open(store, new Y.Doc());
      const merged = Y.mergeUpdates([...again.takeLoadedUpdates()]);
      const check = new Y.Doc();
      Y.applyUpdate(check, merged);
      expect(textOf(check)).toBe('cba');
      expect(again.takeLoadedUpdates()).toEqual([]);
      await again.close();
    });

    it('updates from others are stored too', async () => {
      const store = createStore();
      const doc = new Y.Doc();
      const copy = await open(store, doc);
      const other = new Y.Doc();
      other.getText('t').insert(0, 'theirs');
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'a provider');
      await untilSaved(copy);
      await copy.close();

      const second = new Y.Doc();
      const again = await open(store, second);
      expect(textOf(second)).toBe('theirs');
      await again.close();
    });

    it('[S19] folded is all still there, with the note, and new acts are told apart from it', async () => {
      const store = createStore();
      const doc = new Y.Doc();
      const copy = await open(store, doc);
      for (let i = 0; i < 100; i++) doc.getText('t').insert(0, 'x');
      await untilSaved(copy);
      copy.writeMark(new Uint8Array([1, 2, 3]));
      await untilSaved(copy);
      copy.fold();
      for (const word of ['a', 'b']) doc.getText('t').insert(0, word);
      await untilSaved(copy);
      await copy.close();

      const second = new Y.Doc();
      const again = await open(store, second);
      expect(textOf(second)).toBe(`ba${'x'.repeat(100)}`);
      expect(again.mark).toEqual(new Uint8Array([1, 2, 3]));
      const changes = again.takeLoadedUpdates().filter((update) => Y.decodeUpdate(update).structs.length > 0);
      expect(changes).toHaveLength(3);
      await again.close();
    });

    it('removed is gone', async () => {
      const store = createStore();
      const doc = new Y.Doc();
      const copy = await open(store, doc);
      doc.getText('t').insert(0, 'x');
      await untilSaved(copy);
      await copy.close();
      await store.remove('list');
      const second = new Y.Doc();
      const again = await open(store, second);
      expect(textOf(second)).toBe('');
      await again.close();
    });
  });
};

/** Declares the suite for what several tabs store; `createTabs` gives what opens the store of each tab of a new browser. */
export const describeTabsOfStore = (name: string, createTabs: () => () => LocalStore): void => {
  const openTab = async (tabs: () => LocalStore) => {
    const doc = new Y.Doc();
    return { doc, copy: await tabs().open('list', doc, () => undefined) };
  };
  const stored = async (tabs: () => LocalStore) => {
    const { doc, copy } = await openTab(tabs);
    await copy.close();
    return doc.getArray('a').toJSON() as unknown[];
  };
  const fromElsewhere = (doc: Y.Doc, word: string) => {
    const other = new Y.Doc();
    other.getArray('a').push([word]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'a provider');
  };

  describe(`tabs of a store: ${name}`, () => {
    it('[S15] the first stores everything, another one its own acts, and what one wrote the next to open has', async () => {
      const tabs = createTabs();
      const [first, second] = [await openTab(tabs), await openTab(tabs)];
      expect([first.copy.exclusive, second.copy.exclusive]).toEqual([true, false]);
      first.doc.getArray('a').push(['first']);
      second.doc.getArray('a').push(['second']);
      fromElsewhere(second.doc, 'not stored by the second');
      await Promise.all([untilSaved(first.copy), untilSaved(second.copy)]);
      expect((await stored(tabs)).toSorted()).toEqual(['first', 'second']);
      fromElsewhere(first.doc, 'stored by the first');
      await untilSaved(first.copy);
      expect((await stored(tabs)).toSorted()).toEqual(['first', 'second', 'stored by the first']);
      await first.copy.close();
      await second.copy.close();
    });

    it('[S20] an act of the moment in which a tab takes over is written at once', async () => {
      const tabs = createTabs();
      const [first, second] = [await openTab(tabs), await openTab(tabs)];
      await first.copy.close();
      second.doc.getArray('a').push(['meanwhile']);
      expect(second.copy.exclusive).toBe(false);
      expect(await stored(tabs)).toEqual(['meanwhile']);
      await second.copy.close();
    });

    it('[S15] [S3] who takes over has what was stored, stores all it has, and says so, whatever comes in meanwhile', async () => {
      const tabs = createTabs();
      const [first, second] = [await openTab(tabs), await openTab(tabs)];
      fromElsewhere(second.doc, 'heard by the second alone');
      first.doc.getArray('a').push(['first']);
      await first.copy.close();
      fromElsewhere(second.doc, 'heard while it takes over');
      await expect.poll(() => second.copy.exclusive).toBe(true);
      await untilSaved(second.copy);
      const all = ['first', 'heard by the second alone', 'heard while it takes over'];
      expect((second.doc.getArray('a').toJSON() as string[]).toSorted()).toEqual(all);
      await second.copy.close();
      expect((await stored(tabs)).toSorted()).toEqual(all);
    });
  });
};

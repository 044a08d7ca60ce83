/** Yjs the obvious way: an array of maps, a field for everything. Real Yjs, so that nobody says that it is made of straw. */
import * as Y from 'yjs';
import type { Act } from '../stage/action.ts';
import { changedRow, isNamed, placeAmong, plainRowText, rowOf, type PlainRow } from './plain-rows.ts';
import type { Rival } from './rival.ts';

const itemsOf = (doc: Y.Doc) => doc.getArray<Y.Map<unknown>>('items');
const asRow = (item: Y.Map<unknown>) => item.toJSON() as PlainRow;
const rowsOf = (doc: Y.Doc) => itemsOf(doc).toArray().map(asRow);

const asItem = (row: PlainRow): Y.Map<unknown> => new Y.Map(Object.entries(row));
const removeWhere = (doc: Y.Doc, goes: (row: PlainRow) => boolean) => {
  for (let at = itemsOf(doc).length - 1; at >= 0; at -= 1) {
    const item = itemsOf(doc).get(at);
    if (goes(asRow(item))) itemsOf(doc).delete(at);
  }
};

const perform = (doc: Y.Doc, act: Act): void => {
  const items = itemsOf(doc);
  switch (act.do) {
    case 'add':
      return items.push(act.text.split('\n').map((text) => asItem(rowOf(text))));
    case 'import':
      return items.push(act.names.map((name) => asItem(rowOf(name))));
    case 'clear':
      return removeWhere(doc, ({ ticked }) => ticked);
    case 'delete-list':
      return removeWhere(doc, () => true);
    case 'remove':
      return removeWhere(doc, (row) => isNamed(row, act.line));
    case 'move': {
      const moved = rowsOf(doc).filter((row) => isNamed(row, act.line));
      removeWhere(doc, (row) => isNamed(row, act.line));
      return items.insert(placeAmong(rowsOf(doc), act.to), moved.map(asItem));
    }
    case 'undo':
    case 'redo':
    case 'restore-list':
    case 'person':
      return;
    default:
      for (const item of items) {
        const row = asRow(item);
        if (!isNamed(row, act.line)) continue;
        const changed = changedRow(row, act);
        for (const [field, value] of Object.entries(changed))
          if (value !== row[field as keyof PlainRow]) item.set(field, value);
      }
  }
};

/** The list that everybody starts from, the same to the byte. */
const beginning = (lines: readonly string[]): Uint8Array => {
  const doc = new Y.Doc();
  doc.clientID = 1;
  itemsOf(doc).push(lines.map((line) => asItem(rowOf(line))));
  return Y.encodeStateAsUpdate(doc);
};

/** Yjs with nested maps. */
export const NESTED_MAPS: Rival<Uint8Array> = {
  id: 'nested',
  title: 'Yjs, the obvious way',
  how: 'An array of maps. Each field has one last writer, and a delete takes all.',
  replica: (device, lines) => {
    const doc = new Y.Doc();
    // Client ids decide ties; fixed ones, so that a run can be repeated.
    doc.clientID = 2 + device.charCodeAt(0);
    Y.applyUpdate(doc, beginning(lines));
    const undoManager = new Y.UndoManager(itemsOf(doc), { captureTimeout: 0, trackedOrigins: new Set([device]) });
    return {
      act: (act) => {
        const before = Y.encodeStateVector(doc);
        if (act.do === 'undo') undoManager.undo();
        else if (act.do === 'redo') undoManager.redo();
        else doc.transact(() => perform(doc, act), device);
        return Y.encodeStateAsUpdate(doc, before);
      },
      take: (update) => Y.applyUpdate(doc, update),
      hello: () => [Y.encodeStateAsUpdate(doc)],
      rows: () => rowsOf(doc).map(plainRowText),
    };
  },
  server: (lines) => {
    let doc = new Y.Doc();
    Y.applyUpdate(doc, beginning(lines));
    return {
      take: (update) => {
        Y.applyUpdate(doc, update);
        return { toAll: update };
      },
      welcome: () => Y.encodeStateAsUpdate(doc),
      save: () => {
        const saved = Y.encodeStateAsUpdate(doc);
        return () => {
          doc = new Y.Doc();
          Y.applyUpdate(doc, saved);
        };
      },
      wipe: () => {
        doc = new Y.Doc();
      },
    };
  },
};

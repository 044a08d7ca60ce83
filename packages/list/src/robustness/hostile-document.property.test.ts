import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { setTitle } from '../commands/look-commands.ts';
import { openReplica, syncAll, type TestReplica } from '../testing/replicas.ts';
import { visibleBytes } from '../visible-bytes.ts';

const DEVICES = ['aaaaaaaa', 'bbbbbbbb', 'zzzzzzzz'] as const;
const ITEMS = ['item001', 'item002', 'item003'] as const;
const LETTERS = ['i', 't', 'o', 'b', 'm', 'T', 'E', 'C', 'P', 'V', 'X', 'S', 'A', '?'] as const;

const hostileNumber = fc.oneof(
  fc.integer({ min: -5, max: 40 }),
  fc.constantFrom(NaN, Infinity, -Infinity, -1, -0, 0.5, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 2 ** 60, 1e308),
);
const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    'milk',
    'Milk',
    ' ',
    '\u0000',
    '\uD800',
    '__proto__',
    'constructor',
    'l',
    'aaaaaaaa',
    'x'.repeat(5_000),
  ),
  fc.string(),
);
// No key `__proto__` here: lib0 reads it as the object's prototype, and one that is a Uint8Array makes Yjs unable to encode
// the document again. Such an update must be refused before it reaches a document.
const scalar = fc.oneof(hostileNumber, hostileText, fc.boolean(), fc.constant(null), fc.constant(undefined));
const { value: hostileValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 8 }),
    fc.dictionary(fc.constantFrom('c', 'n', 'a', 'q', 't', 'u', 'r', 'x', 's', 'p', 'o', 'z'), tie('value'), {
      maxKeys: 6,
    }),
    fc.uint8Array({ maxLength: 8 }),
    fc.bigInt({ min: -5n, max: 5n }),
  ),
}));

/** Values that look right at first, so that hostile ones are met deeper inside. */
const recordLike = fc.tuple(
  fc.oneof(fc.integer({ min: 0, max: 9 }), hostileValue),
  fc.oneof(fc.constantFrom('milk', 'Bread'), hostileText),
  fc.oneof(fc.integer({ min: -3, max: 9 }), hostileValue),
  fc.oneof(fc.constantFrom('l', ''), hostileValue),
  fc.dictionary(
    fc.constantFrom('c', 'n', 'a', 'q', 't', 'u', 'r', 'x', 's', 'p', 'o', 'z'),
    fc.oneof(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constantFrom(...DEVICES), hostileValue), { maxLength: 9 }),
      hostileValue,
    ),
    { maxKeys: 6, noNullPrototype: true },
  ),
);

const element = fc.oneof(
  // Yjs itself takes only plain values as elements of an array; inside an array it takes anything.
  hostileValue.map((value) => [value]),
  hostileText,
  fc
    .tuple(
      fc.constantFrom(...LETTERS).chain((letter) => fc.constantFrom(...ITEMS, '').map((item) => letter + item)),
      fc.oneof(fc.integer({ min: 1, max: 12 }), hostileNumber),
      fc.oneof(recordLike, fc.array(hostileValue, { maxLength: 6 })),
    )
    .map(([key, stamp, values]) => [key, stamp, ...values]),
  fc
    .tuple(fc.constantFrom(...ITEMS), fc.integer({ min: 1, max: 12 }), fc.constantFrom(0, 1, 'x'), recordLike)
    .map(([item, stamp, kind, [minutes, ...rest]]) => [`b${item}`, stamp, minutes, kind, ...rest]),
);

const hostileDocument = fc.array(fc.tuple(fc.constantFrom(...DEVICES), element), { maxLength: 14 });

const documentOf = (elements: readonly (readonly [string, unknown])[]): Uint8Array => {
  const doc = new Y.Doc();
  for (const [device, value] of elements) doc.getArray(device).push([value]);
  return Y.encodeStateAsUpdate(doc);
};

const useEverything = ({ list }: TestReplica): void => {
  list.add('milk');
  list.add('2 l bread');
  for (const { id } of list.view.lines) {
    list.setNote(id, 'note');
    list.increase(id, 1);
    list.rename(id, 'oat milk');
    list.setAisle(id, 'dairy');
    list.setAmount(id, { value: 3, unit: 'l' });
    list.move(id, 'first');
    list.tick(id);
    list.untick(id);
    list.tick(id);
  }
  for (const { id } of list.view.bin) list.restore(id);
  list.clearDone();
  for (const { id } of list.view.lines.slice(0, 1)) list.remove(id);
  list.give((at) => setTitle(at, 'Home'));
  for (let i = 0; i < 12; i += 1) list.undo();
  for (let i = 0; i < 4; i += 1) list.redo();
};

describe('a document of a hostile or newer editor', () => {
  test('[D5] nothing in it makes reading or a command throw, and replicas agree', () => {
    fc.assert(
      fc.property(hostileDocument, (elements) => {
        const update = documentOf(elements);
        const anna = openReplica('anna');
        const ben = openReplica('ben');
        Y.applyUpdate(anna.doc, update);
        Y.applyUpdate(ben.doc, update);
        // A document may ask for a newer version (D1); then there is nothing to be done.
        fc.pre(anna.list.canEdit);
        useEverything(anna);
        ben.list.add('eggs');
        syncAll(anna, ben);
        const reader = openReplica('reader');
        syncAll(anna, reader);
        expect(visibleBytes(ben.list.view)).toEqual(visibleBytes(anna.list.view));
        expect(visibleBytes(reader.list.view)).toEqual(visibleBytes(anna.list.view));
        const line = anna.list.add('quinoa').lineIds[0];
        if (!line) throw new Error('adding failed');
        anna.list.tick(line);
        expect(anna.line('quinoa').ticked).toBe(true);
      }),
      { numRuns: Number(process.env['TOTE_HOSTILE_RUNS'] ?? 250) },
    );
  });
});

/**
 * Documents of released versions must open and show what they showed when they were written (D4).
 *
 * A new one: add a scene, then `TOTE_GOLDEN=add npx vitest run packages/list/src/golden`, which writes only what is not there.
 */
import { restoreList } from '../commands/deletion-commands.ts';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { readHistory } from '../history.ts';
import { openReplica, type TestReplica } from '../testing/replicas.ts';
import { visibleBytes } from '../visible-bytes.ts';
import { withoutPast } from '../without-past.ts';
import { SCENES } from './scenes.ts';

const FOLDER = new URL('../../golden/', import.meta.url);

const open = (document: Uint8Array, readOnly = false): TestReplica => {
  const replica = openReplica('reader', { readOnly });
  Y.applyUpdate(replica.doc, document);
  return replica;
};

/** Everything that a screen shows, as text that a person can compare. */
const shown = ({ list }: TestReplica): string => {
  const plain = (_: string, value: unknown): unknown =>
    value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
  const { products } = list.productMemory();
  return `${JSON.stringify({ view: list.view, products, history: list.history(readHistory) }, plain, 2)}\n`;
};

if (process.env['TOTE_GOLDEN'] === 'add')
  for (const [name, scene] of Object.entries(SCENES)) {
    if (existsSync(new URL(`${name}.bin`, FOLDER))) continue;
    const document = Y.encodeStateAsUpdate(scene());
    writeFileSync(new URL(`${name}.bin`, FOLDER), document);
    writeFileSync(new URL(`${name}.json`, FOLDER), shown(open(document, true)));
  }

/** What a released version told and no screen showed: a clock decided it (B6, M16). */
const UNTOLD: readonly string[] = ['binnedUntilMs'];

const names = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.bin') ? [file.slice(0, -'.bin'.length)] : []));

test('[D4] every scene has its document', () => {
  expect(names.toSorted()).toEqual(Object.keys(SCENES).toSorted());
});

describe.each(names)('golden document %s', (name) => {
  const document = new Uint8Array(readFileSync(new URL(`${name}.bin`, FOLDER)));

  test('[D2] [D4] opens and shows what it showed', () => {
    const text = readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');
    const then: unknown = JSON.parse(text, (key, value: unknown) => (UNTOLD.includes(key) ? undefined : value));
    // What a later version shows besides is its own affair.
    expect(JSON.parse(shown(open(document, true)))).toMatchObject(then as object);
  });

  test('[B7] shows the same under new keys, and is written by one hand', () => {
    const fresh = withoutPast(document);
    expect(JSON.parse(shown(open(fresh, true)))).toEqual(JSON.parse(shown(open(document, true))));
    const written = Y.decodeUpdate(fresh).structs.filter((struct) => struct instanceof Y.Item);
    expect(new Set(written.map(({ id }) => id.client)).size).toBe(1);
  });

  test('[D3] [D4] every command of today leaves what it does not know', () => {
    const replica = open(document);
    const { list, doc } = replica;
    if (!list.canEdit) {
      expect(() => list.add('bread')).toThrow('may only be looked at');
      return;
    }
    const unknown = (): unknown[] =>
      doc
        .getArray('newer000')
        .toArray()
        .filter((entry) => !Array.isArray(entry) || !/^[iobtV][0-9A-Za-z]*$/.test(String(entry[0])));
    const before = unknown();
    for (const { id, name: old } of list.view.lines) {
      list.setNote(id, 'seen again');
      list.increase(id, 1);
      list.rename(id, `${old} again`);
      list.move(id, 'first');
      list.tick(id);
    }
    list.clearDone();
    for (const { id } of list.view.bin) list.restore(id);
    list.give(restoreList);
    expect(unknown()).toEqual(before);
    const reader = open(Y.encodeStateAsUpdate(doc), true);
    expect(visibleBytes(reader.list.view)).toEqual(visibleBytes(list.view));
    expect(reader.list.view.lines.length).toBeGreaterThan(0);
    if (name === 'v1-newer-registers')
      expect(JSON.stringify(doc.getArray('reader00'))).toContain('"brand",{"deep":true}');
  });
});

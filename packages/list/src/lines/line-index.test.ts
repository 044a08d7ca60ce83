import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { openList } from '../open-list.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const open = (doc: Y.Doc, device: string) => openList(doc, { device, random, nowMs: () => 0 });
const names = (list: ReturnType<typeof open>) => list.view.lines.map(({ name }) => name);

describe('lines kept up to date', () => {
  it('[M17] a line that takes the place which another gives up in the same update shows as when read anew', () => {
    const [annDoc, benDoc] = [new Y.Doc(), new Y.Doc()];
    const [ann, ben] = [open(annDoc, 'annannan'), open(benDoc, 'benbenbe')];
    ann.add('plums\nrice');
    const [plums, rice] = ann.view.lines.map(({ id }) => id);
    if (!plums || !rice) throw new Error('two lines were added');
    ann.move(rice, 'first');
    Y.applyUpdate(benDoc, Y.encodeStateAsUpdate(annDoc));
    ben.setNote(plums, 'ripe');
    ben.rename(rice, 'plums');
    Y.applyUpdate(annDoc, Y.encodeStateAsUpdate(benDoc, Y.encodeStateVector(annDoc)));
    expect(names(ann)).toEqual(['plums']);
    expect(ann.view.lines).toEqual(ben.view.lines);
  });
});

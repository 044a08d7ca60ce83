import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64urlToBytes, bytesToBase64url } from './base64url.ts';
import { deriveKeys, linkFor } from './list-keys.ts';
import { decodeLink, encodeLink, type ListLink } from './list-link.ts';
import { createEditSecret, toEditSecret, toViewSecret } from './list-secrets.ts';
import { listIdFromBytes, listIdToBytes, type ListId } from './list-id-text.ts';

import { createSeededRandom, editKeys, testEd25519, valueOf, viewKeys } from './test-keys.ts';
import { computeListId } from './verify/list-id.ts';

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const links: fc.Arbitrary<ListLink> = fc.oneof(
  bytesOf(16).map((bytes): ListLink => ({ role: 'edit', editSecret: toEditSecret(bytes) })),
  fc.tuple(bytesOf(16), bytesOf(32), bytesOf(32)).map(([viewSecret, writePublicKey, listId]): ListLink => ({
    role: 'view',
    viewSecret: toViewSecret(viewSecret),
    writePublicKey: new Uint8Array(writePublicKey),
    listId: listIdFromBytes(listId),
  })),
);
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const exampleLinks = async (): Promise<string[]> => {
  const keys = await editKeys(4);
  const made = [linkFor(keys, 'edit'), linkFor(keys, 'view')].filter((link) => link !== undefined);
  return made.map(encodeLink);
};

describe('links', () => {
  it('[K4] round trip', () => {
    fc.assert(
      fc.property(links, (link) => {
        const text = encodeLink(link);
        expect(text).toMatch(/^[\w-]+$/u);
        expect(decodeLink(text)).toEqual({ ok: true, value: link });
        expect(decodeLink(` #${text}\n`)).toEqual({ ok: true, value: link });
      }),
    );
  });

  it('an edit link has 33 characters, a view link 118', async () => {
    expect((await exampleLinks()).map((text) => text.length)).toEqual([33, 118]);
  });

  it('[K4] every single changed, lost, doubled or swapped character is noticed', async () => {
    for (const text of await exampleLinks()) {
      for (let at = 0; at < text.length; at += 1) {
        const before = text.slice(0, at);
        const after = text.slice(at + 1);
        for (const character of CHARACTERS) {
          if (character !== text[at]) expect(decodeLink(before + character + after).ok).toBe(false);
          expect(decodeLink(before + character + text.slice(at)).ok).toBe(false);
        }
        expect(decodeLink(before + after).ok).toBe(false);
        const swapped = before + after.slice(0, 1) + text.charAt(at) + after.slice(1);
        if (swapped !== text) expect(decodeLink(swapped).ok).toBe(false);
      }
      expect(decodeLink(text.toLowerCase()).ok).toBe(false);
      expect(decodeLink(`${text}.`).ok).toBe(false);
    }
  });

  it('[K4] any text gives an answer', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.base64String()), (text) => {
        for (const start of ['', '#', 'e1', 'v1', 'e2']) expect(decodeLink(start + text).ok).toBe(false);
      }),
    );
  });

  it('[K4] says whether it is foreign, of another version, or damaged', async () => {
    const [edit = ''] = await exampleLinks();
    expect(decodeLink('')).toEqual({ ok: false, error: { type: 'link-not-tote' } });
    expect(decodeLink('room,key')).toEqual({ ok: false, error: { type: 'link-not-tote' } });
    expect(decodeLink(`e2${edit.slice(2)}`)).toEqual({ ok: false, error: { type: 'link-version', version: 2 } });
    expect(decodeLink(edit.slice(0, -1))).toEqual({ ok: false, error: { type: 'link-damaged' } });
  });

  it('refuses to encode parts of the wrong length', async () => {
    const { viewSecret, listId } = await viewKeys(4);
    const link: ListLink = { role: 'view', viewSecret, writePublicKey: new Uint8Array(31), listId };
    expect(() => encodeLink(link)).toThrow(RangeError);
  });
});

describe('keys of a link', () => {
  it('[K1] an editor makes both links, a viewer only the view link', async () => {
    const editor = await editKeys(5);
    const viewer = await viewKeys(5);
    expect(viewer.listId).toBe(editor.listId);
    expect(linkFor(viewer, 'edit')).toBeUndefined();
    expect(linkFor(viewer, 'view')).toEqual(linkFor(editor, 'view'));
    for (const text of await exampleLinks()) {
      const keys = valueOf(await deriveKeys(valueOf(decodeLink(text)), testEd25519));
      expect(keys.listId).toBe((await editKeys(4)).listId);
    }
  });

  it('[K1] a viewer holds neither the edit secret nor the write seed', async () => {
    const editor = await editKeys(5);
    const viewer = await viewKeys(5);
    const held = Object.values({ ...viewer })
      .filter((part) => part instanceof Uint8Array)
      .map((part) => bytesToBase64url(part));
    expect(held).not.toContain(bytesToBase64url(editor.editSecret));
    expect(held).not.toContain(bytesToBase64url(editor.writeSeed));
    expect(held).toContain(bytesToBase64url(editor.readSeed));
  });

  it('[K2] no two keys of a list are alike', async () => {
    const { listIdBytes, ...keys } = await editKeys(5);
    const parts = [...Object.values(keys), listIdBytes].filter((part) => part instanceof Uint8Array);
    expect(parts.length).toBe(12);
    expect(new Set(parts.map((part) => bytesToBase64url(part.slice(0, 16)))).size).toBe(12);
  });

  it('[K3] a view link with another list id, key or secret gives no keys', async () => {
    const link = linkFor(await editKeys(6), 'view');
    const other = linkFor(await editKeys(7), 'view');
    if (link?.role !== 'view' || other?.role !== 'view') throw new Error('expected view links');
    const damaged = { ok: false, error: { type: 'link-damaged' } };
    expect(await deriveKeys({ ...link, listId: other.listId }, testEd25519)).toEqual(damaged);
    expect(await deriveKeys({ ...link, viewSecret: other.viewSecret }, testEd25519)).toEqual(damaged);
    expect(await deriveKeys({ ...link, writePublicKey: other.writePublicKey }, testEd25519)).toEqual(damaged);
  });

  it('[K5] a view link with a write key of small order gives no keys', async () => {
    const keys = await editKeys(6);
    const link = linkFor(keys, 'view');
    if (link?.role !== 'view') throw new Error('expected a view link');
    const writePublicKey = new Uint8Array(32);
    writePublicKey[0] = 1;
    // Whoever makes such a link gives it the list id that it has: else that would be told first.
    const listId = listIdFromBytes(computeListId({ ...keys, writePublicKey }));
    expect(await deriveKeys({ ...link, writePublicKey, listId }, testEd25519)).toEqual({
      ok: false,
      error: { type: 'link-damaged' },
    });
  });

  it('a new list gets its secret from the given randomness', () => {
    const first = createEditSecret(createSeededRandom(1));
    expect(first.length).toBe(16);
    expect(createEditSecret(createSeededRandom(1))).toEqual(first);
    expect(createEditSecret(createSeededRandom(2))).not.toEqual(first);
    expect(() => createEditSecret(() => new Uint8Array(8))).toThrow(RangeError);
  });
});

describe('text of bytes', () => {
  it('base64url agrees with Node and refuses any other spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = bytesToBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(base64urlToBytes(text)).toEqual(new Uint8Array(bytes));
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        const bytes = base64urlToBytes(text);
        if (bytes !== undefined) expect(bytesToBase64url(bytes)).toBe(text);
      }),
      { numRuns: 500 },
    );
    for (const text of ['A', 'AB', 'ABC', 'AA==', 'AA+A', 'AA/A', 'AA A', 'AAAAA', 'ÄAAA', 'AA\u{1F600}A']) {
      expect(base64urlToBytes(text)).toBeUndefined();
    }
  });

  it('a list id is 43 characters of 32 bytes', async () => {
    const { listId, listIdBytes } = await editKeys(1);
    expect(listId.length).toBe(43);
    expect(listIdToBytes(listId)).toEqual(listIdBytes);
    for (const text of ['', listId.slice(1), `${listId}A`, `${listId.slice(0, -1)}_`])
      expect(() => listIdToBytes(text as ListId)).toThrow(RangeError);
    expect(() => listIdFromBytes(new Uint8Array(31))).toThrow(RangeError);
  });
});

/** Holds the code to `vectors/frames-1.json`, which no test writes: a released vector is never edited, only added to. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  decodeClientFrame,
  decodeRelayFrame,
  encodeClientFrame,
  encodeRelayFrame,
  type ClientFrame,
  type RelayFrame,
} from './index.ts';

interface FrameVectors {
  /** Byte strings within a frame are written `hex:…`. */
  readonly client: readonly { readonly name: string; readonly hex: string; readonly frame: unknown }[];
  readonly relay: readonly { readonly name: string; readonly hex: string; readonly frame: unknown }[];
  readonly refusedFromClient: readonly { readonly name: string; readonly hex: string; readonly error: string }[];
  readonly refusedFromRelay: readonly { readonly name: string; readonly hex: string; readonly error: string }[];
}

const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const read = <F>(json: unknown): F =>
  JSON.parse(JSON.stringify(json), (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('hex:') ? fromHex(value.slice(4)) : value,
  ) as F;

const vectors = read<FrameVectors>(
  JSON.parse(readFileSync(new URL('../vectors/frames-1.json', import.meta.url), 'utf8')),
);

describe('golden vectors', () => {
  it.each(vectors.client)('client: $name', ({ hex, frame }) => {
    expect(toHex(encodeClientFrame(frame as ClientFrame))).toBe(hex);
    expect(decodeClientFrame(fromHex(hex))).toEqual({ ok: true, value: frame });
  });

  it.each(vectors.relay)('relay: $name', ({ hex, frame }) => {
    expect(toHex(encodeRelayFrame(frame as RelayFrame))).toBe(hex);
    expect(decodeRelayFrame(fromHex(hex))).toEqual({ ok: true, value: frame });
  });

  it.each(vectors.refusedFromClient)('refused from a client: $name', ({ hex, error }) => {
    const decoded = decodeClientFrame(fromHex(hex));
    expect(decoded.ok ? 'taken' : decoded.error.type).toBe(error);
  });

  it.each(vectors.refusedFromRelay)('refused from a relay: $name', ({ hex, error }) => {
    const decoded = decodeRelayFrame(fromHex(hex));
    expect(decoded.ok ? 'taken' : decoded.error.type).toBe(error);
  });

  it('every type of frame and every refusal has one', () => {
    const types = (list: FrameVectors['client']) => new Set(list.map(({ frame }) => (frame as ClientFrame).type));
    expect(types(vectors.client).size).toBe(7);
    expect(types(vectors.relay).size).toBe(12);
    const codes = vectors.relay.map(({ frame }) => (frame as { readonly code?: string }).code).filter(Boolean);
    expect(new Set(codes).size).toBe(22);
  });
});

import { describe, expect, it } from 'vitest';
import { decodeClientFrame, decodeRelayFrame, encodeClientFrame, encodeRelayFrame } from './index.ts';

describe('frames', () => {
  it('[W5] an append of one tick costs five bytes beside the envelope', () => {
    const envelope = new Uint8Array(171).fill(7);
    const frame = { type: 'append', channel: 1, request: 1, envelopes: [envelope] } as const;
    const bytes = encodeClientFrame(frame);
    expect(bytes.length).toBe(176);
    expect(decodeClientFrame(bytes)).toEqual({ ok: true, value: frame });
  });
  it('[W7] one live entry costs at most six bytes beside the envelope', () => {
    const envelope = new Uint8Array(171).fill(7);
    const frame = { type: 'entries', channel: 1, entries: [{ sequence: 16_000, envelope }] } as const;
    const bytes = encodeRelayFrame(frame);
    expect(bytes.length).toBe(177);
    expect(decodeRelayFrame(bytes)).toEqual({ ok: true, value: frame });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientFrames, relayFrames } from './frame-arbitraries.ts';
import {
  decodeClientFrame,
  decodeRelayFrame,
  encodeClientFrame,
  encodeRelayFrame,
  LIMITS,
  type ClientFrame,
  type RelayFrame,
  type Result,
  type WireError,
} from './index.ts';

interface Direction {
  readonly name: string;
  /** A lawful frame and its bytes. */
  readonly frames: fc.Arbitrary<{ readonly frame: ClientFrame | RelayFrame; readonly bytes: Uint8Array }>;
  readonly decode: (bytes: Uint8Array) => Result<ClientFrame | RelayFrame, WireError>;
  /** Bytes that a decoder took, read and written again. */
  readonly rewrite: (bytes: Uint8Array) => Uint8Array | undefined;
  readonly opcodes: readonly number[];
}

const rewriteWith =
  <F>(decode: (bytes: Uint8Array) => Result<F, WireError>, encode: (frame: F) => Uint8Array) =>
  (bytes: Uint8Array): Uint8Array | undefined => {
    const decoded = decode(bytes);
    return decoded.ok ? encode(decoded.value) : undefined;
  };

const DIRECTIONS: readonly Direction[] = [
  {
    name: 'client',
    frames: clientFrames.map((frame) => ({ frame, bytes: encodeClientFrame(frame) })),
    decode: decodeClientFrame,
    rewrite: rewriteWith(decodeClientFrame, encodeClientFrame),
    opcodes: [1, 2, 3, 4, 5, 6, 7],
  },
  {
    name: 'relay',
    frames: relayFrames.map((frame) => ({ frame, bytes: encodeRelayFrame(frame) })),
    decode: decodeRelayFrame,
    rewrite: rewriteWith(decodeRelayFrame, encodeRelayFrame),
    opcodes: [0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c],
  },
];

describe.each(DIRECTIONS)('frames of the $name', ({ frames, decode, rewrite, opcodes }) => {
  it('[W3] round trip', () => {
    fc.assert(
      fc.property(frames, ({ frame, bytes }) => {
        expect(decode(bytes)).toEqual({ ok: true, value: frame });
      }),
      { numRuns: 500 },
    );
  });

  it('[W3] no beginning of a frame is a frame', () => {
    fc.assert(
      fc.property(frames, ({ bytes }) => {
        const step = Math.max(1, Math.floor(bytes.length / 400));
        for (let length = 0; length < bytes.length; length += step) {
          expect(decode(bytes.subarray(0, length))).toEqual({ ok: false, error: { type: 'wire-truncated' } });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('[W3] nothing may follow a frame', () => {
    fc.assert(
      fc.property(frames, fc.uint8Array({ minLength: 1, maxLength: 20 }), ({ bytes }, more) => {
        expect(decode(Uint8Array.from([...bytes, ...more]))).toEqual({
          ok: false,
          error: { type: 'wire-trailing-bytes', bytes: more.length },
        });
      }),
    );
  });

  it('[W3, W17] flipped bits give an error value or the one frame that is written so', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), ({ bytes }, flips) => {
        const changed = bytes.slice();
        for (const flip of flips) {
          // Mostly in the head of the frame, where the structure is.
          const at = (flip >>> 3) % Math.min(changed.length, flip % 3 === 0 ? changed.length : 24);
          changed[at] = (changed[at] ?? 0) ^ (1 << (flip & 7));
        }
        const rewritten = rewrite(changed);
        if (rewritten !== undefined) expect(rewritten).toEqual(changed);
      }),
      { numRuns: 3_000 },
    );
  });

  it('[W3, W17] random bytes behind any opcode give an error value or the one frame that is written so', () => {
    const small = fc.uint8Array({ maxLength: 60 });
    const structured = fc.array(fc.constantFrom(0, 1, 2, 3, 8, 9, 10, 12, 16, 64, 127, 128, 129, 255), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.constantFrom(...opcodes, 0, 0x80, 0xff), fc.oneof(small, structured), (opcode, rest) => {
        const bytes = Uint8Array.from([opcode, ...rest]);
        const rewritten = rewrite(bytes);
        if (rewritten !== undefined) expect(rewritten).toEqual(bytes);
      }),
      { numRuns: 5_000 },
    );
  });

  it('[W17] the longest frames of one repeated byte end, within the deadline of the test', () => {
    for (const fill of [0x00, 0x01, 0x09, 0x0c, 0x7f, 0x80, 0x81, 0xff]) {
      for (const opcode of opcodes) {
        const bytes = new Uint8Array(LIMITS.frameBytesMax).fill(fill);
        bytes[0] = opcode;
        expect(decode(bytes).ok).toBe(false);
      }
    }
  });

  it('[W4] a frame above the limit is refused unread', () => {
    const bytes = new Uint8Array(LIMITS.frameBytesMax + 1).fill(opcodes[0] ?? 0);
    expect(decode(bytes)).toEqual({ ok: false, error: { type: 'wire-too-large', bytes: bytes.length } });
  });
});

/** A relay core with clients on sockets in memory, a clock that the test turns, and a record of what happened. */
import { createPublicKey, verify } from 'node:crypto';
import { readRetryAfterMs } from '@tote/wire';
import { createMemoryStore, type MemoryStore } from '../adapters/memory-store.ts';
import {
  createRelay,
  type LogStore,
  type Relay,
  type RelayConnection,
  type RelayEvent,
  type RelayLimits,
  type VerifyEquation,
} from '../core/index.ts';
import { random } from './random.ts';
import { createTestClient, TEST_ORIGIN, type TestClient } from './test-client.ts';

/** A client on a socket in memory. */
export interface SocketInMemory extends TestClient {
  /** Stops taking in what the relay sends: it counts as buffered. */
  stall(): void;
  /** Takes in everything that was held back; `silently`, for a transport that does not tell the relay. */
  drain(how?: { readonly silently: boolean }): void;
  bufferedBytes(): number;
  /** What the relay asked for when it closed the socket. */
  retryAfterMs(): number | undefined;
  /** The network breaks. */
  cut(): void;
  readonly connection: RelayConnection;
}

/** A relay under a test's control. */
export interface TestRelay {
  readonly relay: Relay;
  readonly store: MemoryStore;
  readonly events: readonly RelayEvent[];
  connect(how?: { readonly dialledHost?: string; readonly address?: string | undefined }): SocketInMemory;
  /** Turns the clock and runs what falls due. */
  advance(ms: number): void;
}

/** Answers at once, so that a test knows when everything has happened. */
const verifyAtOnce = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  const x = Buffer.from(publicKey).toString('base64url');
  try {
    return verify(null, message, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);
  } catch {
    return false;
  }
};

/** Creates it. `wrapStore` may put faults between the relay and its memory store. */
export const createTestRelay = (
  how: {
    readonly limits?: Partial<RelayLimits>;
    readonly store?: MemoryStore;
    readonly wrapStore?: (store: MemoryStore) => LogStore;
    readonly verify?: (inner: VerifyEquation) => VerifyEquation;
    readonly refusedLists?: ReadonlySet<string>;
    readonly acceptsOrigin?: (origin: string) => boolean;
  } = {},
): TestRelay => {
  let nowMs = 1_000;
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  const events: RelayEvent[] = [];
  const store = how.store ?? createMemoryStore({ random, nowMs: () => nowMs });
  const relay = createRelay({
    store: how.wrapStore?.(store) ?? store,
    verify: how.verify?.(verifyAtOnce) ?? verifyAtOnce,
    random,
    nowMs: () => nowMs,
    schedule: (run, delayMs) => {
      const timer = { atMs: nowMs + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    acceptsOrigin: how.acceptsOrigin ?? (() => true),
    onEvent: (event) => events.push(event),
    ...(how.limits && { limits: how.limits }),
    ...(how.refusedLists && { refusedLists: how.refusedLists }),
  });

  return {
    relay,
    store,
    events,
    connect: ({ dialledHost = TEST_ORIGIN, address } = {}) => {
      let held: Uint8Array[] | undefined;
      let open = true;
      let retryAfterMs: number | undefined;
      const bufferedBytes = (): number => held?.reduce((sum, frame) => sum + frame.length, 0) ?? 0;
      const client = createTestClient({
        send: (bytes) => {
          if (open) connection.receive(bytes);
        },
      });
      const connection: RelayConnection = relay.connect({
        dialledHost,
        address,
        send: (frame) => {
          if (!open) return;
          if (held) held.push(frame);
          else queueMicrotask(() => client.take(frame));
        },
        bufferedBytes,
        close: (code, reason) => {
          if (!open) return;
          open = false;
          retryAfterMs = readRetryAfterMs(reason);
          queueMicrotask(() => {
            client.takeClose(code);
            connection.closed();
          });
        },
      });
      return Object.defineProperties(
        {
          connection,
          stall: () => void (held ??= []),
          bufferedBytes,
          retryAfterMs: () => retryAfterMs,
          drain: (how?: { readonly silently: boolean }) => {
            const frames = held ?? [];
            held = undefined;
            for (const frame of frames) client.take(frame);
            if (!how?.silently) connection.drained();
          },
          cut: () => {
            open = false;
            connection.closed();
          },
        },
        Object.getOwnPropertyDescriptors(client),
      ) as SocketInMemory;
    },
    advance: (ms) => {
      const untilMs = nowMs + ms;
      for (;;) {
        const due = [...timers].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!due) break;
        timers.delete(due);
        nowMs = Math.max(nowMs, due.atMs);
        due.run();
      }
      nowMs = untilMs;
    },
  };
};

/** A scripted client for the relay's tests: speaks the wire over anything that carries frames, and waits for answers. */
import { decodeRelayFrame, encodeClientFrame, PROTOCOL_VERSION, type ClientFrame, type RelayFrame } from '@tote/wire';
import type { ResumePoint, Role } from '@tote/wire';
import type { TestList } from './test-list.ts';

/** The origin that proofs are bound to in tests. */
export const TEST_ORIGIN = 'relay.test:4680';
/** An answer that takes longer than this will not come. */
const WAIT_MS_MAX = 10_000;

type FrameOf<T extends RelayFrame['type']> = Extract<RelayFrame, { readonly type: T }>;

/** How to open a list; channel 1 and the edit role unless said otherwise. */
export interface OpenHow {
  readonly channel?: number;
  readonly role?: Role;
  readonly resume?: ResumePoint;
}

/** A client under a test's control. */
export interface TestClient {
  /** All frames that came, in order. */
  readonly received: readonly RelayFrame[];
  /** Close code, once the relay ended the socket. */
  readonly closeCode: number | undefined;
  send(frame: ClientFrame): void;
  sendBytes(bytes: Uint8Array): void;
  /** The next frame of this type that was not waited for yet (and that fits), from what came or will come. */
  next<T extends RelayFrame['type']>(type: T, fits?: (frame: FrameOf<T>) => boolean): Promise<FrameOf<T>>;
  /** Resolves with the close code. */
  whenClosed(): Promise<number>;
  hello(nonces?: number): Promise<readonly Uint8Array[]>;
  /** Asks for the list on a channel, with a fresh nonce. */
  open(list: TestList, how?: OpenHow): Promise<void>;
  /** Opens the list and waits until it has caught up. */
  follow(list: TestList, how?: OpenHow): Promise<FrameOf<'opened'>>;
  /** Appends and waits for the acknowledgement or refusal. */
  append(envelopes: readonly Uint8Array[], channel?: number): Promise<FrameOf<'ack'> | FrameOf<'refused'>>;
}

/** What carries the client's bytes. */
export interface TestTransport {
  send(bytes: Uint8Array): void;
}

/** Creates the client and the two functions by which its transport hands it what comes. */
export const createTestClient = (
  transport: TestTransport,
  origin = TEST_ORIGIN,
): TestClient & { take(bytes: Uint8Array): void; takeClose(code: number): void } => {
  const received: RelayFrame[] = [];
  const seen = new Set<RelayFrame>();
  const watchers = new Set<() => void>();
  let closeCode: number | undefined;
  let lastRequest = 0;

  const until = <T>(look: () => T | undefined, what: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        watchers.delete(check);
        const got = received.map(({ type }) => type).slice(-20);
        reject(new Error(`waited in vain for ${what}; closed: ${closeCode ?? 'no'}; got ${got.join(', ')}`));
      }, WAIT_MS_MAX);
      const check = (): void => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(timer);
        watchers.delete(check);
        resolve(found);
      };
      watchers.add(check);
      check();
    });
  const changed = (): void => {
    for (const check of [...watchers]) check();
  };

  const client: TestClient & { take(bytes: Uint8Array): void; takeClose(code: number): void } = {
    received,
    get closeCode() {
      return closeCode;
    },
    send: (frame) => transport.send(encodeClientFrame(frame)),
    sendBytes: (bytes) => transport.send(bytes),
    next: (type, fits = () => true) =>
      until(() => {
        const found = received.find(
          (frame): frame is FrameOf<typeof type> =>
            frame.type === type && !seen.has(frame) && fits(frame as FrameOf<typeof type>),
        );
        if (found) seen.add(found);
        return found;
      }, type),
    whenClosed: () => until(() => closeCode, 'the socket to close'),
    hello: async (nonces = 1) => {
      client.send({ type: 'hello', version: PROTOCOL_VERSION, nonces });
      return (await client.next('challenge')).nonces;
    },
    open: async (list, { channel = 1, ...how } = {}) => {
      const [relayNonce] = await client.hello();
      if (!relayNonce) throw new Error('no nonce');
      client.send(list.open({ channel, relayNonce, origin }, how));
    },
    follow: async (list, how = {}) => {
      await client.open(list, how);
      const isOurs = ({ channel }: { readonly channel: number }): boolean => channel === (how.channel ?? 1);
      const opened = await client.next('opened', isOurs);
      await client.next('caught-up', isOurs);
      return opened;
    },
    append: (envelopes, channel = 1) => {
      const request = (lastRequest += 1);
      client.send({ type: 'append', channel, request, envelopes });
      return until(() => {
        const found = received.find(
          (frame): frame is FrameOf<'ack'> | FrameOf<'refused'> =>
            (frame.type === 'ack' || frame.type === 'refused') &&
            frame.channel === channel &&
            frame.request === request,
        );
        if (found) seen.add(found);
        return found;
      }, `the answer to request ${request}`);
    },
    take: (bytes) => {
      const decoded = decodeRelayFrame(Uint8Array.from(bytes));
      if (!decoded.ok) throw new Error(`the relay sent a bad frame: ${decoded.error.type}`);
      received.push(decoded.value);
      changed();
    },
    takeClose: (code) => {
      closeCode ??= code;
      changed();
    },
  };
  return client;
};

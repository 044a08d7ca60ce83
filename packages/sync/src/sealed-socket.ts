/**
 * What y-websocket's provider takes for a WebSocket to its server. Inside it follows the relay's sealed log and plays the
 * server itself: it opens once the log has been read and is in the document, says so with an empty SyncStep2 (what y-protocols
 * is handed it takes in by itself, and a part of it where that fails: S21), asks with a SyncStep1 that carries the
 * *relay's* state vector, and what the provider answers is exactly what the relay lacks.
 */
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { readAwarenessUpdate, writeAwarenessUpdate, type AwarenessEntry } from './awareness-update.ts';
import type { FollowerEvents, ListFollower } from './list-follower.ts';
import type { ReadEntry } from './log-reader.ts';
import { isAtRelay, type RelayKnowledge } from './relay-knowledge.ts';
import { withoutPending } from './pending.ts';
import { readYMessage, writeYMessage, type YMessage } from './y-messages.ts';

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

/** How a replica makes and watches the sockets of one of its providers. */
export interface SealedSocketDeps {
  readonly doc: Y.Doc;
  readonly knowledge: RelayKnowledge;
  readonly mayWrite: boolean;
  /** Acts of other tabs that the relay may lack; they are taken once. */
  readonly takeHeard: () => readonly Uint8Array[];
  /** Presence of everybody, as the provider keeps it. */
  readonly awareness: Awareness;
  /** Another tab of this device says it, and the provider hears that directly. */
  readonly isHeardDirectly: (state: AwarenessEntry['state']) => boolean;
  /** A peer says to be us. */
  readonly clientIdClash: () => void;
  /** Starts to follow the list; called once per socket. */
  readonly follow: (events: FollowerEvents) => ListFollower;
  /** Puts what was read of the log into the document. */
  readonly takeIn: (entries: readonly ReadEntry[]) => void;
}

/** Opening, a joiner and a changed state all ask for our presence within moments of each other: one message answers them. */
const SAY_AFTER_MS = 40;

/** Peers of one room that are listened to. A relay can repeat one presence under any number of peers, and each is kept here (S23). */
const PEERS_MAX = 1_000;

/** A message without content, which keeps the provider's own watchdog (30 s without a message) quiet. */
const HEARTBEAT = writeYMessage({ type: 'awareness', update: writeAwarenessUpdate([]) });

/** The class to hand to `WebsocketProvider` as its `WebSocketPolyfill`. */
export const createSealedSocketClass = (deps: SealedSocketDeps): typeof WebSocket => {
  class SealedSocket {
    static readonly OPEN = OPEN;
    readonly OPEN = OPEN;
    binaryType = 'arraybuffer';
    readyState: number = CONNECTING;
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    onerror: ((event: unknown) => void) | null = null;
    readonly #follower: ListFollower;
    /** The provider's own presence as last said, for those who join later. */
    #ownPresence: AwarenessEntry | undefined;
    /** How often it was said again since it changed. */
    #repeats = 0;
    #sayTimer: ReturnType<typeof setTimeout> | undefined;
    /** Which replica each peer of the room speaks for, so that its face goes when the relay says that it left. */
    readonly #presenceByPeer = new Map<number, AwarenessEntry>();

    /**
     * Who is here is the relay's word. Another provider that loses its connection (a tab's, another relay's) takes everybody's
     * face away, and y-protocols that of a tab which is asleep.
     */
    readonly #putBack = ({ removed }: { readonly removed: readonly number[] }): void => {
      for (const client of removed) {
        const entry = this.#speakerFor(client)?.entry;
        if (entry?.state) this.#tellPresence(entry);
      }
    };

    constructor() {
      deps.awareness.on('change', this.#putBack);
      this.#follower = deps.follow({
        caughtUp: (entries) => this.#open(entries),
        received: deps.takeIn,
        presence: (peer, plaintext) => this.#takePresence(peer, plaintext),
        peerJoined: () => this.#sayPresence(),
        peerLeft: (peer) => this.#forgetPeer(peer),
        alive: () => this.onmessage?.({ data: HEARTBEAT.buffer }),
        ended: (code) => this.#end(code),
      });
    }

    /** Takes a message of the provider. Sync answers and updates are sealed and appended; the rest is answered here. */
    send(message: Uint8Array): void {
      const said = readYMessage(message);
      switch (said.type) {
        case 'step-2':
        case 'update':
          if (!deps.mayWrite || isAtRelay(deps.knowledge, said.update)) return;
          return this.#append(said.update, deps.takeHeard());
        case 'awareness':
          return this.#takeOwnPresence(said.update);
        case 'step-1': // answered by the log, which #open hands over
        case 'query-awareness': // a room answers a joiner without being asked
          return;
      }
    }

    #append(update: Uint8Array, ahead: readonly Uint8Array[]): void {
      this.#follower.append(ahead.length === 0 ? update : Y.mergeUpdates([...ahead, update]));
    }

    close(): void {
      if (this.readyState === CLOSED) return;
      this.#stop();
      this.#follower.close();
    }

    #stop(): void {
      this.readyState = CLOSED;
      clearTimeout(this.#sayTimer);
      deps.awareness.off('change', this.#putBack);
    }

    #deliver(message: YMessage): void {
      this.onmessage?.({ data: writeYMessage(message).buffer });
    }

    #open(entries: readonly ReadEntry[]): void {
      this.readyState = OPEN;
      this.onopen?.();
      deps.takeIn(entries);
      this.#deliver({ type: 'step-2', update: EMPTY_UPDATE });
      if (deps.mayWrite)
        withoutPending(deps.doc, () =>
          this.#deliver({ type: 'step-1', stateVector: Y.encodeStateVector(deps.knowledge.held.sv) }),
        );
      this.#sayPresence();
    }

    #end(code: number): void {
      if (this.readyState === CLOSED) return;
      this.#stop();
      this.onclose?.({ code, reason: '' });
    }

    #takeOwnPresence(update: Uint8Array): void {
      // The provider also passes on what it heard from others; each speaks for itself here. A state over the limit reads as none.
      const [own] = readAwarenessUpdate(update, deps.doc.clientID) ?? [];
      if (!own) return;
      const isRepeated = JSON.stringify(own.state) === JSON.stringify(this.#ownPresence?.state);
      this.#repeats = isRepeated ? this.#repeats + 1 : 0;
      this.#ownPresence = own;
      if (isDue(this.#repeats)) this.#sayPresence();
    }

    #sayPresence(): void {
      this.#sayTimer ??= setTimeout(() => {
        this.#sayTimer = undefined;
        if (this.#ownPresence) this.#follower.sendPresence(writeAwarenessUpdate([this.#ownPresence]));
      }, SAY_AFTER_MS);
    }

    #takePresence(peer: number, plaintext: Uint8Array): void {
      const entries = readAwarenessUpdate(plaintext);
      const [entry] = entries ?? [];
      if (!entry || entries?.length !== 1) return;
      if (entry.client === deps.doc.clientID) return entry.state ? deps.clientIdClash() : undefined;
      if (deps.isHeardDirectly(entry.state)) return;
      if (this.#presenceByPeer.size >= PEERS_MAX && !this.#presenceByPeer.has(peer)) return;
      // It moved to another id: the face under the old one would stay until y-protocols misses it, 30 s later.
      if (this.#presenceByPeer.get(peer)?.client !== entry.client) this.#forgetPeer(peer);
      this.#presenceByPeer.set(peer, entry);
      if (this.#speakerFor(entry.client)?.peer === peer) this.#tellPresence(entry);
    }

    /** Of several peers that say one session the first is believed. The next may be its new socket, and has its turn when the relay gives up the old one. */
    #speakerFor(client: number): { readonly peer: number; readonly entry: AwarenessEntry } | undefined {
      for (const [peer, entry] of this.#presenceByPeer) if (entry.client === client) return { peer, entry };
      return undefined;
    }

    /**
     * The provider takes nothing whose clock is not above the one it has. An id comes back after a reload and begins again, a
     * face after the connection was lost, with the same clock: both are raised above it. Never for a tab that hears this one
     * directly: it would take what it hears of itself for news, say so, and hear of it again, without end.
     */
    #tellPresence(entry: AwarenessEntry): void {
      const known = deps.awareness.meta.get(entry.client)?.clock ?? 0;
      const clock = Math.max(entry.clock, known + 1);
      this.#deliver({ type: 'awareness', update: writeAwarenessUpdate([{ ...entry, clock }]) });
    }

    #forgetPeer(peer: number): void {
      const entry = this.#presenceByPeer.get(peer);
      if (!entry) return;
      const wasBelieved = this.#speakerFor(entry.client)?.peer === peer;
      this.#presenceByPeer.delete(peer);
      if (wasBelieved) this.#tellPresence(this.#speakerFor(entry.client)?.entry ?? { ...entry, state: null });
    }
  }
  return SealedSocket as unknown as typeof WebSocket;
};

/**
 * y-protocols repeats a state every 15 s, since to it silence is absence. Here the relay says who is here, and a repetition is for
 * what a full line dropped: the first, second, fourth, eighth ... of them go out.
 */
const isDue = (repeats: number): boolean => (repeats & (repeats - 1)) === 0;

/** A Yjs update that says nothing: no structs, no deletions. */
const EMPTY_UPDATE = new Uint8Array([0, 0]);

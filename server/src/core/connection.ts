/**
 * One socket's state machine:
 *
 *   greeting ──hello──▶ greeted ──open, proof holds──▶ serving ──frame not lawful, too slow, drain, socket gone──▶ closed
 *
 * and on it, per channel number:  opening ──▶ open ──▶ closed (the number is never used again).
 *
 * Invariants (RELAY.md, R1-R4)
 * - Before a proof held, nothing is read from the store, counted or said about any list.
 * - Every request is answered by exactly one acknowledgement or refusal; what cannot be understood ends this socket only.
 * - Nothing throws out of `receive`, `drained` or `closed`: a fault of ours ends this socket only.
 */
import {
  CLOSE_CODES,
  decodeClientFrame,
  encodeRelayFrame,
  LIMITS,
  PROTOCOL_VERSION,
  type ClientFrame,
  type CloseCodeName,
  type HelloFrame,
  type OpenFrame,
  type RefusalCode,
  type RelayFrame,
} from '@tote/wire';
import type { AppendRules } from './append-check.ts';
import type { AddressAllowances } from './address-allowance.ts';
import { admit, type Admission } from './admission.ts';
import type { ByteBudget, ByteHolder, ByteShare } from './byte-budget.ts';
import { createChallengeBook, type ChallengeBook } from './challenge-book.ts';
import { createOpenChannel, type ChannelSocket, type OpenChannel } from './channel.ts';
import { createFollower, type FollowerSocket } from './follower.ts';
import type { RelayLimits } from './limits.ts';
import type { ListName, LogStore } from './log-store.ts';
import { faultDetail, type RelayEvent } from './relay-event.ts';
import { refusalFor, type Bound, type RefusalReason } from './refusal.ts';
import type { RelayConnection, RelaySocket, Schedule } from './relay-socket.ts';
import type { Room } from './room-port.ts';
import type { Rooms } from './rooms.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';
import { createUsedNumbers, type UsedNumbers } from './used-numbers.ts';
import type { Verdict, VerifyEquation } from './verdict.ts';

/** What all connections of a relay share. */
export interface ConnectionDeps {
  readonly store: LogStore;
  readonly rooms: Rooms;
  readonly limits: RelayLimits;
  readonly verify: VerifyEquation;
  readonly rules: AppendRules;
  readonly random: (length: number) => Uint8Array;
  readonly nowMs: () => number;
  readonly schedule: Schedule;
  readonly acceptsOrigin: (origin: string, socket: RelaySocket) => boolean;
  readonly refusedLists: ReadonlySet<ListName>;
  readonly isDraining: () => boolean;
  readonly unsent: ByteBudget;
  readonly allowances: AddressAllowances;
  readonly onEvent: (event: RelayEvent) => void;
}

/** A connection as its relay sees it. */
export interface ServedConnection extends RelayConnection {
  /** Ends the socket. `reason` is what the client is told beside the code; by default the code's name. */
  shut(code: CloseCodeName, detail: string, reason?: string): void;
}

class Connection implements ServedConnection, FollowerSocket, ChannelSocket, ByteHolder {
  readonly relay: ConnectionDeps;
  readonly #socket: RelaySocket;
  readonly #onClosed: (connection: ServedConnection) => void;
  readonly #nonces: ChallengeBook;
  readonly #frameBucket: TokenBucket;
  readonly #openBucket: TokenBucket;
  /** Made for those who write. */
  #envelopeBucket: TokenBucket | undefined;
  readonly #channels = new Map<number, OpenChannel | 'opening'>();
  readonly #usedChannels: UsedNumbers = createUsedNumbers();
  readonly #unsent: ByteShare;
  #phase: 'greeting' | 'greeted' | 'serving' | 'closed' = 'greeting';
  /** Too much is unsent; it is about to be closed. */
  #isOverdue = false;
  #cancelDeadline: (() => void) | undefined;

  constructor(deps: ConnectionDeps, socket: RelaySocket, onClosed: (connection: ServedConnection) => void) {
    const { limits, nowMs } = deps;
    this.relay = deps;
    this.#socket = socket;
    this.#onClosed = onClosed;
    this.#nonces = createChallengeBook(deps);
    this.#frameBucket = createTokenBucket(limits.framesPerSecond, limits.framesBurst, nowMs);
    this.#openBucket = createTokenBucket(limits.opensPerSecond, limits.opensBurst, nowMs);
    this.#unsent = deps.unsent.track(this);
    this.#setDeadline('no list was opened', limits.handshakeMsMax);
  }

  // --- Told by the transport

  receive(bytes: Uint8Array): void {
    this.#guarded(() => this.#receive(bytes));
  }

  drained(): void {
    this.#guarded(() => {
      this.#unsent.changed();
      for (const channel of this.#channels.values()) if (channel !== 'opening') channel.follower.drained();
    });
  }

  closed(): void {
    this.#guarded(() => this.#dispose());
  }

  isSeen(): boolean {
    for (const channel of this.#channels.values()) if (channel !== 'opening' && channel.isSeen()) return true;
    return false;
  }

  shut(code: CloseCodeName, detail: string, reason: string = code): void {
    if (this.#phase === 'closed') return;
    this.#dispose();
    this.relay.onEvent({ type: 'closed', code, detail });
    this.#socket.close(CLOSE_CODES[code].number, reason);
  }

  // --- Told by the followers on this socket, and by the budget of unsent bytes

  send(frame: Uint8Array): void {
    if (this.#phase === 'closed' || this.#isOverdue) return;
    if (this.#socket.bufferedBytes() <= this.relay.limits.unsentBytesMax) {
      this.#socket.send(frame);
      return this.#unsent.changed();
    }
    // Not at once: whoever sends may be in the middle of telling a whole room, and one leaving tells it again.
    this.#isOverdue = true;
    queueMicrotask(() => this.shut('too-slow', 'too much is unsent'));
  }

  bufferedBytes(): number {
    return this.#socket.bufferedBytes();
  }

  onBehind(): void {
    this.relay.onEvent({ type: 'behind' });
  }

  onStalled(): void {
    this.shut('too-slow', 'took in nothing for too long');
  }

  onReadFailed(channel: number, error: unknown): void {
    this.relay.onEvent({ type: 'store-failure', detail: String(error) });
    this.onEnded(channel, 'storage-failed');
  }

  onEnded(channelNumber: number, code: RefusalCode): void {
    const channel = this.#channels.get(channelNumber);
    if (!this.#forget(channelNumber)) return;
    if (channel && channel !== 'opening') this.#leave(channel);
    this.#send({ type: 'closed', channel: channelNumber, code });
  }

  heldBytes(): number {
    return this.#socket.bufferedBytes();
  }

  evict(): void {
    this.relay.onEvent({ type: 'evicted', bytes: this.#socket.bufferedBytes() });
    this.shut('too-slow', 'all sockets together have too much unsent');
  }

  // --- What it and its address may still cause

  mayAppend(envelopes: number): boolean {
    const { limits, nowMs } = this.relay;
    this.#envelopeBucket ??= createTokenBucket(limits.envelopesPerSecond, limits.envelopesBurst, nowMs);
    return this.#envelopeBucket.take(envelopes);
  }

  whyNotCheck(envelopes: number, bytes: number): Bound | undefined {
    const { allowances } = this.relay;
    const { address } = this.#socket;
    // The one that is full again in a second first: who is refused by it and tries again must not use up the other, an hour's.
    if (!allowances.envelopes.take(address, envelopes)) return 'envelopesPerAddressPerSecond';
    return allowances.envelopeBytes.take(address, bytes) ? undefined : 'envelopeBytesPerAddressPerHour';
  }

  mayCreate(): boolean {
    return this.relay.allowances.creations.take(this.#socket.address);
  }

  #setDeadline(detail: string, delayMs: number): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = this.relay.schedule(() => this.shut('handshake-timeout', detail), delayMs);
  }

  #clearDeadline(): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = undefined;
  }

  /**
   * Takes a channel off; false if there is none. With the last one the time begins in which another list is to be opened, unless
   * that for the first still runs.
   */
  #forget(channel: number): boolean {
    if (!this.#channels.delete(channel)) return false;
    if (this.#channels.size === 0 && !this.#cancelDeadline)
      this.#setDeadline('no list is open any more', this.relay.limits.idleMsMax);
    return true;
  }

  #send(frame: RelayFrame): void {
    this.send(encodeRelayFrame(frame));
  }

  #refuse(channel: number, request: number, reason: RefusalReason): void {
    const refusal = refusalFor(reason);
    this.relay.onEvent({ type: 'refused', detail: request === 0 ? 'open' : 'request', ...refusal });
    this.#send({ type: 'refused', channel, request, code: refusal.code });
  }

  /** Forgets everything of this socket; the transport's end of it may still be closing. */
  #dispose(): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#clearDeadline();
    this.#unsent.forget();
    for (const channel of this.#channels.values()) if (channel !== 'opening') this.#leave(channel);
    this.#channels.clear();
    this.#onClosed(this);
  }

  #leave(channel: OpenChannel): void {
    channel.leave();
    this.relay.rooms.release(channel.list);
  }

  #takeHello(frame: HelloFrame): void {
    if (frame.version !== PROTOCOL_VERSION) return this.shut('version-unsupported', `version ${frame.version}`);
    if (this.#phase === 'greeting') this.#phase = 'greeted';
    this.#send({ type: 'challenge', version: PROTOCOL_VERSION, nonces: this.#nonces.issue(frame.nonces) });
  }

  #whyNotOpen(frame: OpenFrame): RefusalReason | undefined {
    const { isDraining, limits, acceptsOrigin, allowances } = this.relay;
    const isKnownNonce = this.#nonces.use(frame.relayNonce);
    if (!this.#openBucket.take(1)) return 'opensPerSecond';
    if (!this.#usedChannels.use(frame.channel)) return 'channel-in-use';
    if (isDraining()) return 'draining';
    if (this.#channels.size >= limits.listsPerSocketMax) return 'listsPerSocketMax';
    if (!isKnownNonce) return 'nonce-unknown';
    if (!acceptsOrigin(this.#socket.dialledHost, this.#socket)) return 'origin-mismatch';
    // Last: only a proof whose keys are looked at costs the allowance that an address shares.
    return allowances.proofs.take(this.#socket.address) ? undefined : 'opensPerAddressPerSecond';
  }

  #takeOpen(frame: OpenFrame): void {
    const reason = this.#whyNotOpen(frame);
    if (reason) return this.#refuse(frame.channel, 0, reason);
    const admitted = admit(frame, this.#socket.dialledHost, this.relay.verify);
    if (!admitted.ok) return this.#refuse(frame.channel, 0, admitted.error);
    const { admission, proven } = admitted.value;
    if (proven === false) return this.#refuse(frame.channel, 0, 'bad-signature');
    this.#channels.set(frame.channel, 'opening');
    this.#enter(frame, admission, proven).catch((error: unknown) => this.#takeFault(error));
  }

  async #enter(frame: OpenFrame, admission: Admission, proven: Verdict): Promise<void> {
    const { rooms, refusedLists, onEvent } = this.relay;
    const { list } = admission;
    const isGood = proven === true || (await proven);
    if (this.#channels.get(frame.channel) !== 'opening') return;
    if (!isGood || refusedLists.has(list)) {
      this.#forget(frame.channel);
      return this.#refuse(frame.channel, 0, isGood ? 'not-authorised' : 'bad-signature');
    }
    const room = await rooms.enter(list).catch((error: unknown) => {
      onEvent({ type: 'store-failure', detail: String(error) });
      return undefined;
    });
    // The client may have closed the channel, or the socket may be gone, while the store was asked.
    const isWanted = this.#channels.get(frame.channel) === 'opening';
    if (!room) {
      if (isWanted && this.#forget(frame.channel)) this.#refuse(frame.channel, 0, 'storage-failed');
    } else if (isWanted) this.#open(frame, admission, room);
    else rooms.release(list);
  }

  #open({ channel, resume }: OpenFrame, admission: Admission, room: Room): void {
    const follower = createFollower({ channel, room, socket: this }, room.startFor(resume));
    this.#phase = 'serving';
    this.#clearDeadline();
    this.#channels.set(channel, createOpenChannel(this, admission, follower, room));
    room.join(follower);
    const { generation, sequence: head } = room;
    this.#send({ type: 'opened', channel, generation, head, peer: follower.peer });
    follower.catchUp();
  }

  #takeRequest(frame: Extract<ClientFrame, { readonly request: number }>): void {
    const channel = this.#channels.get(frame.channel);
    if (channel === undefined || channel === 'opening') return this.#refuse(frame.channel, frame.request, 'not-open');
    if (this.relay.isDraining()) return this.#refuse(frame.channel, frame.request, 'draining');
    const reason = frame.type === 'append' ? channel.append(frame) : channel.snapshot(frame);
    if (reason) this.#refuse(frame.channel, frame.request, reason);
  }

  #take(frame: ClientFrame): void {
    if (this.#phase === 'greeting' && frame.type !== 'hello')
      return this.shut('bad-frame', `${frame.type} before hello`);
    switch (frame.type) {
      case 'hello':
        return this.#takeHello(frame);
      case 'open':
        return this.#takeOpen(frame);
      case 'append':
      case 'snapshot':
        return this.#takeRequest(frame);
      case 'presence': {
        const channel = this.#channels.get(frame.channel);
        if (channel && channel !== 'opening') channel.presence(frame);
        return;
      }
      case 'close':
        return this.onEnded(frame.channel, 'closed-as-asked');
      case 'ping':
        return this.#send({ type: 'pong', token: frame.token });
    }
  }

  #receive(bytes: Uint8Array): void {
    if (this.#phase === 'closed') return;
    const bytesMax = this.#phase === 'serving' ? LIMITS.frameBytesMax : LIMITS.frameBytesMaxBeforeOpen;
    if (bytes.length > bytesMax) return this.shut('frame-too-large', `${bytes.length} bytes`);
    if (!this.#frameBucket.take(1)) return this.shut('rate-limited', 'too many frames');
    const decoded = decodeClientFrame(bytes);
    if (decoded.ok) this.#take(decoded.value);
    else this.shut(decoded.error.type === 'wire-too-large' ? 'frame-too-large' : 'bad-frame', decoded.error.type);
  }

  /** A fault of ours ends this socket and no other. */
  #takeFault(error: unknown): void {
    this.relay.onEvent({ type: 'fault', detail: faultDetail(error) });
    this.shut('relay-fault', 'fault while serving');
  }

  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#takeFault(error);
    }
  }
}

/** Starts to serve a socket. */
export const createConnection = (
  deps: ConnectionDeps,
  socket: RelaySocket,
  onClosed: (connection: ServedConnection) => void,
): ServedConnection => new Connection(deps, socket, onClosed);

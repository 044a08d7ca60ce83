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
import type { AddressAllowances } from './address-allowance.ts';
import { admit, type Admission } from './admission.ts';
import { createChallengeBook } from './challenge-book.ts';
import { createOpenChannel, type OpenChannel } from './channel.ts';
import { createFollower } from './follower.ts';
import type { RelayLimits } from './limits.ts';
import type { LogStore } from './log-store.ts';
import { faultDetail, type RelayEvent } from './relay-event.ts';
import type { RelayConnection, RelaySocket, Schedule } from './relay-socket.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { createTokenBucket } from './token-bucket.ts';
import type { UnsentBudget } from './unsent-budget.ts';
import type { Verdict, VerifyEquation } from './verdict.ts';

/** What a connection needs of its relay. */
export interface ConnectionDeps {
  readonly socket: RelaySocket;
  readonly store: LogStore;
  readonly rooms: Rooms;
  readonly limits: RelayLimits;
  readonly verify: VerifyEquation;
  readonly random: (length: number) => Uint8Array;
  readonly nowMs: () => number;
  readonly schedule: Schedule;
  readonly acceptsOrigin: (origin: string, socket: RelaySocket) => boolean;
  readonly isDraining: () => boolean;
  readonly unsent: UnsentBudget;
  readonly allowances: AddressAllowances;
  readonly onEvent: (event: RelayEvent) => void;
  readonly onClosed: () => void;
}

/** A connection as its relay sees it. */
export interface ServedConnection extends RelayConnection {
  /** Ends the socket. `reason` is what the client is told beside the code; by default the code's name. */
  shut(code: CloseCodeName, detail: string, reason?: string): void;
}

/** Starts to serve a socket. */
export const createConnection = (deps: ConnectionDeps): ServedConnection => {
  const { socket, limits, rooms, nowMs, schedule, onEvent } = deps;
  const nonces = createChallengeBook({ ...deps, ...limits });
  const frameBucket = createTokenBucket(limits.framesPerSecond, limits.framesBurst, nowMs);
  const openBucket = createTokenBucket(limits.opensPerSecond, limits.opensBurst, nowMs);
  const envelopeBucket = createTokenBucket(limits.envelopesPerSecond, limits.envelopesBurst, nowMs);
  const channels = new Map<number, OpenChannel | 'opening'>();
  const usedChannels = new Set<number>();
  let phase: 'greeting' | 'greeted' | 'serving' | 'closed' = 'greeting';
  /** Too much is unsent; it is about to be closed. */
  let isOverdue = false;
  const unsent = deps.unsent.track(
    () => socket.bufferedBytes(),
    () => {
      onEvent({ type: 'evicted', bytes: socket.bufferedBytes() });
      shut('too-slow', 'all sockets together have too much unsent');
    },
  );
  let cancelDeadline = schedule(() => shut('handshake-timeout', 'no list was opened'), limits.handshakeMsMax);

  const sendBytes = (frame: Uint8Array): void => {
    if (phase === 'closed' || isOverdue) return;
    if (socket.bufferedBytes() <= limits.unsentBytesMax) {
      socket.send(frame);
      return unsent.changed();
    }
    // Not at once: whoever sends may be in the middle of telling a whole room, and one leaving tells it again.
    isOverdue = true;
    queueMicrotask(() => shut('too-slow', 'too much is unsent'));
  };
  const send = (frame: RelayFrame): void => sendBytes(encodeRelayFrame(frame));

  const refuse = (channel: number, request: number, code: RefusalCode): void => {
    onEvent({ type: 'refused', code, detail: request === 0 ? 'open' : 'request' });
    send({ type: 'refused', channel, request, code });
  };

  /** Forgets everything of this socket; the transport's end of it may still be closing. */
  const dispose = (): void => {
    if (phase === 'closed') return;
    phase = 'closed';
    cancelDeadline();
    unsent.forget();
    for (const channel of channels.values()) if (channel !== 'opening') leave(channel);
    channels.clear();
    deps.onClosed();
  };

  const shut = (code: CloseCodeName, detail: string, reason: string = code): void => {
    if (phase === 'closed') return;
    dispose();
    onEvent({ type: 'closed', code, detail });
    socket.close(CLOSE_CODES[code].number, reason);
  };

  const leave = (channel: OpenChannel): void => {
    channel.leave();
    rooms.release(channel.admission.list);
  };

  const endChannel = (channelNumber: number, code: RefusalCode): void => {
    const channel = channels.get(channelNumber);
    if (!channels.delete(channelNumber)) return;
    if (channel && channel !== 'opening') leave(channel);
    send({ type: 'closed', channel: channelNumber, code });
    if (channels.size === 0 && phase === 'serving') {
      cancelDeadline();
      cancelDeadline = schedule(() => shut('handshake-timeout', 'no list is open any more'), limits.idleMsMax);
    }
  };

  const takeHello = (frame: HelloFrame): void => {
    if (frame.version !== PROTOCOL_VERSION) return shut('version-unsupported', `version ${frame.version}`);
    if (phase === 'greeting') phase = 'greeted';
    send({ type: 'challenge', version: PROTOCOL_VERSION, nonces: nonces.issue(frame.nonces) });
  };

  const whyNotOpen = (frame: OpenFrame): RefusalCode | undefined => {
    const isKnownNonce = nonces.use(frame.relayNonce);
    if (!openBucket.take(1)) return 'rate-limited';
    if (usedChannels.has(frame.channel)) return 'channel-in-use';
    usedChannels.add(frame.channel);
    if (deps.isDraining()) return 'draining';
    if (channels.size >= limits.listsPerSocketMax) return 'too-many-lists';
    if (!isKnownNonce) return 'nonce-unknown';
    if (!deps.acceptsOrigin(socket.dialledHost, socket)) return 'origin-mismatch';
    // Last: only a proof that is worth its check costs the allowance that an address shares.
    return deps.allowances.proofs.take(socket.address) ? undefined : 'rate-limited';
  };

  const takeOpen = (frame: OpenFrame): void => {
    const refusal = whyNotOpen(frame);
    if (refusal) return refuse(frame.channel, 0, refusal);
    const admitted = admit(frame, socket.dialledHost, deps.verify);
    if (!admitted.ok) return refuse(frame.channel, 0, admitted.error);
    const { admission, proven } = admitted.value;
    if (proven === false) return refuse(frame.channel, 0, 'bad-signature');
    channels.set(frame.channel, 'opening');
    enter(frame, admission, proven).catch(takeFault);
  };

  const enter = async (frame: OpenFrame, admission: Admission, proven: Verdict): Promise<void> => {
    const { list } = admission;
    const isGood = proven === true || (await proven);
    if (channels.get(frame.channel) !== 'opening') return;
    if (!isGood) {
      channels.delete(frame.channel);
      return refuse(frame.channel, 0, 'bad-signature');
    }
    const room = await rooms.enter(list).catch((error: unknown) => {
      onEvent({ type: 'store-failure', detail: String(error) });
      return undefined;
    });
    // The client may have closed the channel, or the socket may be gone, while the store was asked.
    const isWanted = channels.get(frame.channel) === 'opening';
    if (!room) {
      if (isWanted && channels.delete(frame.channel)) refuse(frame.channel, 0, 'storage-failed');
    } else if (isWanted) open(frame, admission, room);
    else rooms.release(list);
  };

  const open = (frame: OpenFrame, admission: Admission, room: Room): void => {
    const { channel: channelNumber, resume } = frame;
    const follower = createFollower(
      {
        ...deps,
        list: admission.list,
        channel: channelNumber,
        roomSequence: () => room.sequence,
        send: sendBytes,
        bufferedBytes: () => socket.bufferedBytes(),
        onBehind: () => onEvent({ type: 'behind' }),
        onStalled: () => shut('too-slow', 'took in nothing for too long'),
        onReadFailed: (error) => {
          onEvent({ type: 'store-failure', detail: String(error) });
          endChannel(channelNumber, 'storage-failed');
        },
        onEnded: (code) => endChannel(channelNumber, code),
      },
      room.startFor(resume),
    );
    phase = 'serving';
    cancelDeadline();
    channels.set(
      channelNumber,
      createOpenChannel({
        ...deps,
        admission,
        follower,
        room,
        envelopeBucket,
        address: socket.address,
      }),
    );
    const { generation, sequence: head } = room;
    send({ type: 'opened', channel: channelNumber, generation, head, peer: room.join(follower) });
    follower.catchUp();
  };

  const takeRequest = (frame: Extract<ClientFrame, { readonly request: number }>): void => {
    const channel = channels.get(frame.channel);
    if (channel === undefined || channel === 'opening') return refuse(frame.channel, frame.request, 'not-open');
    if (deps.isDraining()) return refuse(frame.channel, frame.request, 'draining');
    const refusal = frame.type === 'append' ? channel.append(frame) : channel.snapshot(frame);
    if (refusal) refuse(frame.channel, frame.request, refusal);
  };

  const take = (frame: ClientFrame): void => {
    if (phase === 'greeting' && frame.type !== 'hello') return shut('bad-frame', `${frame.type} before hello`);
    switch (frame.type) {
      case 'hello':
        return takeHello(frame);
      case 'open':
        return takeOpen(frame);
      case 'append':
      case 'snapshot':
        return takeRequest(frame);
      case 'presence': {
        const channel = channels.get(frame.channel);
        if (channel && channel !== 'opening') channel.presence(frame);
        return;
      }
      case 'close':
        return endChannel(frame.channel, 'closed-as-asked');
      case 'ping':
        return send({ type: 'pong', token: frame.token });
    }
  };

  const receive = (bytes: Uint8Array): void => {
    if (phase === 'closed') return;
    const bytesMax = phase === 'serving' ? LIMITS.frameBytesMax : LIMITS.frameBytesMaxBeforeOpen;
    if (bytes.length > bytesMax) return shut('frame-too-large', `${bytes.length} bytes`);
    if (!frameBucket.take(1)) return shut('rate-limited', 'too many frames');
    const decoded = decodeClientFrame(bytes);
    if (decoded.ok) take(decoded.value);
    else shut(decoded.error.type === 'wire-too-large' ? 'frame-too-large' : 'bad-frame', decoded.error.type);
  };

  /** A fault of ours ends this socket and no other. */
  const takeFault = (error: unknown): void => {
    onEvent({ type: 'fault', detail: faultDetail(error) });
    shut('relay-fault', 'fault while serving');
  };

  const guarded =
    <A extends readonly unknown[]>(act: (...args: A) => void) =>
    (...args: A): void => {
      try {
        act(...args);
      } catch (error) {
        takeFault(error);
      }
    };

  return {
    receive: guarded(receive),
    drained: guarded(() => {
      unsent.changed();
      for (const channel of channels.values()) if (channel !== 'opening') channel.follower.drained();
    }),
    closed: guarded(dispose),
    shut,
  };
};

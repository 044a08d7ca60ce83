/**
 * One physical socket to one relay, shared by every list that follows it. States:
 *
 *   idle ──join──▶ dialling ──open──▶ greeting (hello sent) ──challenge──▶ ready ──close, error, silence──▶ idle
 *
 * Invariants: a nonce is used by one channel once; frames of a channel reach its owner in the order of the wire; when
 * the socket goes, each channel's owner hears `lost` exactly once. Reconnecting is not done here: each list's provider
 * comes back with its own back-off and the first to do so dials; if the relay asked for a pause, when that is over.
 */
import {
  CLOSE_CODES,
  decodeRelayFrame,
  encodeClientFrame,
  LIMITS,
  PROTOCOL_VERSION,
  readRetryAfterMs,
  subprotocolsFor,
  type ClientFrame,
  type OpenFrame,
  type RelayFrame,
} from '@tote/wire';
import { createSocketWatch, type SocketWatch } from './socket-watch.ts';
import type { WebSocketLike } from './web-socket-like.ts';

/** State of a WebSocket that carries frames. */
const OPEN = 1;
/** Times of one line, in milliseconds. */
const CONNECTION_TIMES = {
  /** From dialling to the challenge. A phone on a bad cell needs seconds; a black hole must not hold a list for a minute. */
  greetingDeadlineMs: 10_000,
  /** Quiet time after which we ask whether the relay is still there. */
  pingAfterMs: 15_000,
  /** No frame for this long after we sent one that must be answered, and had time to arrive: the socket is open but carries nothing. */
  answerDeadlineMs: 8_000,
  /** How long an unused socket stays, so that changing from one list to another does not dial again. */
  lingerMs: 3_000,
  /** Longest pause that a relay may ask for. Ten thousand clients at 500 a second need 20 s; a faulty relay must not keep anybody away for days. */
  pauseMsMax: 300_000,
} as const;

/** Frames that belong to one channel. */
export type ChannelFrame = Extract<RelayFrame, { readonly channel: number }>;

/** What a list's follower does for its channel. */
export interface ChannelOwner {
  /** Builds the signed request to open; called once, when a nonce is there. */
  open(challenge: {
    readonly channel: number;
    readonly relayNonce: Uint8Array;
    readonly origin: string;
  }): Promise<OpenFrame>;
  receive(frame: ChannelFrame): void;
  /** The relay said something, to whichever list (there are no pings while one of them has news), or what is under way needs longer. */
  alive(): void;
  /** The socket is gone; `code` is a WebSocket close code. Called at most once, and never after `close`. */
  lost(code: number): void;
}

/** One list's place on the socket. */
export interface RelayChannel {
  readonly id: number;
  send(frame: ClientFrame): void;
  close(): void;
}

/** A relay as seen by every list of this device. */
export interface RelayLine {
  readonly url: string;
  /** Host and port as dialled: what the proof of access is bound to. */
  readonly origin: string;
  join(owner: ChannelOwner): RelayChannel;
  /** Asks the relay for a sign of life now; a socket that died in a pocket is noticed within the answer deadline. */
  probe(): void;
  close(): void;
}

interface Socket {
  /** Undefined while the relay's pause lasts. */
  link: WebSocketLike | undefined;
  ready: boolean;
  dead: boolean;
  readonly watch: SocketWatch;
}

/** What a line needs. */
export interface RelayLineDeps {
  readonly url: string;
  /** `protocols` are the WebSocket subprotocols to offer. */
  readonly openSocket: (url: string, protocols: string[]) => WebSocketLike;
  /** Access token for a private relay, asked for at each dialling. */
  readonly accessToken?: () => string | undefined;
  /** Times that differ from {@link CONNECTION_TIMES}. */
  readonly times?: Partial<Record<keyof typeof CONNECTION_TIMES, number>>;
}

/** Creates the line; it dials when the first list joins. */
export const createRelayLine = (deps: RelayLineDeps): RelayLine => {
  const times = { ...CONNECTION_TIMES, ...deps.times };
  const origin = new URL(deps.url).host.toLowerCase();
  const owners = new Map<number, ChannelOwner>();
  const awaitingNonce: number[] = [];
  let nextChannel = 1;
  let pingToken = 0;
  let socket: Socket | undefined;
  let lingerTimer: ReturnType<typeof setTimeout> | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const sendOn = (target: Socket, frame: ClientFrame) => {
    const { link, dead } = target;
    if (dead || !link) return;
    // What is sent while a socket closes is lost; its close event, on the way, starts the next one.
    if ((link.readyState ?? OPEN) > OPEN) return;
    const bytes = encodeClientFrame(frame);
    link.send(bytes);
    target.watch.sent(frame, bytes.byteLength);
  };

  const ping = (target: Socket) => sendOn(target, { type: 'ping', token: (pingToken = (pingToken + 1) % 0x10000) });

  /** Ends the socket from our side or theirs; every channel on it is told once. */
  const drop = (target: Socket, code: number) => {
    if (target.dead) return;
    target.dead = true;
    if (target.link) silence(target.link);
    target.watch.stop();
    if (socket === target) socket = undefined;
    const lost = [...owners.values()];
    owners.clear();
    awaitingNonce.length = 0;
    for (const owner of lost) owner.lost(code);
  };

  const askNonces = (target: Socket) => {
    if (awaitingNonce.length > 0)
      sendOn(target, {
        type: 'hello',
        version: PROTOCOL_VERSION,
        nonces: Math.min(awaitingNonce.length, LIMITS.noncesPerHelloMax),
      });
  };

  const openChannel = async (target: Socket, channel: number, relayNonce: Uint8Array) => {
    const frame = await owners.get(channel)?.open({ channel, relayNonce, origin });
    if (frame && owners.has(channel)) sendOn(target, frame);
  };

  /** The channel is over; a socket without any is let go. */
  const leave = (target: Socket, channel: number) => {
    if (!owners.delete(channel) || owners.size > 0) return;
    clearTimeout(lingerTimer);
    lingerTimer = setTimeout(() => drop(target, 1000), times.lingerMs);
  };

  const receive = (target: Socket, bytes: Uint8Array) => {
    const decoded = decodeRelayFrame(bytes);
    if (!decoded.ok) return drop(target, 1002);
    const frame = decoded.value;
    target.watch.heard(frame);
    switch (frame.type) {
      case 'challenge': {
        if (frame.version !== PROTOCOL_VERSION) return drop(target, CLOSE_CODES['version-unsupported'].number);
        target.ready = true;
        for (const nonce of frame.nonces) {
          const channel = awaitingNonce.shift();
          if (channel !== undefined) void openChannel(target, channel, nonce);
        }
        askNonces(target);
        return;
      }
      case 'pong':
        return; // it was heard, which is all
      default:
        owners.get(frame.channel)?.receive(frame);
        if (frame.type === 'closed' || (frame.type === 'refused' && frame.request === 0)) leave(target, frame.channel);
    }
  };

  const dial = (target: Socket) => {
    const link = deps.openSocket(deps.url, [...subprotocolsFor(deps.accessToken?.())]);
    target.link = link;
    link.binaryType = 'arraybuffer';
    link.onopen = () => askNonces(target);
    link.onmessage = (event) => receive(target, new Uint8Array(event.data));
    link.onclose = ({ code, reason = '' }) => {
      rest(Math.min(readRetryAfterMs(reason) ?? 0, times.pauseMsMax));
      drop(target, code);
    };
    link.onerror = () => undefined; // `close` follows with the code
    target.watch.expect(times.greetingDeadlineMs);
  };

  /** Dials no sooner than in so many milliseconds: a relay that restarts spreads its clients over time. */
  const rest = (pauseMs: number) => {
    clearTimeout(pause);
    pause = undefined;
    if (pauseMs === 0) return;
    pause = setTimeout(() => {
      pause = undefined;
      if (socket) dial(socket);
    }, pauseMs);
  };

  const newSocket = (): Socket => {
    const target: Socket = {
      link: undefined,
      ready: false,
      dead: false,
      watch: createSocketWatch({
        ...times,
        ping: () => ping(target),
        alive: () => owners.forEach((owner) => owner.alive()),
        giveUp: () => drop(target, CLOSE_CODES['heartbeat-lost'].number),
      }),
    };
    nextChannel = 1;
    if (!pause) dial(target);
    return target;
  };

  return {
    url: deps.url,
    origin,
    join: (owner) => {
      clearTimeout(lingerTimer);
      // No number is used twice on a socket (W8): one list that is refused again and again beside others uses them up in days.
      if (socket && nextChannel > LIMITS.channelMax) drop(socket, CLOSE_CODES.normal.number);
      const home = (socket ??= newSocket());
      const id = nextChannel++;
      owners.set(id, owner);
      awaitingNonce.push(id);
      if (home.ready) askNonces(home);
      return {
        id,
        send: (frame) => {
          if (owners.get(id) === owner) sendOn(home, frame);
        },
        close: () => {
          if (owners.get(id) !== owner) return; // its socket is gone, and the next one numbers from the start
          leave(home, id);
          const waiting = awaitingNonce.indexOf(id);
          if (waiting >= 0) awaitingNonce.splice(waiting, 1);
          else sendOn(home, { type: 'close', channel: id });
        },
      };
    },
    probe: () => {
      if (socket?.ready) ping(socket);
    },
    close: () => {
      clearTimeout(lingerTimer);
      clearTimeout(pause);
      if (socket) drop(socket, 1000);
    },
  };
};

/** Closes a socket of which nothing shall be heard any more. */
const silence = (link: WebSocketLike) => {
  link.onopen = link.onmessage = link.onclose = null;
  // A socket that is still connecting reports its own closing as an error; with no listener Node would rethrow it.
  link.onerror = () => undefined;
  link.close();
};

/**
 * A relay in a few lines for sync's own tests: keeps logs in memory, answers at once, trusts everybody, and misbehaves
 * on demand. The real relay meets the real sync in the simulator.
 */
import {
  CLOSE_CODES,
  decodeClientFrame,
  encodeRelayFrame,
  PROTOCOL_VERSION,
  tokenAmong,
  type ClientFrame,
  type LogEntry,
  type RefusalCode,
  type RelayFrame,
} from '@tote/wire';
import type { WebSocketLike } from '../web-socket-like.ts';

interface Log {
  generation: Uint8Array;
  entries: LogEntry[];
}
interface Line {
  send(frame: RelayFrame): void;
  cut(code: number, reason: string): void;
  /** The client hears that the socket ended, the relay does not. */
  lose(): void;
  readonly channels: Map<number, { readonly list: string; readonly peer: number }>;
}

const keyOf = (bytes: Uint8Array) => Array.from(bytes).join();

/** A relay that a test holds in its hands. */
export class TinyRelay {
  readonly logs = new Map<string, Log>();
  readonly received: ClientFrame[] = [];
  /** How the next appends are answered; empty means stored. */
  readonly refusals: RefusalCode[] = [];
  /** Open, but nothing is carried in either direction. */
  stalled = false;
  /** Appends are stored, but their answers are lost. */
  mute = false;
  /** Appends are stored, but nobody who is there is sent them. */
  withholds = false;
  /** Snapshots are stored, but their answers are on their way for ever. */
  isSlowWithSnapshots = false;
  /** Nobody may open a list. */
  shutFor: RefusalCode | undefined;
  /** The next that opens a list is sent so many entries of it, and then its channel is closed: the disk does not answer. */
  breaksOffAfter: number | undefined;
  /** The next that opens a list is sent these envelopes of it first. */
  flood: readonly Uint8Array[] = [];
  /** The log is sent, but not its end. */
  endless = false;
  /** Private: every socket that does not offer this token is closed with 4403. */
  token: string | undefined;
  readonly #lines = new Set<Line>();
  #generations = 0;
  #peers = 0;

  /** Entries of the only log. */
  get entries(): LogEntry[] {
    const [log] = this.logs.values();
    if (!log) throw new Error('no log yet');
    return log.entries;
  }

  /** Ends every socket. */
  cut(code = 1006, reason = ''): void {
    for (const line of [...this.#lines]) line.cut(code, reason);
  }

  /** Ends the socket that was opened first. */
  cutFirst(): void {
    const [line] = this.#lines;
    line?.cut(1006, '');
  }

  /** Of the socket that was opened first only the client hears that it ended; the relay, when the returned function is called. */
  loseFirst(): () => void {
    const [line] = this.#lines;
    line?.lose();
    return () => line && this.#leave(line);
  }

  /** Loses all data. */
  wipe(): void {
    this.logs.clear();
    this.cut();
  }

  /** For `createRelayConnection`. */
  readonly openSocket = (_url = '', protocols: readonly string[] = []): WebSocketLike => {
    const socket: WebSocketLike = {
      binaryType: '',
      bufferedAmount: 0,
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      send: (bytes) => {
        const frame = bytes.slice();
        queueMicrotask(() => {
          if (this.stalled || !this.#lines.has(line)) return;
          const decoded = decodeClientFrame(frame);
          if (!decoded.ok) throw new Error(decoded.error.type);
          this.received.push(decoded.value);
          this.#take(line, decoded.value);
        });
      },
      close: () => this.#leave(line),
    };
    const line: Line = {
      channels: new Map(),
      lose: () => {
        socket.close = () => undefined;
        socket.onclose?.({ code: 1006, reason: '' });
      },
      send: (frame) => {
        const bytes = encodeRelayFrame(frame);
        queueMicrotask(() => {
          if (!this.stalled) socket.onmessage?.({ data: bytes.slice().buffer });
        });
      },
      cut: (code, reason) => {
        this.#leave(line);
        socket.onclose?.({ code, reason });
      },
    };
    this.#lines.add(line);
    queueMicrotask(() => {
      (socket.onopen as (() => void) | null)?.();
      if (this.token !== undefined && tokenAmong(protocols.join()) !== this.token)
        line.cut(CLOSE_CODES['not-admitted'].number, '');
    });
    return socket;
  };

  #leave(line: Line): void {
    this.#lines.delete(line);
    for (const { list, peer } of line.channels.values())
      this.#tellOthers(list, line, (channel) => ({ type: 'peer-left', channel, peer }));
  }

  #tellOthers(list: string, from: Line, frame: (channel: number) => RelayFrame): void {
    for (const line of this.#lines)
      if (line !== from) for (const [channel, room] of line.channels) if (room.list === list) line.send(frame(channel));
  }

  #logOf(list: string): Log {
    const log = this.logs.get(list) ?? { generation: new Uint8Array(16).fill(++this.#generations), entries: [] };
    this.logs.set(list, log);
    return log;
  }

  #take(line: Line, frame: ClientFrame): void {
    switch (frame.type) {
      case 'hello':
        return line.send({
          type: 'challenge',
          version: PROTOCOL_VERSION,
          nonces: Array.from({ length: frame.nonces }, (_, i) => new Uint8Array(32).fill(i)),
        });
      case 'open':
        return this.#open(line, frame);
      case 'append':
        return this.#append(line, frame);
      case 'snapshot':
        return this.#snapshot(line, frame);
      case 'presence': {
        const room = line.channels.get(frame.channel);
        if (!room) return;
        const { envelope } = frame;
        return this.#tellOthers(room.list, line, (channel) => ({
          type: 'presence',
          channel,
          peer: room.peer,
          envelope,
        }));
      }
      case 'close': {
        const room = line.channels.get(frame.channel);
        line.channels.delete(frame.channel);
        if (room) this.#tellOthers(room.list, line, (channel) => ({ type: 'peer-left', channel, peer: room.peer }));
        return;
      }
      case 'ping':
        return line.send({ type: 'pong', token: frame.token });
    }
  }

  #open(line: Line, { channel, writePublicKey, resume }: Extract<ClientFrame, { type: 'open' }>): void {
    if (this.shutFor) return line.send({ type: 'refused', channel, request: 0, code: this.shutFor });
    const list = keyOf(writePublicKey);
    const { generation, entries } = this.#logOf(list);
    const head = entries.at(-1)?.sequence ?? 0;
    const peer = ++this.#peers;
    line.channels.set(channel, { list, peer });
    line.send({ type: 'opened', channel, generation, head, peer });
    const resumes = resume && keyOf(resume.generation) === keyOf(generation) && resume.sequence <= head;
    const snapshot = entries.findLast(({ covers }) => covers !== undefined);
    const from = resumes ? resume.sequence : (snapshot?.covers ?? 0);
    const sent = entries.filter((entry) => entry.sequence > from && entry !== snapshot);
    if (snapshot && from <= snapshot.sequence) sent.unshift(snapshot);
    const { breaksOffAfter, flood } = this;
    this.breaksOffAfter = undefined;
    this.flood = [];
    for (const envelope of flood) line.send({ type: 'entries', channel, entries: [{ sequence: 1, envelope }] });
    for (const entry of sent.slice(0, breaksOffAfter)) line.send({ type: 'entries', channel, entries: [entry] });
    if (breaksOffAfter !== undefined) {
      line.channels.delete(channel);
      return line.send({ type: 'closed', channel, code: 'relay-fault' });
    }
    if (!this.endless) line.send({ type: 'caught-up', channel, sequence: head });
    this.#tellOthers(list, line, (other) => ({ type: 'peer-joined', channel: other, peer }));
  }

  #append(line: Line, { channel, request, envelopes }: Extract<ClientFrame, { type: 'append' }>): void {
    const room = line.channels.get(channel);
    if (!room) return;
    const code = this.refusals.shift();
    if (code) return line.send({ type: 'refused', channel, request, code });
    const log = this.#logOf(room.list);
    const added = envelopes.map((envelope, i) => ({ sequence: (log.entries.at(-1)?.sequence ?? 0) + 1 + i, envelope }));
    log.entries.push(...added);
    if (!this.mute) line.send({ type: 'ack', channel, request, sequences: added.map(({ sequence }) => sequence) });
    if (!this.withholds)
      this.#tellOthers(room.list, line, (other) => ({ type: 'entries', channel: other, entries: added }));
  }

  #snapshot(line: Line, { channel, request, covers, envelope }: Extract<ClientFrame, { type: 'snapshot' }>): void {
    const room = line.channels.get(channel);
    if (!room) return;
    const { entries } = this.#logOf(room.list);
    const sequence = (entries.at(-1)?.sequence ?? 0) + 1;
    entries.push({ sequence, covers, envelope });
    if (!this.isSlowWithSnapshots) line.send({ type: 'ack', channel, request, sequences: [sequence] });
    this.#tellOthers(room.list, line, (other) => ({ type: 'snapshot-noted', channel: other, sequence, covers }));
  }
}

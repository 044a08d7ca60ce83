import { describe, expect, it } from 'vitest';
import { createTurnWriter, toMessage, type MessageSocket } from './turn-writer.ts';

/** A socket that records what reaches the kernel: one item per system call. */
const createRecordedSocket = () => {
  const calls: Uint8Array[][] = [];
  let corked: Uint8Array[] | undefined;
  const socket: MessageSocket = {
    writableLength: 0,
    write: (bytes: Uint8Array | string) => {
      if (typeof bytes !== 'string') (corked ?? calls[calls.push([]) - 1])?.push(bytes);
      return true;
    },
    cork: () => (corked = []),
    uncork: () => {
      if (corked && corked.length > 0) calls.push(corked);
      corked = undefined;
    },
  };
  return { calls, socket };
};

const createTurn = () => {
  let ends: (() => void)[] = [];
  const writer = createTurnWriter((run) => ends.push(run));
  const end = () => {
    const due = ends;
    ends = [];
    for (const run of due) run();
  };
  return { writer, end, scheduled: () => ends.length };
};

const frame = (length: number): Uint8Array => new Uint8Array(length).fill(7);

describe('messages', () => {
  it.each([
    [0, [0x82, 0]],
    [125, [0x82, 125]],
    [126, [0x82, 126, 0, 126]],
    [65_535, [0x82, 126, 0xff, 0xff]],
    [65_536, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ])('of %i bytes have the header of RFC 6455', (length, header) => {
    const message = toMessage(frame(length));
    expect([...message.subarray(0, header.length)]).toEqual(header);
    expect(message.subarray(header.length).equals(frame(length))).toBe(true);
  });
});

describe('a turn', () => {
  it('[T5] ends with one write per socket, whatever was sent on it, in order', () => {
    const { writer, end, scheduled } = createTurn();
    const [ann, ben] = [createRecordedSocket(), createRecordedSocket()];
    const outboxes = [ann, ben].map(({ socket }) => writer.outboxFor(socket, () => true));
    for (let length = 1; length <= 20; length++) for (const outbox of outboxes) outbox.send(frame(length));
    expect(ann.calls).toEqual([]);
    expect(scheduled()).toBe(1);
    end();
    for (const { calls } of [ann, ben]) {
      expect(calls).toHaveLength(1);
      expect(calls[0]?.map(({ length }) => length - 2)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    }
    outboxes[0]?.send(frame(1));
    end();
    expect(ann.calls).toHaveLength(2);
    expect(ben.calls).toHaveLength(1);
  });

  it('[T5] makes one message of a frame for all that get it', () => {
    const { writer, end } = createTurn();
    const sockets = Array.from({ length: 50 }, createRecordedSocket);
    const shared = frame(200);
    for (const { socket } of sockets) writer.outboxFor(socket, () => true).send(shared);
    end();
    expect(new Set(sockets.map(({ calls }) => calls[0]?.[0])).size).toBe(1);
  });

  it('[T5] carries a ping in its place among the frames', () => {
    const { writer, end } = createTurn();
    const { calls, socket } = createRecordedSocket();
    const outbox = writer.outboxFor(socket, () => true);
    outbox.send(frame(1));
    outbox.ping();
    outbox.send(frame(1));
    end();
    expect(calls.map((messages) => messages.map((message) => [...message]))).toEqual([
      [
        [0x82, 1, 7],
        [0x89, 0],
        [0x82, 1, 7],
      ],
    ]);
  });

  it('[T5] counts what waits as unsent', () => {
    const { writer, end } = createTurn();
    const outbox = writer.outboxFor(createRecordedSocket().socket, () => true);
    outbox.send(frame(100));
    expect(outbox.bufferedBytes()).toBe(102);
    end();
    expect(outbox.bufferedBytes()).toBe(0);
  });

  it('[T5] is written before its end when something else must follow, and not at all on a socket that is closing', () => {
    const { writer, end } = createTurn();
    const [early, closing] = [createRecordedSocket(), createRecordedSocket()];
    const outbox = writer.outboxFor(early.socket, () => true);
    outbox.send(frame(1));
    outbox.flush();
    expect(early.calls).toHaveLength(1);
    writer.outboxFor(closing.socket, () => false).send(frame(1));
    end();
    expect(early.calls).toHaveLength(1);
    expect(closing.calls).toEqual([]);
  });
});

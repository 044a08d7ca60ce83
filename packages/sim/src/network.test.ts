import './ambient.ts';
import { describe, expect, it } from 'vitest';
import { createPipe, type Parcel } from './network.ts';
import { createVirtualClock, type Owner } from './virtual-clock.ts';

const receiver: Owner = { name: 'receiver', clockErrorMs: 0 };
const frame = (byte: number): Parcel => ({ type: 'frame', frame: new Uint8Array([byte]) });

const makePipe = (latencies: number[]) => {
  const clock = createVirtualClock({
    fillRandom: () => undefined,
    complain: () => undefined,
    crashed: () => undefined,
  });
  const arrived: string[] = [];
  const line = { carries: true };
  const pipe = createPipe({
    clock,
    receiver,
    carries: () => line.carries,
    latencyMs: () => latencies.shift() ?? 10,
    deliver: (parcel) => arrived.push(`${clock.nowMs}:${parcel.type === 'frame' ? parcel.frame[0] : parcel.type}`),
  });
  return { clock, pipe, line, arrived };
};

describe('one direction of a connection', () => {
  it('keeps the order of frames however their latencies differ', async () => {
    const { clock, pipe, arrived } = makePipe([30, 5, 50]);
    for (const byte of [1, 2, 3]) pipe.push(frame(byte));
    await clock.advance(100);
    expect(arrived).toEqual(['30:1', '30:2', '50:3']);
    expect(pipe.queuedBytes).toBe(0);
  });

  it('holds what it cannot carry, and goes on in order when it can', async () => {
    const { clock, pipe, line, arrived } = makePipe([]);
    pipe.push(frame(1));
    line.carries = false;
    pipe.push(frame(2));
    await clock.advance(100);
    expect(arrived).toEqual([]);
    expect(pipe.queuedBytes).toBe(2);
    line.carries = true;
    pipe.push(frame(3));
    pipe.resume();
    await clock.advance(100);
    expect(arrived.map((entry) => entry.split(':')[1])).toEqual(['1', '2', '3']);
  });

  it('drops what is in flight and carries what comes after', async () => {
    const { clock, pipe, arrived } = makePipe([]);
    pipe.push(frame(1));
    expect(pipe.drop()).toEqual([frame(1)]);
    pipe.push({ type: 'closed', code: 1006 });
    await clock.advance(100);
    expect(arrived).toEqual(['10:closed']);
  });

  it('dies with its receiver', async () => {
    const { clock, pipe, arrived } = makePipe([]);
    pipe.push(frame(1));
    clock.kill(receiver);
    await clock.advance(100);
    expect(arrived).toEqual([]);
  });
});

import { decodeClientFrame, decodeRelayFrame } from '@tote/wire';
import type { Device } from '../fixtures/device.ts';
import { median, type Figure } from './figure.ts';
import type { Stage } from './stage.ts';

const TICKS = 9;
/** Long enough for acknowledgement, presence and fingerprint to follow the tick. */
const AFTERMATH_MS = 2_500;

interface Crossing {
  readonly type: string;
  /** Payload and WebSocket header. */
  readonly bytes: number;
}

/** RFC 6455, section 5.2: 2 bytes, more for longer payloads, and a mask of 4 from clients. */
const withHeader = (payloadBytes: number, isMasked: boolean): number =>
  payloadBytes + 2 + (payloadBytes < 126 ? 0 : payloadBytes < 65_536 ? 2 : 8) + (isMasked ? 4 : 0);

/** All WebSocket frames that cross a device's network card from now on, each way. */
const tapWire = async (device: Device): Promise<{ readonly up: Crossing[]; readonly down: Crossing[] }> => {
  const session = await device.context.newCDPSession(device.page);
  const up: Crossing[] = [];
  const down: Crossing[] = [];
  await session.send('Network.enable');
  session.on('Network.webSocketFrameSent', ({ response }) => {
    const payload = Buffer.from(response.payloadData, 'base64');
    const frame = decodeClientFrame(payload);
    up.push({ type: frame.ok ? frame.value.type : 'unreadable', bytes: withHeader(payload.length, true) });
  });
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    const payload = Buffer.from(response.payloadData, 'base64');
    const frame = decodeRelayFrame(payload);
    down.push({ type: frame.ok ? frame.value.type : 'unreadable', bytes: withHeader(payload.length, false) });
  });
  return { up, down };
};

const bytesOf = (crossings: readonly Crossing[], type?: string): number =>
  crossings
    .filter((crossing) => type === undefined || crossing.type === type)
    .reduce((sum, { bytes }) => sum + bytes, 0);

/** What one tick costs: the frame that carries it, and everything that moves because of it. */
export const measureTickBytes = async ({ household }: Stage): Promise<readonly Figure[]> => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  const names = Array.from({ length: TICKS }, (_, index) => `thing ${index + 1}`);
  await ann.list.add(...names);
  await ben.list.expectLines(names.map((name) => `[ ] ${name}`));
  const sender = await tapWire(ann);
  const receiver = await tapWire(ben);
  await ann.page.waitForTimeout(AFTERMATH_MS);

  const samples = [];
  for (const name of names) {
    for (const crossings of [sender.up, sender.down, receiver.up, receiver.down]) crossings.length = 0;
    await ann.list.tick(name);
    await ann.page.waitForTimeout(AFTERMATH_MS);
    samples.push({
      appended: bytesOf(sender.up, 'append'),
      delivered: bytesOf(receiver.down, 'entries'),
      allUp: bytesOf(sender.up),
      allDown: bytesOf(receiver.down),
    });
  }
  const note = `${TICKS} ticks, WebSocket header included`;
  const all = `the same with presence, and whatever else moved in ${AFTERMATH_MS / 1000} s`;
  return [
    { name: 'one tick, sender up', value: median(samples.map((s) => s.appended)), unit: 'bytes', limit: 220, note },
    {
      name: 'one tick, receiver down',
      value: median(samples.map((s) => s.delivered)),
      unit: 'bytes',
      limit: 210,
      note,
    },
    { name: 'one tick, sender up, all frames', value: median(samples.map((s) => s.allUp)), unit: 'bytes', note: all },
    {
      name: 'one tick, receiver down, all frames',
      value: median(samples.map((s) => s.allDown)),
      unit: 'bytes',
      note: all,
    },
  ];
};

/** Where everything stands in the drawing of the network: devices below, relays above, messages between them. */
import type { Flight, LineFrame } from '../stage/frame.ts';

/** Of the drawing, in its steps: a sixteenth of a rem each. */
export const HEIGHT = 176;
export const RELAY_Y = 37;
export const DEVICE_Y = 152;
export const DEVICE_RADIUS = 19;
/** Half of the largest message, and of a relay's box. */
export const MESSAGE = { across: 13, up: 10 } as const;
export const RELAY_BOX = { across: 82, up: 26 } as const;

/** Where on the open part of a line a message stands that must not move: it is there, then it is not. */
const AT_REST = { up: 0.75, down: 0.25 } as const;

/** Where on a line its button sits: 0 at the device, 1 at the relay. Lines to two relays cross, so each relay's have a row of their own. */
const BUTTON_ROWS = [[0.44], [0.3, 0.52]] as const;

type Ends = Pick<LineFrame, 'device' | 'relay'>;

/** A place in the drawing. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The drawing at one width. */
export interface NetworkPlan {
  deviceX(name: string): number;
  relayX(name: string): number;
  pointOn(line: Ends, at: number): Place;
  buttonOf(line: Ends): Place;
  /** How far a message has come; one that meets a cut waits in the middle. It is never where a device or a relay is. */
  placeOf(flight: Pick<Flight, 'direction' | 'sentAtMs' | 'dueAtMs'>, line: LineFrame, nowMs: number): Place;
  /** The same where nothing may move. */
  restOf(flight: Pick<Flight, 'direction'>, line: Ends): Place;
}

/** Lays the drawing out. */
export const planNetwork = (width: number, devices: readonly string[], relays: readonly string[]): NetworkPlan => {
  const spread = (names: readonly string[]) =>
    new Map(names.map((name, index) => [name, ((index + 0.5) / names.length) * width]));
  const [byDevice, byRelay] = [spread(devices), spread(relays)];
  const deviceX = (name: string) => byDevice.get(name) ?? 0;
  const relayX = (name: string) => byRelay.get(name) ?? 0;

  const pointOn = ({ device, relay }: Ends, at: number): Place => {
    const from = deviceX(device);
    return { x: from + (relayX(relay) - from) * at, y: DEVICE_Y + (RELAY_Y - DEVICE_Y) * at };
  };
  /** The part of a line that one sees between the device's circle and the relay's box, with room for a message. */
  const onOpenPart = (line: Ends, at: number): Place => {
    const [across, up] = [Math.abs(relayX(line.relay) - deviceX(line.device)), DEVICE_Y - RELAY_Y];
    const from = (DEVICE_RADIUS + MESSAGE.up) / Math.hypot(across, up);
    const to =
      1 - Math.min((RELAY_BOX.across + MESSAGE.across) / Math.max(1, across), (RELAY_BOX.up + MESSAGE.up) / up);
    return pointOn(line, from + (to - from) * at);
  };

  return {
    deviceX,
    relayX,
    pointOn,
    buttonOf: (line) => {
      const rows: readonly number[] = BUTTON_ROWS[relays.length > 1 ? 1 : 0];
      return pointOn(line, rows[relays.indexOf(line.relay)] ?? BUTTON_ROWS[0][0]);
    },
    placeOf: ({ direction, sentAtMs, dueAtMs }, line, nowMs) => {
      const { state } = line;
      const carries = state === 'carries' || state === (direction === 'up' ? 'up-only' : 'down-only');
      const due = Math.max(1, dueAtMs - sentAtMs);
      const gone = Math.min(carries ? 1 : 0.5, Math.max(0, (nowMs - sentAtMs) / due));
      return onOpenPart(line, direction === 'up' ? gone : 1 - gone);
    },
    restOf: ({ direction }, line) => onOpenPart(line, AT_REST[direction]),
  };
};

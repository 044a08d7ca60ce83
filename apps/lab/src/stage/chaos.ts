/** Something at random, drawn from a seed: people who are busy, and a network that is not theirs to command. */
import type { Prng } from '@tote/sim';
import type { Act, Action } from './action.ts';
import type { DeviceFrame, LineFrame, RelayFrame, ShownLine } from './frame.ts';

/** What chaos looks at before it strikes. */
interface Scene {
  readonly devices: readonly DeviceFrame[];
  readonly lines: readonly LineFrame[];
  readonly relays: readonly RelayFrame[];
}

/** Few products, so that people meet on the same line. */
const PRODUCTS = ['milk', '2 l milk', 'bread', '6 eggs', 'oats', '1 kg rice', 'tea', 'plums', 'butter', '500 g flour'];
const NEW_NAMES = ['oat milk', 'rye bread', 'brown rice', 'green tea'];
/** Longest list of a classroom; beyond it people stop adding. */
const LINES_MAX = 10;

const WEIGHTS = {
  act: 60,
  offline: 8,
  online: 14,
  line: 6,
  carry: 8,
  crash: 4,
  open: 12,
  break: 5,
  kill: 2,
  start: 8,
} as const satisfies Readonly<Record<string, number>>;

const drawLineAct = ({ name, ticked }: ShownLine, prng: Prng): Act => {
  const line = name;
  switch (prng.pick(['tick', 'tick', 'step', 'step', 'rename', 'remove', 'set', 'move'] as const)) {
    case 'tick':
      return { do: ticked ? 'untick' : 'tick', line };
    case 'step':
      return { do: 'step', line, by: 1 };
    case 'rename':
      return { do: 'rename', line, name: prng.pick(NEW_NAMES) };
    case 'remove':
      return { do: 'remove', line };
    case 'set':
      return { do: 'set', line, amount: { value: prng.between(1, 6), unit: '' } };
    case 'move':
      return { do: 'move', line, to: prng.pick(['first', 'last'] as const) };
  }
};

const drawAct = (device: DeviceFrame, prng: Prng): Act => {
  const { lines } = device;
  const mayAdd = lines.length < LINES_MAX;
  if (lines.length === 0 || (mayAdd && prng.chance(0.35))) return { do: 'add', text: prng.pick(PRODUCTS) };
  if (lines.some(({ ticked }) => ticked) && prng.chance(0.1)) return { do: 'clear' };
  if (device.canUndo && prng.chance(0.07)) return { do: 'undo' };
  return drawLineAct(prng.pick(lines), prng);
};

/** Draws what happens next; undefined when the dice fell on what cannot happen now. */
export const drawChaos = ({ devices, lines, relays }: Scene, prng: Prng): Action | undefined => {
  const some = <T>(all: readonly T[], make: (one: T) => Action): Action | undefined =>
    all.length === 0 ? undefined : make(prng.pick(all));
  switch (prng.pickWeighted<keyof typeof WEIGHTS>(WEIGHTS)) {
    case 'act':
      return some(
        devices.filter(({ canEdit }) => canEdit),
        (device) => ({ type: 'act', device: device.name, act: drawAct(device, prng) }),
      );
    case 'offline':
      return some(
        devices.filter(({ isOnline }) => isOnline),
        ({ name }) => ({ type: 'device', device: name, deed: 'go-offline' }),
      );
    case 'online':
      return some(
        devices.filter(({ isOnline }) => !isOnline),
        ({ name }) => ({ type: 'device', device: name, deed: 'go-online' }),
      );
    case 'line':
      return some(lines, ({ name }) => ({
        type: 'line',
        line: name,
        state: prng.pick(['stalls', 'up-only', 'down-only'] as const),
      }));
    case 'carry':
      return some(
        lines.filter(({ state }) => state !== 'carries'),
        ({ name }) => ({ type: 'line', line: name, state: 'carries' }),
      );
    case 'crash':
      return some(
        devices.filter(({ isOpen }) => isOpen),
        ({ name }) => ({ type: 'device', device: name, deed: 'crash' }),
      );
    case 'open':
      return some(
        devices.filter(({ isOpen }) => !isOpen),
        ({ name }) => ({ type: 'device', device: name, deed: 'open' }),
      );
    case 'break':
      return some(lines, ({ name }) => ({ type: 'break', line: name, upArrives: prng.chance(0.5) }));
    case 'kill':
      return some(
        relays.filter(({ isUp }) => isUp),
        ({ name }) => ({ type: 'relay', relay: name, deed: 'kill' }),
      );
    case 'start':
      return some(
        relays.filter(({ isUp }) => !isUp),
        ({ name }) => ({ type: 'relay', relay: name, deed: 'start' }),
      );
  }
};

/**
 * Everything that a person can do in the lab. A run is its setup and a list of these with the times at which they happened:
 * that is what a link carries and what a replay plays. Lines of the list are named, not numbered, so that the naive rivals
 * can be given the very same acts.
 */
import type { Amount } from '@tote/list';
import type { SizeName } from '@tote/sim/size';

/** What a person does to the list on one device. `line` is a product's name as shown. */
export type Act =
  | { readonly do: 'add'; readonly text: string }
  | { readonly do: 'tick' | 'untick' | 'remove'; readonly line: string }
  | { readonly do: 'step'; readonly line: string; readonly by: number }
  | { readonly do: 'set'; readonly line: string; readonly amount: Amount | undefined }
  | { readonly do: 'rename'; readonly line: string; readonly name: string }
  | { readonly do: 'note'; readonly line: string; readonly text: string }
  | { readonly do: 'aisle'; readonly line: string; readonly name: string }
  | { readonly do: 'move'; readonly line: string; readonly to: 'first' | 'last' | { readonly before: string } }
  | { readonly do: 'clear' | 'undo' | 'redo' | 'delete-list' | 'restore-list' }
  | { readonly do: 'import'; readonly names: readonly string[] }
  | { readonly do: 'person'; readonly name: string };

/** What a line between a device and a relay lets through. */
export const LINE_STATES = {
  carries: { up: true, down: true, dialling: 'works' },
  cut: { up: false, down: false, dialling: 'fails' },
  stalls: { up: false, down: false, dialling: 'hangs' },
  'up-only': { up: true, down: false, dialling: 'works' },
  'down-only': { up: false, down: true, dialling: 'works' },
} as const;

/** Name of what a line lets through. */
export type LineState = keyof typeof LINE_STATES;

/** What happens to a device. `wipe` also takes what is on its disk. */
export type DeviceDeed = 'go-offline' | 'go-online' | 'close' | 'crash' | 'open' | 'wipe' | 'fill-disk' | 'free-disk';

/** What happens to a relay. `roll-back` returns to the state of `back-up`, or to nothing. */
export type RelayDeed = 'stop' | 'kill' | 'start' | 'wipe' | 'back-up' | 'roll-back';

/** Whether a device may change the list or only look. */
export type Role = 'edit' | 'view';

/** One thing that happens in the lab. */
export type Action =
  | { readonly type: 'act'; readonly device: string; readonly act: Act }
  | { readonly type: 'device'; readonly device: string; readonly deed: DeviceDeed }
  | { readonly type: 'clock'; readonly device: string; readonly errorMs: number }
  | { readonly type: 'line'; readonly line: string; readonly state: LineState }
  | { readonly type: 'latency'; readonly line: string; readonly latencyMs: number }
  /** The connection breaks; what was on its way to the relay still arrives or is lost, what was on its way back is lost. */
  | { readonly type: 'break'; readonly line: string; readonly upArrives: boolean }
  | { readonly type: 'relay'; readonly relay: string; readonly deed: RelayDeed }
  | { readonly type: 'join'; readonly name: string; readonly role: Role }
  /** Everything is put right. */
  | { readonly type: 'heal' }
  /** A step of a scenario begins; changes nothing. */
  | { readonly type: 'say'; readonly step: number };

/** An action and when it happened, in milliseconds of the lab. */
export interface LoggedAction {
  readonly atMs: number;
  readonly action: Action;
}

/** What a run starts from. */
export interface Setup {
  /** 16 hex digits. */
  readonly seed: string;
  readonly devices: readonly { readonly name: string; readonly role: Role }[];
  readonly relays: number;
  /** Lines that are on the list when the clock of the lab starts. */
  readonly lines: readonly string[];
  /** One way, in milliseconds; each frame takes between three quarters and five quarters of it. */
  readonly latencyMs: number;
}

/** A run of `npm run sim`: what it was asked for. */
export interface SimRun {
  readonly seed: string;
  readonly cipher: 'real' | 'stub';
  readonly replicas?: number | undefined;
  readonly size?: SizeName | undefined;
  readonly faults?: readonly string[] | undefined;
}

/** Names of the devices, in this order. */
export const PEOPLE = ['Ann', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn'] as const;
/** Fewest and most devices side by side: fewer show nothing, more do not fit a screen. */
export const DEVICES = { min: 2, max: PEOPLE.length } as const;
/** Most relays. */
export const RELAYS_MAX = 2;
/** Slow enough that an eye can follow a message, in milliseconds. */
export const LATENCY_MS = 600;

/** A setup like the one the page opens with. */
export const setupWith = (seed: string, changes: Partial<Omit<Setup, 'seed'>> & { readonly count?: number }): Setup => {
  const { count = 3, ...rest } = changes;
  return {
    seed,
    devices: PEOPLE.slice(0, count).map((name) => ({ name, role: 'edit' })),
    relays: 1,
    lines: ['milk', 'bread', 'eggs'],
    latencyMs: LATENCY_MS,
    ...rest,
  };
};

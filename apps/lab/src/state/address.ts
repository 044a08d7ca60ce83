/**
 * The lab's address. Everything follows from what stands behind the #, which never leaves the browser:
 *
 *   #seed=…&devices=3&relays=1   a world as the page would make it     #scenario=M4   a scenario
 *   #run=…&at=…                  a recording (setup and actions, compressed) and the time to show
 *   #sim=…                       a run of `npm run sim`, to be watched
 */
import { isSeed } from '@tote/sim/seed';
import { SIZE_NAMES } from '@tote/sim/size';
import { DEVICES, RELAYS_MAX, setupWith, type Setup } from '../stage/action.ts';
import type { Recording } from '../stage/frame.ts';

/** What an address asks for. */
export type Destination =
  | {
      readonly type: 'free';
      readonly recording: Recording;
      readonly atMs: number;
      /** It names a run, a simulated run or a seed that cannot be read, and a new world stands in for it. */
      readonly isDamaged: boolean;
    }
  | { readonly type: 'scenario'; readonly id: string; readonly seed: string | undefined };

const toBase64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

const through = async (
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

/** A recording as text for an address. */
export const encodeRecording = async (recording: Recording): Promise<string> =>
  toBase64url(await through(new TextEncoder().encode(JSON.stringify(recording)), new CompressionStream('deflate-raw')));

/** Largest recording that is unpacked, in characters of the address: an hour of chaos, and no bomb. */
const RECORDING_TEXT_MAX = 200_000;

/** Reads what {@link encodeRecording} wrote; undefined if it is damaged. */
export const decodeRecording = async (text: string): Promise<Recording | undefined> => {
  if (text.length > RECORDING_TEXT_MAX) return undefined;
  try {
    const bytes = await through(fromBase64url(text), new DecompressionStream('deflate-raw'));
    return readRecording(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined; // base64, deflate and JSON say so by throwing
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Looks only at what a world could choke on; an action that makes no sense finds nobody to happen to. */
const readRecording = (value: unknown): Recording | undefined => {
  if (!isRecord(value) || !isRecord(value['setup']) || !Array.isArray(value['log'])) return undefined;
  const { seed, devices, relays, lines, latencyMs } = value['setup'];
  const isSound =
    typeof seed === 'string' &&
    isSeed(seed) &&
    Array.isArray(devices) &&
    devices.length >= 1 &&
    devices.length <= DEVICES.max &&
    devices.every((device) => isRecord(device) && typeof device['name'] === 'string') &&
    (relays === 1 || relays === RELAYS_MAX) &&
    Array.isArray(lines) &&
    typeof latencyMs === 'number' &&
    value['log'].every((entry) => isRecord(entry) && typeof entry['atMs'] === 'number' && isRecord(entry['action']));
  return isSound ? (value as unknown as Recording) : undefined;
};

const wholeFrom = (text: string | null, low: number, high: number): number | undefined => {
  const number = Number(text ?? NaN);
  return Number.isInteger(number) && number >= low && number <= high ? number : undefined;
};

const readSimRun = (seed: string, words: URLSearchParams): Recording => ({
  setup: setupWith(seed, {}),
  log: [],
  run: {
    seed,
    cipher: words.get('cipher') === 'stub' ? 'stub' : 'real',
    replicas: wholeFrom(words.get('replicas'), 2, 12),
    size: SIZE_NAMES.find((name) => name === words.get('size')),
    faults: words.get('faults')?.split(','),
  },
});

/** The part of an address behind the # that names a world as the page makes it, before anybody acts in it. */
export const worldFragment = ({ seed, devices, relays }: Setup): string =>
  `seed=${seed}&devices=${devices.length}&relays=${relays}`;

/** Reads the part of an address behind the #; `drawnSeed` is used if it names none. */
export const readAddress = async (fragment: string, drawnSeed: string): Promise<Destination> => {
  const words = new URLSearchParams(fragment.replace(/^#/, ''));
  const named = words.get('seed');
  const seed = named !== null && isSeed(named) ? named : undefined;
  const scenario = words.get('scenario');
  const sim = words.get('sim');
  if (sim !== null && isSeed(sim))
    return { type: 'free', recording: readSimRun(sim, words), atMs: 0, isDamaged: false };
  if (scenario !== null) return { type: 'scenario', id: scenario, seed };
  const run = words.get('run');
  const recording = run === null ? undefined : await decodeRecording(run);
  if (recording) return { type: 'free', recording, atMs: Number(words.get('at') ?? 0) || 0, isDamaged: false };
  const count = wholeFrom(words.get('devices'), DEVICES.min, DEVICES.max) ?? 3;
  const relays = wholeFrom(words.get('relays'), 1, RELAYS_MAX) ?? 1;
  const setup = setupWith(seed ?? drawnSeed, { count, relays });
  const isDamaged = run !== null || sim !== null || (named !== null && seed === undefined);
  return { type: 'free', recording: { setup, log: [] }, atMs: 0, isDamaged };
};

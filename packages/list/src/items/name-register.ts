/**
 * The name of an item (M9). Concurrent renames all stay as candidates until somebody renames who saw them; one wins, the
 * others are offered. Entries are carried along by other edits, so what replaced what cannot be told from which entry is
 * live: `replaced` says it.
 */
import { type DeviceId, isDeviceId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { isStamp } from '../stamps.ts';
import { compareText, cut } from '../text.ts';
import {
  covers,
  decodeSeen,
  type Dot,
  encodeSeen,
  joinSeen,
  NOTHING_SEEN,
  type SeenActs,
  withSeen,
} from './seen-acts.ts';

/** One name that somebody gave. */
export interface NameCandidate extends Dot {
  readonly text: string;
}

/** All names that nobody has replaced. */
export interface NameRegister {
  /** Winner first. */
  readonly candidates: readonly [NameCandidate, ...NameCandidate[]];
  /** Acts that gave a name which was replaced since. */
  readonly replaced: SeenActs;
}

const byWinner = (a: NameCandidate, b: NameCandidate): number =>
  b.stamp - a.stamp || compareText(b.text, a.text) || compareText(b.device, a.device);

/** Alike for one candidate, whichever entry carries it. */
const idOf = ({ device, stamp, text }: NameCandidate): string => `${device}${stamp} ${text}`;

const candidateOf = (text: string, { device, stamp }: Dot): NameCandidate => ({ device, stamp, text });

/** The name an item was added with. */
export const initialName = (text: string, dot: Dot): NameRegister => ({
  candidates: [candidateOf(text, dot)],
  replaced: NOTHING_SEEN,
});

/** Gives a name in place of all that are seen. */
export const renamed = (register: NameRegister, text: string, dot: Dot): NameRegister => ({
  candidates: [candidateOf(text, dot)],
  replaced: withSeen(register.replaced, register.candidates),
});

/** Winner of the names. */
export const nameOf = (register: NameRegister): string => register.candidates[0].text;

/** The names that lost a race and were not replaced: "also: oat milk". */
export const otherNamesOf = ({ candidates }: NameRegister): readonly string[] => {
  if (candidates.length === 1) return [];
  const [winner, ...others] = candidates;
  const texts = others.slice(0, LIMITS.pairs).map((other) => other.text);
  return [...new Set(texts)].filter((text) => text !== winner.text);
};

/** Both registers in one: of all candidates those stay that neither side has seen replaced. */
export const joinNames = (a: NameRegister, b: NameRegister): NameRegister => {
  const replaced = joinSeen(a.replaced, b.replaced);
  const byId = new Map([...a.candidates, ...b.candidates].map((name) => [idOf(name), name]));
  const all = [...byId.values()].sort(byWinner);
  const left = all.filter((name) => !covers(replaced, name));
  // Registers that claim to have replaced all names of one another cannot come from honest writers; a name is needed all the same.
  const [first = a.candidates[0], ...rest] = left.length > 0 ? left : all;
  return { candidates: [first, ...rest], replaced };
};

/** As stored beside the winner's text; nothing for a name that was never changed. */
export const encodeRenames = ({ candidates, replaced }: NameRegister): readonly unknown[] | undefined => {
  if (candidates.length === 1 && replaced.size === 0) return undefined;
  const [winner, ...others] = candidates;
  return [
    encodeSeen(replaced),
    winner.device,
    winner.stamp,
    ...others.slice(0, LIMITS.pairs).flatMap(({ device, stamp, text }) => [device, stamp, text]),
  ];
};

const readCandidate = (device: unknown, stamp: unknown, text: unknown, stampMax: number): NameCandidate | undefined =>
  typeof device === 'string' &&
  isDeviceId(device) &&
  isStamp(stamp, stampMax) &&
  typeof text === 'string' &&
  text !== ''
    ? { device: device satisfies DeviceId, stamp, text: cut(text, LIMITS.nameLength) }
    : undefined;

/** Reads a stored name. `initial` names the act that added the item. */
export const decodeName = (text: string, stored: unknown, initial: Dot, stampMax: number): NameRegister => {
  if (!Array.isArray(stored)) return initialName(text, initial);
  const [replaced, device, stamp, ...rest] = stored as readonly unknown[];
  const winner = readCandidate(device, stamp, text, stampMax) ?? candidateOf(text, initial);
  const others: NameCandidate[] = [];
  for (let i = 0; i + 2 < rest.length && others.length < LIMITS.pairs; i += 3) {
    const candidate = readCandidate(rest[i], rest[i + 1], rest[i + 2], stampMax);
    if (candidate) others.push(candidate);
  }
  const [first = winner, ...more] = [winner, ...others].sort(byWinner);
  return { candidates: [first, ...more], replaced: decodeSeen(replaced, stampMax) };
};

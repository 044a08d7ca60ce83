import * as Y from 'yjs';
import { openList } from '../open-list.ts';
import type { ToteList } from '../tote-list.ts';
import type { Line } from '../view/list-view.ts';
import { createSeededRandom } from './seeded-random.ts';

/** One device's copy of a list in a test. */
export interface TestReplica {
  readonly device: string;
  readonly doc: Y.Doc;
  readonly list: ToteList;
  /** The line of this name; throws if there is none. */
  line(name: string): Line;
  /** The lines as a person reads them. */
  rows(): readonly string[];
}

interface ReplicaOptions {
  readonly nowMs?: () => number;
  readonly seed?: bigint;
  readonly doc?: Y.Doc;
  readonly readOnly?: boolean;
}

/** An ordinary day. */
export const SOME_DAY_MS = Date.UTC(2026, 4, 3, 10, 0);

const amountText = ({ amounts }: Pick<Line, 'amounts'>): string =>
  amounts.map(({ parts }) => parts.map(({ value, unit }) => `${value}${unit}`).join('+')).join(' & ');

/** A line as a person reads it: "x milk 2l (taken 1l) [also oat milk]". */
export const rowText = (line: Line): string => {
  const amount = amountText(line);
  const taken = amountText({ amounts: line.taken });
  return [
    line.ticked ? 'x' : 'o',
    line.name,
    ...(amount === '' ? [] : [amount]),
    ...(taken === '' ? [] : [`(taken ${taken})`]),
    ...(line.alsoNames.length === 0 ? [] : [`[also ${line.alsoNames.join(', ')}]`]),
  ].join(' ');
};

/** Opens a replica with a name of its own, padded to a device id. */
export const openReplica = (name: string, options: ReplicaOptions = {}): TestReplica => {
  const device = name.padEnd(8, '0');
  const doc = options.doc ?? new Y.Doc();
  const { bytes } = createSeededRandom(
    options.seed ?? BigInt([...device].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7)),
  );
  const list = openList(doc, {
    device,
    random: bytes,
    nowMs: options.nowMs ?? (() => SOME_DAY_MS),
    readOnly: options.readOnly ?? false,
  });
  return {
    device,
    doc,
    list,
    line: (wanted) => {
      const found = list.view.lines.find(({ name: lineName }) => lineName === wanted);
      if (!found) throw new Error(`no line ${wanted} among ${list.view.lines.map(rowText).join(', ')}`);
      return found;
    },
    rows: () => list.view.lines.map(rowText),
  };
};

/** Brings every replica what the others have. */
export const syncAll = (...replicas: readonly TestReplica[]): void => {
  for (const from of replicas)
    for (const to of replicas)
      if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)));
  // A second round brings the first replicas what the last ones had.
  for (const from of replicas)
    for (const to of replicas)
      if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)));
};

/** Replicas that share one list which already holds these typed lines. */
export const replicasWith = (typed: readonly string[], ...names: readonly [string, ...string[]]): TestReplica[] => {
  const replicas = names.map((name) => openReplica(name));
  for (const text of typed) replicas[0]?.list.add(text);
  syncAll(...replicas);
  return replicas;
};

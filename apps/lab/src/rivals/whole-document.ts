/** The whole list is one value, and whoever wrote last by the clock has it: many file syncers and key-value stores. */
import type { Act } from '../stage/action.ts';
import { changedRows, plainRowText, rowOf, type PlainRow } from './plain-rows.ts';
import type { Rival } from './rival.ts';

interface Version {
  readonly atMs: number;
  readonly device: string;
  readonly rows: readonly PlainRow[];
}

const isLater = (a: Version, b: Version) => a.atMs > b.atMs || (a.atMs === b.atMs && a.device > b.device);
/** A device that knows nothing has a copy that is older than all others. */
const first = (lines: readonly string[]): Version => ({
  atMs: lines.length > 0 ? 0 : -Infinity,
  device: '',
  rows: lines.map(rowOf),
});

/** Last writer wins, whole document. */
export const WHOLE_DOCUMENT: Rival<Version> = {
  id: 'whole',
  title: 'Last writer wins',
  how: 'The list is one value. The copy with the latest clock replaces all others.',
  replica: (device, lines) => {
    let version = first(lines);
    const past: (readonly PlainRow[])[] = [];
    const next = (act: Act): readonly PlainRow[] => {
      if (act.do === 'undo') return past.pop() ?? version.rows;
      past.push(version.rows);
      return changedRows(version.rows, act);
    };
    return {
      // Two acts within a millisecond are still one after the other.
      act: (act, clockMs) => {
        const atMs = version.device === device ? Math.max(clockMs, version.atMs + 1) : clockMs;
        return (version = { atMs, device, rows: next(act) });
      },
      take: (other) => {
        if (isLater(other, version)) version = other;
      },
      hello: () => [version],
      rows: () => version.rows.map(plainRowText),
    };
  },
  server: (lines) => {
    let version: Version | undefined = first(lines);
    return {
      take: (other) => {
        if (version && !isLater(other, version)) return { toSender: version };
        version = other;
        return { toAll: other };
      },
      welcome: () => version,
      save: () => {
        const saved = version;
        return () => (version = saved);
      },
      wipe: () => (version = undefined),
    };
  },
};

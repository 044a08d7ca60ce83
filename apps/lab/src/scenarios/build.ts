/** Words in which scenarios are written, and the checks that most of them share. */
import type { Act, Action, DeviceDeed, LineState, RelayDeed } from '../stage/action.ts';
import type { DeviceFrame } from '../stage/frame.ts';
import { lineText } from '../stage/line-text.ts';
import type { Pledge, Scenario } from './scenario.ts';

type ActOn<K extends Act['do']> = Omit<Extract<Act, { readonly do: K }>, 'do'>;

/** What one person does, as actions. */
const person = (device: string) => {
  const act = (what: Act): Action => ({ type: 'act', device, act: what });
  const deed = (what: DeviceDeed): Action => ({ type: 'device', device, deed: what });
  return {
    add: (text: string) => act({ do: 'add', text }),
    tick: (line: string) => act({ do: 'tick', line }),
    untick: (line: string) => act({ do: 'untick', line }),
    remove: (line: string) => act({ do: 'remove', line }),
    step: (line: string, by: number) => act({ do: 'step', line, by }),
    set: (line: string, amount: ActOn<'set'>['amount']) => act({ do: 'set', line, amount }),
    rename: (line: string, name: string) => act({ do: 'rename', line, name }),
    note: (line: string, text: string) => act({ do: 'note', line, text }),
    aisle: (line: string, name: string) => act({ do: 'aisle', line, name }),
    move: (line: string, to: ActOn<'move'>['to']) => act({ do: 'move', line, to }),
    clear: () => act({ do: 'clear' }),
    undo: () => act({ do: 'undo' }),
    deleteList: () => act({ do: 'delete-list' }),
    import: (...names: readonly string[]) => act({ do: 'import', names }),
    goOffline: () => deed('go-offline'),
    goOnline: () => deed('go-online'),
    crash: () => deed('crash'),
    open: () => deed('open'),
    wipe: () => deed('wipe'),
    clockYears: (years: number): Action => ({ type: 'clock', device, errorMs: years * 365 * 86_400_000 }),
    line: (state: LineState, relay = 'relay1'): Action => ({ type: 'line', line: `${device}-${relay}`, state }),
    latency: (latencyMs: number, relay = 'relay1'): Action => ({
      type: 'latency',
      line: `${device}-${relay}`,
      latencyMs,
    }),
    breakLine: (upArrives: boolean, relay = 'relay1'): Action => ({
      type: 'break',
      line: `${device}-${relay}`,
      upArrives,
    }),
  };
};

export const ann = person('Ann');
export const ben = person('Ben');
export const cleo = person('Cleo');
export const dan = person('Dan');

/** Something happens to a relay. */
export const relay = (deed: RelayDeed, name = 'relay1'): Action => ({ type: 'relay', relay: name, deed });

/** What a device shows, row by row. */
export const rowsOf = (device: DeviceFrame | undefined): readonly string[] => device?.lines.map(lineText) ?? [];

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((row, at) => row === b[at]);

const inWords = (rows: readonly string[]) => (rows.length === 0 ? 'an empty list' : rows.join(' · '));

/** Everybody agrees. */
export const allAgree: Pledge = {
  promise: 'All devices are in agreement',
  look: ({ last: { agreement } }) => ({
    isKept: agreement.isAgreed,
    found: `${agreement.agreeing} of ${agreement.of}`,
  }),
};

/** Everybody shows one of these. */
export const allShow = (promise: string, choices: readonly (readonly string[])[]): Pledge => ({
  promise,
  look: ({ devices }) => {
    const wrong = devices.find((device) => !choices.some((rows) => isSame(rows, rowsOf(device))));
    return { isKept: !wrong, found: wrong ? `${wrong.name} shows ${inWords(rowsOf(wrong))}` : '' };
  },
});

/** These people are told something with these words in it. */
export const areTold = (promise: string, names: readonly string[], words: string): Pledge => ({
  promise,
  look: ({ devices }) => {
    const missed = devices.find(
      ({ name, notices }) => names.includes(name) && !notices.some((notice) => notice.includes(words)),
    );
    return { isKept: !missed, found: missed ? `${missed.name} reads ${missed.notices.join(', ') || 'nothing'}` : '' };
  },
});

/** A scenario that promises rows, agreement and, if need be, more. */
export const promising = (
  group: Scenario['group'],
  parts: Omit<Scenario, 'group' | 'pledges'> & { readonly promise: string; readonly also?: readonly Pledge[] },
): Scenario => {
  const { promise, also = [], ...rest } = parts;
  return { ...rest, group, pledges: [allShow(promise, rest.rows), ...also, allAgree] };
};

/** A scenario about what two people do at once. */
export const merging = (
  parts: Omit<Parameters<typeof promising>[1], 'setup'> & { readonly setup?: Scenario['setup'] },
): Scenario => promising('merge', { ...parts, setup: { count: 2, lines: ['milk'], ...parts.setup } });

/** Keeps the current view: takes over changed registers and makes a new snapshot only if something visible changed. */
import { showBin } from '../bin.ts';
import { latestMark, readDeletion } from '../deletion.ts';
import type { DeviceId } from '../ids.ts';
import { winnerOf } from '../items/field.ts';
import type { Entry } from '../lanes/entry.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { LIST_KEY, readText } from '../lanes/single-value.ts';
import { LIMITS } from '../limits.ts';
import { createLineIndex, type LineIndex } from '../lines/line-index.ts';
import { readProduct } from '../products.ts';
import { needsNewerVersion } from '../schema.ts';
import { isMinutes, minutesToMs } from '../stamps.ts';
import { isStoreKey, readStores } from '../stores/stores.ts';
import { cut } from '../text.ts';
import type { ListView, Notice } from './list-view.ts';
import { isSameValue } from './same-value.ts';

/** The current view and the index behind it. */
export interface ViewKeeper {
  readonly view: ListView;
  readonly lines: LineIndex;
  /** A person's name, or the device id. */
  personName(device: DeviceId): string;
  /** Takes over changed registers; says whether anything visible changed. */
  update(changedKeys: ReadonlySet<string>): boolean;
}

const NO_PEOPLE: ReadonlyMap<DeviceId, string> = new Map();

const readPeople = (lanes: Lanes): ReadonlyMap<DeviceId, string> => {
  const winners = new Map<DeviceId, Entry>();
  for (const entry of lanes.entries(LIST_KEY.person)) {
    const other = winners.get(entry.device);
    winners.set(entry.device, other && winnerOf(other, entry) === other ? other : entry);
  }
  const people = new Map<DeviceId, string>();
  for (const [device, { values }] of winners) {
    const [name] = values;
    if (typeof name === 'string' && name !== '') people.set(device, cut(name, LIMITS.labelLength));
  }
  return people;
};

const readLabel = (lanes: Lanes, key: string): string | undefined => {
  const text = readText(lanes, key);
  return text === undefined || text === '' ? undefined : cut(text, LIMITS.labelLength);
};

const emptyView: ListView = {
  title: '',
  look: { emoji: undefined, colour: undefined },
  lines: [],
  openCount: 0,
  doneCount: 0,
  notices: [],
  bin: [],
  people: NO_PEOPLE,
  stores: [],
  deletion: undefined,
  lockChange: undefined,
  isNewer: false,
};

/** Reads the whole document once; from then on only what changed. */
export const createViewKeeper = (lanes: Lanes): ViewKeeper => {
  let people = NO_PEOPLE;
  let view = emptyView;
  const personName = (device: DeviceId): string => people.get(device) ?? device;
  const lines = createLineIndex(lanes, { nameOf: personName, aisleOf: (key) => readProduct(lanes, key)?.aisle });

  const linesOf = (old: ListView): Pick<ListView, 'lines' | 'openCount' | 'doneCount' | 'notices'> => {
    const slots = lines.slots();
    const rows = slots.map((slot) => slot.line);
    const doneCount = rows.reduce((count, line) => (line.ticked ? count + 1 : count), 0);
    const notices: Notice[] = [];
    for (const slot of slots) notices.push(...slot.notices);
    return {
      lines: rows,
      openCount: rows.length - doneCount,
      doneCount,
      notices: isSameValue(old.notices, notices) ? old.notices : notices,
    };
  };

  const withDeletion = (next: ListView): ListView => {
    const state = readDeletion(lanes);
    const notices = next.notices.filter(({ type }) => type !== 'list-came-back');
    switch (state.type) {
      case 'never':
        return { ...next, deletion: undefined, notices };
      case 'came-back':
        return {
          ...next,
          deletion: undefined,
          notices: [...notices, { type: 'list-came-back', deletedBy: state.deletedBy }],
        };
      case 'deleted': {
        const { device, minutes } = state;
        return { ...next, deletion: { device, by: personName(device), atMs: minutesToMs(minutes) }, notices };
      }
    }
  };

  const lockChange = (): ListView['lockChange'] => {
    const mark = latestMark(lanes.entries(LIST_KEY.lock));
    if (!mark) return undefined;
    const [minutes] = mark.values;
    const { device } = mark;
    return { device, by: personName(device), atMs: isMinutes(minutes) ? minutesToMs(minutes) : 0 };
  };

  const update = (changedKeys: ReadonlySet<string>): boolean => {
    const changed = lines.update(changedKeys);
    const peopleChanged = changedKeys.has(LIST_KEY.person);
    if (peopleChanged) people = readPeople(lanes);
    const namesChanged = peopleChanged && lines.rebuild();
    const bin = peopleChanged || changed.bin ? showBin(lines.items(), personName) : view.bin;
    const stores = [...changedKeys].some(isStoreKey) ? readStores(lanes) : view.stores;
    const look = { emoji: readLabel(lanes, LIST_KEY.emoji), colour: readLabel(lanes, LIST_KEY.colour) };
    let next: ListView = {
      ...view,
      ...(changed.lines || namesChanged ? linesOf(view) : {}),
      title: readLabel(lanes, LIST_KEY.title) ?? '',
      look: isSameValue(view.look, look) ? view.look : look,
      bin: isSameValue(view.bin, bin) ? view.bin : bin,
      people: isSameValue([...view.people], [...people]) ? view.people : people,
      stores,
      isNewer: needsNewerVersion(lanes),
    };
    const marks = lanes.entries(LIST_KEY.deletion).length > 0;
    if (marks || view.deletion || changedKeys.has(LIST_KEY.deletion)) next = withDeletion(next);
    if (view.lockChange || changedKeys.has(LIST_KEY.lock)) next = { ...next, lockChange: lockChange() };
    if (isSameShallow(view, next)) return false;
    view = next;
    return true;
  };

  update(new Set(lanes.keys()));
  return {
    get view() {
      return view;
    },
    lines,
    personName,
    update,
  };
};

const isSameShallow = (a: ListView, b: ListView): boolean =>
  a.title === b.title &&
  a.look === b.look &&
  a.lines === b.lines &&
  isSameValue(a.notices, b.notices) &&
  a.bin === b.bin &&
  a.people === b.people &&
  a.stores === b.stores &&
  isSameValue(a.deletion, b.deletion) &&
  isSameValue(a.lockChange, b.lockChange) &&
  a.isNewer === b.isNewer;

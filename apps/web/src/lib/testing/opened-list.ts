import { aisleName, AISLES, openList, orderAisles, type ToteList } from '@tote/list';
import { en as enAisles } from '@tote/list/aisle-names/en';
import type { Fingerprint } from '@tote/seal';
import type { ReplicaStatus } from '@tote/sync';
import * as Y from 'yjs';
import type { OpenedList } from '../engine/list-engine.ts';
import type { Role } from '../shelf/shelf-store.ts';

const CALM: ReplicaStatus = {
  local: { state: 'saved' },
  relay: 'live',
  refusal: undefined,
  putOff: undefined,
  waiting: 0,
  seenByOthers: false,
  setAside: [],
  relayLostData: false,
  turnedAway: undefined,
};

/** A real list in memory, whose sync a test moves by hand. */
export interface TestList {
  readonly opened: OpenedList;
  /** Somebody else's copy: what is done to it arrives at once. */
  readonly others: ToteList;
  /** What another tab of this device has open. */
  readonly otherTab: ToteList;
  setStatus(status: Partial<ReplicaStatus>): void;
  setPresence(others: OpenedList['presence']['others']): void;
}

const seededBytes = (seed: number) => {
  let state = seed;
  return (length: number) =>
    Uint8Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state >>> 16;
    });
};

const join = (from: Y.Doc, to: Y.Doc): void => {
  from.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== to) Y.applyUpdate(to, update, from);
  });
};

/** Opens a list for a test; the other copy can always edit. */
export const createTestList = (role: Role = 'edit'): TestList => {
  const doc = new Y.Doc();
  const otherDoc = new Y.Doc();
  const tabDoc = new Y.Doc();
  for (const copy of [otherDoc, tabDoc]) {
    join(doc, copy);
    join(copy, doc);
  }
  const nowMs = () => 0;
  const list = openList(doc, { device: 'aaaaaaaa', random: seededBytes(1), nowMs, readOnly: role === 'view' });
  const others = openList(otherDoc, { device: 'bbbbbbbb', random: seededBytes(2), nowMs });
  const otherTab = openList(tabDoc, { device: 'aaaaaaaa', random: seededBytes(3), nowMs });
  const statusListeners = new Set<(status: ReplicaStatus) => void>();
  const presenceListeners = new Set<() => void>();
  let status = CALM;
  let here: OpenedList['presence']['others'] = [];

  const fingerprintOf = (): Fingerprint => ({
    emoji: ['🦊', '🍋', '⛵', '🎈'],
    hex: String(list.view.lines.length).padStart(8, '0'),
  });
  const opened: OpenedList = {
    list,
    whenTextIsRead: () => Promise.resolve(),
    role,
    device: 'aaaaaaaa',
    get status() {
      return status;
    },
    onStatus: (listener) => {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    presence: {
      setState: () => undefined,
      get others() {
        return here;
      },
      onChange: (listener) => {
        presenceListeners.add(listener);
        return () => presenceListeners.delete(listener);
      },
    },
    fingerprint: () => Promise.resolve(fingerprintOf()),
    amountText: (line) => line.amounts.map(({ total }) => `${total.value} ${total.unit}`.trim()).join(' + '),
    unitNames: () => [],
    aisleOrder: (aisles, store) => orderAisles(aisles, store, AISLES),
    aisleName: (aisle) => aisleName(aisle, enAisles),
    unsentItems: () => Promise.resolve([]),
    unlock: () => Promise.resolve({ fingerprintOf, linkText: (wanted) => wanted }),
    close: () => Promise.resolve(),
  };
  return {
    opened,
    others,
    otherTab,
    setStatus(change) {
      status = { ...status, ...change };
      for (const listener of statusListeners) listener(status);
    },
    setPresence(next) {
      here = next;
      for (const listener of presenceListeners) listener();
    },
  };
};

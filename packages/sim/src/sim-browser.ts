/**
 * What the tabs of one browser share: the disk, the name under which the device writes, the locks, and the channel over which
 * they hear each other. Tabs come and go one by one; power is lost to all of them at once.
 */
import { createMemoryStore, type MemoryStore } from '@tote/sync';
import type { TabChannel } from './ambient.ts';
import type { Journal } from './journal.ts';
import { createPipe, type Pipe } from './network.ts';
import type { Prng } from './prng.ts';
import type { FaultKind, Tally } from './tally.ts';
import { createTabLocks } from './tab-locks.ts';
import type { Owner, VirtualClock } from './virtual-clock.ts';

/** A message takes up to this long from one tab to the other, in milliseconds. */
const CHANNEL_MS_MAX = 4;
/** lib0 keeps one channel for each address in a process, so each session has addresses of its own. Between tabs they are one. */
const SESSION_IN_ADDRESS = /\?session=\d+/u;
/** Over all worlds: one that was left lying open must not hear another. */
let sessions = 0;

/** The address of a relay as a new session has it. */
export const addressForSession = (url: string): string => `${url}?session=${(sessions += 1)}`;

/** A browser on a device. */
export interface SimBrowser {
  readonly name: string;
  /** The app is a later version of the list. */
  readonly isLater: boolean;
  readonly disk: MemoryStore;
  /** Name of the device's lanes. */
  readonly listDevice: string;
  readonly diskFull: boolean;
  /** Two tabs were open at once. */
  readonly hadTabs: boolean;
  /** A new tab's process; `losePower` ends it and says how to bury it. */
  open(name: string, losePower: () => () => Promise<void>): Owner;
  locksOf(tab: Owner): LockManager | undefined;
  /** The tab is gone: it says nothing more, and its locks are free. */
  gone(tab: Owner): void;
  /** Power is lost to every tab at once, and with it what was not stored yet. */
  losePower(): Promise<void>;
  /** The copy is gone; no tab may run. */
  evict(): void;
  setDiskFull(full: boolean): void;
  setClockErrorMs(errorMs: number): void;
  /** From now on tabs do not hear each other; what they say is heard later. */
  setApart(apart: boolean): void;
}

interface Port {
  readonly tab: Owner;
  readonly room: string;
  readonly inbox: Pipe;
}

/** Creates a browser without tabs. */
export const createSimBrowser = (deps: {
  readonly name: string;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly prng: Prng;
  readonly faults: Tally<FaultKind>;
  /** How long a write stays volatile, in milliseconds. */
  readonly flushAfterMs: number;
  readonly isLater: boolean;
}): SimBrowser => {
  const { name, clock, journal, faults } = deps;
  const ids = deps.prng.stream('id');
  const delays = deps.prng.stream('tabs');
  /** Plain-http origins have no locks. */
  const locks = delays.chance(0.8) ? createTabLocks(clock, () => faults.add('tab-took-over')) : undefined;
  const drawListDevice = () => Array.from(ids.bytes(8), (byte) => (byte % 36).toString(36)).join('');
  const newDisk = () => createMemoryStore({ flushAfterMs: deps.flushAfterMs });
  const tabs = new Map<Owner, () => () => Promise<void>>();
  const ports = new Set<Port>();
  let listDevice = drawListDevice();
  let disk = newDisk();
  let diskFull = false;
  let clockErrorMs = 0;
  let apart = false;
  let hadTabs = false;

  const openChannel = (tab: Owner, address: string): TabChannel => {
    const room = address.replace(SESSION_IN_ADDRESS, '');
    const inbox = createPipe({
      clock,
      receiver: tab,
      carries: () => !apart,
      latencyMs: () => delays.between(0, CHANNEL_MS_MAX),
      deliver: (parcel) => {
        if (parcel.type === 'frame' && ports.has(port)) channel.onmessage?.({ data: parcel.frame });
      },
    });
    const port: Port = { tab, room, inbox };
    ports.add(port);
    const channel: TabChannel = {
      onmessage: null,
      postMessage: (said) => {
        if (!tabs.has(tab)) return;
        for (const other of ports) {
          if (other === port || other.room !== room) continue;
          if (apart) faults.add('tab-heard-late');
          other.inbox.push({ type: 'frame', frame: said.slice() });
        }
      },
      close: () => void ports.delete(port),
    };
    return channel;
  };

  return {
    name,
    isLater: deps.isLater,
    get disk() {
      return disk;
    },
    get listDevice() {
      return listDevice;
    },
    get diskFull() {
      return diskFull;
    },
    get hadTabs() {
      return hadTabs;
    },
    open: (tabName, losePower) => {
      const tab: Owner = { name: tabName, clockErrorMs, openChannel: (address) => openChannel(tab, address) };
      tabs.set(tab, losePower);
      hadTabs ||= tabs.size > 1;
      return tab;
    },
    locksOf: (tab) => locks?.forTab(tab),
    gone: (tab) => {
      tabs.delete(tab);
      for (const port of ports) if (port.tab === tab) ports.delete(port);
      locks?.gone(tab);
    },
    losePower: async () => {
      const burials = [...tabs.values()].map((losePower) => losePower());
      disk.crash();
      for (const bury of burials) await bury();
    },
    evict: () => {
      if (tabs.size > 0) throw new Error('the copy of a running app is not evicted');
      faults.add('storage-evicted');
      journal.note(name, 'loses its copy');
      disk = newDisk();
      listDevice = drawListDevice(); // it lay in the copy
      disk.setFull(diskFull);
    },
    setDiskFull: (full) => {
      if (full) faults.add('disk-full');
      diskFull = full;
      disk.setFull(full);
      journal.note(name, 'disk', full ? 'full' : 'has room');
    },
    setClockErrorMs: (errorMs) => {
      clockErrorMs = errorMs;
      for (const tab of tabs.keys()) tab.clockErrorMs = errorMs;
    },
    setApart: (next) => {
      if (next === apart) return;
      apart = next;
      journal.note(name, 'tabs', apart ? 'do not hear each other' : 'hear each other');
      if (!apart) for (const { inbox } of ports) inbox.resume();
    },
  };
};

/** Looks at a world of the simulator from outside and tells what it looks like. Changes nothing in it. */
import type { JournalEntry, ParcelNews, World } from '@tote/sim';
import type * as Y from 'yjs';
import { createAgreementWatch } from './agreement.ts';
import { createDeviceBook, type DeviceBook, type LabList } from './device-book.ts';
import { createFlightBook } from './flights.ts';
import type { Frame, LabEvent } from './frame.ts';
import { createRelayBook, lineFrameOf } from './network-frames.ts';
import type { TroubleMaker } from './trouble.ts';

/** What a scene cannot see by itself. */
export type Backstage = Pick<TroubleMaker, 'hasBackup' | 'clockErrorMs' | 'made'>;

/** Somebody who looks. */
export interface Scene {
  readonly nowMs: number;
  readonly isAgreed: boolean;
  readonly eventsTold: number;
  /** For the world, when it is made. */
  readonly watch: (news: ParcelNews) => void;
  readonly listen: (entry: JournalEntry) => void;
  readonly devices: DeviceBook;
  /** The curtain: what was before is forgotten, and time counts from here. */
  begin(): void;
  tell(event: Pick<LabEvent, 'kind' | 'who' | 'text'>): void;
  /** A document of a device changed. */
  documentChanged(doc: Y.Doc, isOwn: boolean): void;
  /** Somebody did something: agreement is timed from here. */
  caused(): void;
  /** Something moved: looks whether all agree. Called after every step, so that the moment is exact. */
  look(): void;
  frame(): Promise<Frame>;
  peek(): Promise<Frame>;
}

/** Creates a scene. The world may be made after it. */
export const createScene = (deps: {
  readonly world: () => World;
  readonly backstage: () => Backstage;
  readonly listOf: (doc: Y.Doc) => LabList | undefined;
  readonly progress: () => Pick<Frame, 'done' | 'step'>;
}): Scene => {
  let events: LabEvent[] = [];
  let eventsTold = 0;
  let bornAtMs = 0;
  let isDirty = true;

  const nowMs = () => deps.world().clock.nowMs - bornAtMs;
  const tell = (event: Pick<LabEvent, 'kind' | 'who' | 'text'>) => {
    events.push({ ...event, id: (eventsTold += 1), atMs: nowMs() });
  };
  const flights = createFlightBook({ nowMs, bornAtMs: () => bornAtMs, tell });
  const devices = createDeviceBook({
    world: deps.world,
    listOf: deps.listOf,
    clockErrorMs: (device) => deps.backstage().clockErrorMs(device),
  });
  const relays = createRelayBook(deps.world, deps.backstage);
  const agreement = createAgreementWatch({ nowMs, traffic: () => deps.world().traffic });

  const show = async (shown: Frame['devices'], told: Frame['events']): Promise<Frame> => {
    const { lines, connections, violations } = deps.world();
    return {
      nowMs: nowMs(),
      devices: shown,
      relays: await relays.frames(),
      lines: lines.map((line) => lineFrameOf(line, connections)),
      flights: [...flights.flights],
      events: told,
      agreement: agreement.current,
      ...deps.progress(),
      violations: [...violations],
    };
  };

  return {
    get nowMs() {
      return nowMs();
    },
    get isAgreed() {
      return agreement.current.isAgreed;
    },
    get eventsTold() {
      return eventsTold;
    },
    watch: flights.hear,
    listen: ({ what }) => {
      isDirty ||= what === 'status';
    },
    devices,
    begin: () => {
      bornAtMs = deps.world().clock.nowMs;
      events = [];
      eventsTold = 0;
      agreement.begin();
    },
    tell,
    documentChanged: (doc, isOwn) => {
      isDirty = true;
      devices.changed(doc);
      const device = deps.world().devices.find(({ session }) => session?.replica.doc === doc);
      if (device && !isOwn) tell({ kind: 'merged', who: device.name, text: 'takes in what others did' });
    },
    caused: () => {
      isDirty = true;
      agreement.caused();
    },
    look: () => {
      if (!isDirty) return;
      isDirty = false;
      if (agreement.look(devices.stands())) tell({ kind: 'agreed', who: 'everybody', text: 'in agreement' });
    },
    peek: () => show(devices.all(), []),
    frame: () => {
      const told = events;
      events = [];
      return show(devices.changes(), told);
    },
  };
};

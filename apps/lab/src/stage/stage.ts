/**
 * One world of the simulator with the lab's devices in it, driven by actions. It knows nothing of pages, players or
 * scenarios. The same setup and the same actions at the same times give the same world, to the byte (rules L1, L2).
 *
 *   made ──boot: devices open, meet, fill the list──▶ born (time 0) ──actions, time──▶ …
 */
import { openList, visibleBytes } from '@tote/list';
import { createWorld, type JournalEntry, type OpenShownList, type Signatures, type World } from '@tote/sim';
import type * as Y from 'yjs';
import type { Act, Action, Setup } from './action.ts';
import { createAgreementWatch } from './agreement.ts';
import { createDeviceBook, type LabList } from './device-book.ts';
import { createFlightBook } from './flights.ts';
import type { Frame, LabEvent } from './frame.ts';
import { createRelayBook, lineFrameOf } from './network-frames.ts';
import { performAct } from './perform-act.ts';
import { tellAction } from './tell-act.ts';
import { createTroubleMaker, FLUSH_AFTER_MS, latencyAround } from './trouble.ts';

/** Devices meet over fast lines before the lab's clock starts, in milliseconds. */
const BOOT_LATENCY = { low: 2, high: 8 };
/** Longest that may take, in milliseconds of the world. */
const BOOT_MS_MAX = 30_000;
/** Longest wait for the next thing to see, in milliseconds of the world. */
const STEP_MS_MAX = 20_000;
/** A classroom's list is short: it never needs a snapshot unless a scenario asks for one. */
const SNAPSHOT_AFTER_ENTRIES = 40;
/** What a disk takes to sync, in milliseconds. */
const RELAY_SYNC_MS = { low: 5, high: 20 };

/** A world under the lab's hands. */
export interface Stage {
  /** Milliseconds since the lab's clock started. */
  readonly nowMs: number;
  readonly isAgreed: boolean;
  /** Does something now. */
  apply(action: Action): Promise<void>;
  /** Lets time pass; ends early if `isDone` says so before an event. Whole milliseconds. */
  advanceTo(atMs: number, isDone?: () => boolean): Promise<void>;
  /** Lets time pass until something happened that one can see, or until this time. */
  step(untilMs?: number): Promise<void>;
  /** What changed since the last call. */
  frame(): Promise<Frame>;
  /** Everything but the events; takes nothing away from the next frame. */
  peek(): Promise<Frame>;
}

/** Makes a world and boots it. */
export const createStage = async (setup: Setup, signatures: Signatures): Promise<Stage> => {
  const listByDoc = new Map<Y.Doc, LabList>();
  let events: LabEvent[] = [];
  let eventsMade = 0;
  let bornAtMs = 0;
  let dirty = true;
  let done = 0;
  let step = -1;

  const nowMs = () => world.clock.nowMs - bornAtMs;
  const tell = (event: Pick<LabEvent, 'kind' | 'who' | 'text'>) => {
    events.push({ ...event, id: (eventsMade += 1), atMs: nowMs() });
  };
  const flights = createFlightBook({ nowMs, bornAtMs: () => bornAtMs, tell });

  const openLabList: OpenShownList = (doc, deps) => {
    const list = openList(doc, deps);
    listByDoc.set(doc, { tote: list, id: deps.device });
    doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      dirty = true;
      book.changed(doc);
      const device = world.devices.find(({ session }) => session?.replica.doc === doc);
      if (device && !transaction.local) tell({ kind: 'merged', who: device.name, text: 'takes in what others did' });
    });
    return {
      act: () => undefined,
      visible: () => visibleBytes(list.view),
      names: () => list.view.lines.map(({ name }) => name),
      describe: () => new TextDecoder().decode(visibleBytes(list.view)),
      dispose: () => {
        listByDoc.delete(doc);
        list.dispose();
      },
    };
  };
  const world: World = await createWorld({
    seed: setup.seed,
    signatures,
    openList: openLabList,
    latencyMs: BOOT_LATENCY,
    relays: setup.relays,
    snapshotAfterEntries: SNAPSHOT_AFTER_ENTRIES,
    relayLimits: {},
    relaySyncMs: RELAY_SYNC_MS,
    watch: flights.hear,
    listen: ({ what }: JournalEntry) => {
      dirty ||= what === 'status';
    },
  });
  const { clock } = world;
  const troubles = createTroubleMaker(world, setup.latencyMs);
  const book = createDeviceBook({ world, listOf: (doc) => listByDoc.get(doc), clockErrorMs: troubles.clockErrorMs });
  const relayBook = createRelayBook(world, troubles);
  const agreement = createAgreementWatch({ nowMs, traffic: () => world.traffic });

  /** Agreement is looked for after every step in which something moved, so that its moment is exact. */
  const lookAgain = () => {
    if (!dirty) return;
    dirty = false;
    if (agreement.look(book.stands())) tell({ kind: 'agreed', who: 'everybody', text: 'in agreement' });
  };
  const advanceBy = async (byMs: number, isDone?: () => boolean) => {
    await clock.advance(byMs, () => {
      lookAgain();
      return isDone?.() ?? false;
    });
    lookAgain();
  };
  /** Actions happen on whole milliseconds, after everything of that millisecond: else a replay could order them otherwise. */
  const settle = async () => {
    const gapMs = Math.ceil(clock.nowMs) - clock.nowMs;
    if (gapMs > 0) await advanceBy(gapMs);
    await advanceBy(0);
  };

  const join = async (name: string, role: Setup['devices'][number]['role']) => {
    const device = world.addDevice({ name, role, flushAfterMs: FLUSH_AFTER_MS });
    await device.start();
    return device;
  };
  const act = async (name: string, what: Act) => {
    const device = world.devices.find((one) => one.name === name);
    if (!device) return;
    await world.act(device, ({ replica }) => {
      const list = listByDoc.get(replica.doc);
      const outcome = list && performAct(list.tote, what);
      book.noteOutcome(name, outcome?.outcome ?? '');
      // Several lines at once are several updates, which the world's books allow to this kind alone.
      return outcome && { kind: what.do === 'add' && what.text.includes('\n') ? 'paste lines' : outcome.kind };
    });
  };
  const perform = async (action: Action) => {
    if (action.type === 'say') step = action.step;
    else if (action.type === 'act') await act(action.device, action.act);
    else if (action.type === 'join') {
      if (world.devices.some(({ name }) => name === action.name)) return;
      await join(action.name, action.role);
      for (const line of world.lines)
        if (line.name.startsWith(`${action.name}-`)) world.setLine(line, { latencyMs: latencyAround(setup.latencyMs) });
    } else await troubles.make(action);
  };

  const boot = async () => {
    for (const { name, role } of setup.devices) await join(name, role);
    for (const { name } of setup.devices) await act(name, { do: 'person', name });
    const writer = setup.devices.find(({ role }) => role === 'edit');
    for (const text of writer ? setup.lines : []) await act(writer?.name ?? '', { do: 'add', text });
    dirty = true;
    await advanceBy(BOOT_MS_MAX, () => agreement.current.isAgreed);
    await settle();
    // What is still on its way is of no interest to anybody.
    await advanceBy(1_000);
    for (const line of world.lines) world.setLine(line, { latencyMs: latencyAround(setup.latencyMs) });
    bornAtMs = clock.nowMs;
    events = [];
    eventsMade = 0;
  };
  await boot();

  const show = async (devices: Frame['devices'], told: Frame['events']): Promise<Frame> => ({
    nowMs: nowMs(),
    devices,
    relays: await relayBook.frames(),
    lines: world.lines.map((line) => lineFrameOf(line, world.connections)),
    flights: [...flights.flights],
    events: told,
    agreement: agreement.current,
    done,
    step,
    violations: [...world.violations],
  });

  return {
    get nowMs() {
      return nowMs();
    },
    get isAgreed() {
      return agreement.current.isAgreed;
    },
    apply: async (action) => {
      await settle();
      const told = tellAction(action);
      if (told) tell({ kind: action.type === 'act' ? 'act' : 'trouble', ...told });
      if (action.type !== 'say') agreement.caused();
      await perform(action);
      done += 1;
      dirty = true;
      lookAgain();
    },
    advanceTo: async (atMs, isDone) => {
      const gapMs = Math.ceil(clock.nowMs) - clock.nowMs;
      if (gapMs > 0) await advanceBy(gapMs, isDone);
      await advanceBy(Math.max(0, atMs - nowMs()), isDone);
    },
    step: async (untilMs = Infinity) => {
      const before = eventsMade;
      await advanceBy(Math.max(0, Math.min(STEP_MS_MAX, untilMs - nowMs())), () => eventsMade > before);
    },
    peek: () => show(book.all(), []),
    frame: () => {
      const told = events;
      events = [];
      return show(book.changes(), told);
    },
  };
};

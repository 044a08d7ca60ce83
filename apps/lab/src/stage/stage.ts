/**
 * One world of the simulator with the lab's devices in it, driven by actions. It knows nothing of pages, players or
 * scenarios. The same setup and the same actions at the same times give the same world, to the byte (LAB.md, L1, L2).
 *
 *   made ──boot: devices open, meet, fill the list──▶ born (time 0) ──actions, time──▶ …
 */
import { openList, visibleBytes } from '@tote/list';
import { createWorld, type OpenShownList, type Seals, type World } from '@tote/sim';
import type * as Y from 'yjs';
import type { Act, Action, Role, Setup } from './action.ts';
import type { LabList } from './device-book.ts';
import type { Frame } from './frame.ts';
import { performAct } from './perform-act.ts';
import { createScene } from './scene.ts';
import { tellAction } from './tell-act.ts';
import { createTroubleMaker, FLUSH_AFTER_MS, latencyAround } from './trouble.ts';

/** Devices meet over fast lines before the lab's clock starts, in milliseconds. */
const BOOT_LATENCY = { low: 2, high: 8 };
/** Longest that may take, in milliseconds of the world. */
const BOOT_MS_MAX = 30_000;
/** After that, what is still on its way arrives, in milliseconds of the world. */
const CALM_MS = 1_000;
/** Longest wait for the next thing to see, in milliseconds of the world. */
export const STEP_MS_MAX = 20_000;
/** A classroom's list is short: only long sessions see a snapshot. */
const SNAPSHOT_AFTER_ENTRIES = 40;
/** What a disk takes to sync, in milliseconds. */
const RELAY_SYNC_MS = { low: 5, high: 20 };

/** What a device says to somebody who tries to change the list with a view link. */
const MAY_ONLY_LOOK = 'Not done: with this link one may only look';

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
export const createStage = async (setup: Setup, seals: Seals): Promise<Stage> => {
  const listByDoc = new Map<Y.Doc, LabList>();
  let done = 0;
  let step = -1;
  const scene = createScene({
    world: () => world,
    backstage: () => troubles,
    listOf: (doc) => listByDoc.get(doc),
    progress: () => ({ done, step }),
  });

  const openLabList: OpenShownList = (doc, deps) => {
    const list = openList(doc, deps);
    listByDoc.set(doc, { tote: list, id: deps.device });
    doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      scene.documentChanged(doc, local);
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
    seals,
    openList: openLabList,
    latencyMs: BOOT_LATENCY,
    relays: setup.relays,
    snapshotAfterEntries: SNAPSHOT_AFTER_ENTRIES,
    relayLimits: {},
    relaySyncMs: RELAY_SYNC_MS,
    watch: scene.watch,
    listen: scene.listen,
  });
  const { clock } = world;
  const troubles = createTroubleMaker(world, setup.latencyMs);

  const advanceBy = async (byMs: number, isDone?: () => boolean) => {
    await clock.advance(byMs, () => {
      scene.look();
      return isDone?.() ?? false;
    });
    scene.look();
  };
  const toWholeMs = async (isDone?: () => boolean) => {
    const gapMs = Math.ceil(clock.nowMs) - clock.nowMs;
    if (gapMs > 0) await advanceBy(gapMs, isDone);
  };
  /** Actions happen on whole milliseconds, after everything of that millisecond: else a replay could order them otherwise. */
  const settle = async () => {
    await toWholeMs();
    await advanceBy(0);
  };

  const join = async (name: string, role: Role) => {
    if (world.devices.some((device) => device.name === name)) return;
    await world.addDevice({ name, role, flushAfterMs: FLUSH_AFTER_MS }).start();
  };
  const slowDown = (device?: string) => {
    for (const line of world.lines)
      if (device === undefined || line.name.startsWith(`${device}-`))
        world.setLine(line, { latencyMs: latencyAround(setup.latencyMs) });
  };
  const act = async (name: string, what: Act) => {
    const device = world.devices.find((one) => one.name === name);
    if (!device) return;
    await world.act(device, ({ replica }) => {
      const list = listByDoc.get(replica.doc);
      const outcome = list && performAct(list.tote, what);
      const mayOnlyLook = list?.tote.canEdit === false ? MAY_ONLY_LOOK : '';
      scene.devices.noteOutcome(name, outcome?.outcome ?? mayOnlyLook);
      // Several lines at once are several updates, which the world's books allow to this kind alone.
      return outcome && { kind: what.do === 'add' && what.text.includes('\n') ? 'paste lines' : outcome.kind };
    });
  };
  /** Who joined late, or lost all that was stored, is a device without a name until somebody does something on it. */
  const introduce = async (name: string) => {
    const session = world.devices.find((one) => one.name === name)?.session;
    const list = session && listByDoc.get(session.replica.doc);
    if (list && list.tote.view.people.get(list.id) !== name) await act(name, { do: 'person', name });
  };
  const perform = async (action: Action) => {
    if (action.type === 'say') step = action.step;
    else if (action.type === 'act') {
      await introduce(action.device);
      await act(action.device, action.act);
    } else if (action.type === 'join') {
      await join(action.name, action.role);
      slowDown(action.name);
    } else await troubles.make(action);
  };

  const boot = async () => {
    for (const { name, role } of setup.devices) await join(name, role);
    for (const { name } of setup.devices) await introduce(name);
    const writer = setup.devices.find(({ role }) => role === 'edit');
    for (const text of writer ? setup.lines : []) await act(writer?.name ?? '', { do: 'add', text });
    scene.caused();
    await advanceBy(BOOT_MS_MAX, () => scene.isAgreed);
    await settle();
    await advanceBy(CALM_MS);
    slowDown();
    scene.begin();
  };
  await boot();

  return {
    get nowMs() {
      return scene.nowMs;
    },
    get isAgreed() {
      return scene.isAgreed;
    },
    apply: async (action) => {
      await settle();
      const told = tellAction(action);
      if (told) scene.tell({ kind: action.type === 'act' ? 'act' : 'trouble', ...told });
      if (action.type !== 'say') scene.caused();
      await perform(action);
      done += 1;
      scene.look();
    },
    advanceTo: async (atMs, isDone) => {
      await toWholeMs(isDone);
      await advanceBy(Math.max(0, atMs - scene.nowMs), isDone);
    },
    step: async (untilMs = Infinity) => {
      const before = scene.eventsTold;
      await advanceBy(Math.max(0, Math.min(STEP_MS_MAX, untilMs - scene.nowMs)), () => scene.eventsTold > before);
    },
    frame: scene.frame,
    peek: scene.peek,
  };
};

/**
 * A run of `npm run sim` on the lab's stage: the same seed, the same people, the same troubles, held back event by event so
 * that it can be watched. Nobody can act in it.
 */
import { openList } from '@tote/list';
import { createStubSeals, runOnce, TROUBLES, type Seals, type TroubleName, type World } from '@tote/sim';
import type * as Y from 'yjs';
import type { SimRun } from './action.ts';
import type { LabList } from './device-book.ts';
import { createScene } from './scene.ts';
import { STEP_MS_MAX, type Stage } from './stage.ts';

/** The reader's own name in the documents it looks at; it never writes. */
const READER = 'labreads';

/** Holds a run back until its next event may happen. */
const createGate = () => {
  let untilMs = 0;
  let isEnough = () => false;
  let letGo: (() => void) | undefined;
  let parked: () => void = () => undefined;
  const mayPass = (atMs: number) => atMs <= untilMs && !isEnough();
  const park = async (atMs: number): Promise<void> => {
    while (!mayPass(atMs)) {
      parked();
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
    }
  };
  return {
    /** Called before each event, with its time. */
    hold: (atMs: number): Promise<void> | undefined => (mayPass(atMs) ? undefined : park(atMs)),
    /** Nothing more will happen: nobody need wait. */
    leave: () => parked(),
    /** Lets events happen until this time; resolves when the run waits again. */
    open: (until: number, enough: () => boolean): Promise<void> => {
      untilMs = until;
      isEnough = enough;
      const waits = new Promise<void>((resolve) => {
        parked = resolve;
      });
      letGo?.();
      return waits;
    },
  };
};

const isTrouble = (name: string): name is TroubleName => Object.hasOwn(TROUBLES, name);

/** Starts a run and stands at its first event. */
export const createRunStage = async (run: SimRun, real: Seals): Promise<Stage> => {
  const gate = createGate();
  const listByDoc = new WeakMap<Y.Doc, LabList>();
  let world: World | undefined;
  let made = 0;
  let isOver = false;
  /** Time goes on where nothing happens. */
  let watchedMs = 0;

  const theWorld = (): World => {
    if (!world) throw new Error('the run has not begun');
    return world;
  };
  /** A second pair of eyes on a device's document. */
  const listOf = (doc: Y.Doc): LabList | undefined => {
    const known = listByDoc.get(doc);
    if (known) return known;
    const random = () => {
      throw new Error('who reads draws nothing');
    };
    const list = { tote: openList(doc, { device: READER, random, nowMs: () => 0, readOnly: true }), id: READER };
    listByDoc.set(doc, list);
    doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      scene.documentChanged(doc, local);
    });
    return list;
  };
  const scene = createScene({
    world: theWorld,
    backstage: () => ({ hasBackup: () => false, clockErrorMs: () => 0, made }),
    listOf,
    progress: () => ({ done: 0, step: -1 }),
  });

  const begun = new Promise<void>((resolve) => {
    const troubles = run.faults?.filter(isTrouble);
    void runOnce({
      seed: run.seed,
      seals: run.cipher === 'stub' ? createStubSeals() : real,
      wishes: { replicas: run.replicas, size: run.size, ...(troubles && { troubles }) },
      listen: (entry) => {
        scene.listen(entry);
        const { who, what, detail } = entry;
        if (what !== 'act' && who !== 'weather') return;
        if (world) scene.tell({ kind: what === 'act' ? 'act' : 'trouble', who, text: what === 'act' ? detail : what });
        made += 1;
        if (world) scene.caused();
      },
      audience: {
        watch: scene.watch,
        beforeStep: (atMs) => {
          scene.look();
          return gate.hold(atMs);
        },
        meet: (made_) => {
          world = made_;
          resolve();
        },
        // The last picture stays: the apps are never closed.
        applaud: () => {
          isOver = true;
          gate.leave();
          return new Promise(() => undefined);
        },
      },
    });
  });
  await begun;

  const advanceTo = async (atMs: number, isDone: () => boolean = () => false) => {
    if (isOver) return;
    await gate.open(atMs, isDone);
    scene.look();
    watchedMs = isDone() ? theWorld().clock.nowMs : atMs;
  };
  await advanceTo(0);

  const withTime = <T extends { readonly nowMs: number }>(frame: T): T => ({ ...frame, nowMs: stage.nowMs });
  const stage: Stage = {
    get nowMs() {
      return Math.max(watchedMs, scene.nowMs);
    },
    get isAgreed() {
      return scene.isAgreed;
    },
    apply: () => Promise.resolve(),
    advanceTo,
    step: async () => {
      const before = scene.eventsTold;
      await advanceTo(Math.round(stage.nowMs + STEP_MS_MAX), () => scene.eventsTold > before);
    },
    frame: async () => withTime(await scene.frame()),
    peek: async () => withTime(await scene.peek()),
  };
  return stage;
};

/**
 * Plays a recording on a stage: what it holds happens at its time; what a person does is added at the end. Going back in
 * time is playing again from the beginning up to there. Acting in the past forgets the future.
 */
import { createPrng, type Prng, type Seals } from '@tote/sim';
import { AGREEMENT_MS_MAX, type Scenario } from '../scenarios/scenario.ts';
import type { Action, LoggedAction } from './action.ts';
import { drawChaos } from './chaos.ts';
import type { Frame, Recording } from './frame.ts';
import { createRunStage } from './run-stage.ts';
import { createStage, type Stage } from './stage.ts';

/** A player with something in it. */
export interface Player {
  readonly recording: Recording;
  /** Puts in a recording and stands at this time. */
  load(
    recording: Recording,
    options: { readonly scenario?: Scenario | undefined; readonly atMs?: number },
  ): Promise<void>;
  /** Lets time pass; `isEnough` may end it early. False when a scenario has come to its end. */
  play(byMs: number, isEnough?: () => boolean): Promise<boolean>;
  step(): Promise<void>;
  act(action: Action): Promise<void>;
  seek(atMs: number): Promise<void>;
  setChaos(on: boolean): void;
  frame(): Promise<Frame>;
  peek(): Promise<Frame>;
  readonly nowMs: number;
}

/** A scenario is looked at for so long before it begins, in milliseconds of the lab. */
const LEAD_IN_MS = 700;

/** Chaos does something about this often, in milliseconds of the lab. */
const CHAOS_PAUSE_MS = { low: 150, high: 900 };

/** Creates a player at the beginning of this recording. */
export const createPlayer = async (first: Recording, seals: Seals): Promise<Player> => {
  const build = ({ setup, run }: Recording): Promise<Stage> =>
    run ? createRunStage(run, seals) : createStage(setup, seals);
  let recording = first;
  let stage: Stage = await build(recording);
  /** Actions of the recording that have happened. */
  let played = 0;
  let scenario: Scenario | undefined;
  /** Undefined while there is none. */
  let chaos: Prng | undefined;
  let chaosAtMs = 0;

  const record = async (action: Action) => {
    await stage.apply(action);
    recording = { ...recording, log: [...recording.log.slice(0, played), { atMs: stage.nowMs, action }] };
    played = recording.log.length;
  };
  const replay = async (entry: LoggedAction) => {
    await stage.apply(entry.action);
    played += 1;
  };

  const steps = () => scenario?.steps ?? [];
  /** Number of the scenario's step that plays; -1 before the first. */
  const currentStep = () => {
    const said = recording.log.slice(0, played).findLast(({ action }) => action.type === 'say');
    return said?.action.type === 'say' ? { index: said.action.step, atMs: said.atMs } : { index: -1, atMs: 0 };
  };
  const stepEnds = (): { readonly atMs: number; readonly onAgreement: boolean } | undefined => {
    const { index, atMs } = currentStep();
    if (index < 0) return { atMs: LEAD_IN_MS, onAgreement: false };
    const step = steps()[index];
    if (!step) return undefined;
    return step.then === 'agreement'
      ? { atMs: atMs + AGREEMENT_MS_MAX, onAgreement: true }
      : { atMs: atMs + step.then, onAgreement: false };
  };
  const beginNextStep = async (): Promise<boolean> => {
    const index = currentStep().index + 1;
    const step = steps()[index];
    if (!step) return false;
    await record({ type: 'say', step: index });
    for (const action of step.actions) await record(action);
    return true;
  };
  const doChaos = async (prng: Prng) => {
    chaosAtMs = stage.nowMs + prng.between(CHAOS_PAUSE_MS.low, CHAOS_PAUSE_MS.high);
    const action = drawChaos(await stage.peek(), prng);
    if (action) await record(action);
  };

  const player: Player = {
    get recording() {
      return recording;
    },
    get nowMs() {
      return stage.nowMs;
    },
    load: async (next, options) => {
      recording = next;
      scenario = options.scenario;
      chaos = undefined;
      await player.seek(options.atMs ?? 0);
    },
    seek: async (atMs) => {
      stage = await build(recording);
      played = 0;
      for (let entry = recording.log[0]; entry && entry.atMs <= atMs; entry = recording.log[played]) {
        await stage.advanceTo(entry.atMs);
        await replay(entry);
      }
      await stage.advanceTo(Math.round(atMs));
    },
    play: async (byMs, isEnough = () => false) => {
      const untilMs = Math.round(stage.nowMs + byMs);
      for (;;) {
        const entry = recording.log[played];
        const ends = !entry && scenario ? stepEnds() : undefined;
        if (!entry && scenario && !ends) return true;
        const nextMs = entry?.atMs ?? ends?.atMs ?? (chaos ? chaosAtMs : Infinity);
        const isAgreedAtLast = () => ends?.onAgreement === true && stage.isAgreed;
        await stage.advanceTo(Math.min(untilMs, Math.max(nextMs, stage.nowMs)), () => isAgreedAtLast() || isEnough());
        if (!isAgreedAtLast() && (stage.nowMs < nextMs || (!entry && !ends && !chaos))) return true;
        if (entry) await replay(entry);
        else if (ends) {
          if (!(await beginNextStep())) return false;
        } else if (chaos) await doChaos(chaos);
        if (isEnough() || stage.nowMs >= untilMs) return true;
      }
    },
    step: async () => {
      const entry = recording.log[played];
      await stage.step(entry?.atMs);
      if (entry && stage.nowMs >= entry.atMs) await replay(entry);
    },
    act: async (action) => {
      if (recording.run) return;
      scenario = undefined;
      await record(action);
    },
    setChaos: (on) => {
      chaos = on ? createPrng(recording.setup.seed, `chaos/${played}`) : undefined;
      chaosAtMs = stage.nowMs;
    },
    frame: () => stage.frame(),
    peek: () => stage.peek(),
  };
  return player;
};

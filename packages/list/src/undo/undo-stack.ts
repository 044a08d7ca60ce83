import type { Act } from '../acts/act.ts';
import type { ActName, Effect } from '../acts/effect.ts';
import { LIMITS } from '../limits.ts';
import { renew, type Renewal, renewalBy } from './renewal.ts';
import type { Refusal, Reverted } from './revert.ts';

/** What an undo or redo did. */
export type UndoOutcome =
  | { readonly type: 'nothing-to-undo' }
  /** `kept`: how many of the act's effects did not stand any more and stay as they are. */
  | { readonly type: 'undone'; readonly act: ActName; readonly kept: number }
  /** Nothing of it could be taken back: why, of the first effect. The step is dropped. */
  | { readonly type: 'refused'; readonly act: ActName; readonly reason: Refusal };

interface Step {
  readonly name: ActName;
  readonly effects: readonly Effect[];
}

/** Own acts, last first, with redo. */
export interface UndoStack {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Remembers an act; forgets what could have been redone. */
  push(name: ActName, effects: readonly Effect[]): void;
  undo(): UndoOutcome;
  redo(): UndoOutcome;
}

interface UndoDeps {
  /** Runs one act as one transaction, without remembering it. */
  readonly run: (compose: (act: Act) => void) => void;
  readonly revert: (act: Act, effect: Effect) => Reverted;
}

/** Steps that can be undone and redone, in memory only. */
export const createUndoStack = ({ run, revert }: UndoDeps): UndoStack => {
  const undoSteps: Step[] = [];
  const redoSteps: Step[] = [];

  const takeBack = (from: Step[], to: Step[]): UndoOutcome => {
    const step = from.pop();
    if (!step) return { type: 'nothing-to-undo' };
    const reverted: Reverted[] = [];
    const renewals: Renewal[] = [];
    run((act) => {
      for (const effect of step.effects.toReversed()) {
        const one = revert(act, effect);
        reverted.push(one);
        if (one.ok) renewals.push(...renewalBy(act, effect, one.effects));
      }
    });
    for (const steps of [undoSteps, redoSteps])
      steps.forEach(({ name, effects }, i) => {
        steps[i] = { name, effects: effects.map((effect) => renew(effect, renewals)) };
      });
    const effects = reverted.flatMap((one) => (one.ok ? one.effects : [])).reverse();
    const refusals = reverted.flatMap((one) => (one.ok ? [] : [one.refusal]));
    const [reason] = refusals;
    if (reason && refusals.length === reverted.length) return { type: 'refused', act: step.name, reason };
    if (effects.length > 0) to.push({ name: step.name, effects });
    return { type: 'undone', act: step.name, kept: refusals.length };
  };

  return {
    get canUndo() {
      return undoSteps.length > 0;
    },
    get canRedo() {
      return redoSteps.length > 0;
    },
    push: (name, effects) => {
      if (effects.length === 0) return;
      redoSteps.length = 0;
      undoSteps.push({ name, effects });
      if (undoSteps.length > LIMITS.undoSteps) undoSteps.shift();
    },
    undo: () => takeBack(undoSteps, redoSteps),
    redo: () => takeBack(redoSteps, undoSteps),
  };
};

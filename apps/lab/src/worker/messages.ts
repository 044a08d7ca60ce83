/** What page and worker say to each other: one question, one answer, in order. */
import type { Finding } from '../scenarios/scenario.ts';
import type { Action } from '../stage/action.ts';
import type { Frame, Recording } from '../stage/frame.ts';
import type { RivalReport } from '../rivals/rival-report.ts';

/** What the page asks of the world. */
export type Ask =
  | {
      readonly type: 'load';
      readonly recording: Recording;
      readonly scenarioId: string | undefined;
      readonly atMs: number;
    }
  | { readonly type: 'play'; readonly byMs: number }
  | { readonly type: 'step' }
  | { readonly type: 'act'; readonly action: Action }
  | { readonly type: 'seek'; readonly atMs: number }
  | { readonly type: 'chaos'; readonly on: boolean };

/** What the world answers. */
export interface Answer {
  readonly frame: Frame;
  /** The world is another one: forget what the frames before said. */
  readonly isFresh: boolean;
  readonly recording: Recording | undefined;
  /** A scenario came to its end: what became of its promises. */
  readonly findings: readonly Finding[] | undefined;
  readonly rivals: readonly RivalReport[] | undefined;
}

/** A question with the number that its answer will carry. */
export interface Question {
  readonly id: number;
  readonly ask: Ask;
  /** Whether the naive rivals are wanted beside. */
  readonly compare: boolean;
}

/** An answer, or the worker's last words. */
export type Reply =
  { readonly id: number; readonly answer: Answer } | { readonly id: number; readonly failure: string };

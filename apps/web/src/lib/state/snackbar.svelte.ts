import type { LaterMessages } from '../messages/messages.ts';
import type { Schedule } from './schedule.ts';

/** One short message at the foot of the screen, with at most one thing to do about it. */
export interface Snack {
  /** What it says; a function where the words are not among those of the first view: they are there once it is shown. */
  readonly text: string | ((later: LaterMessages) => string);
  readonly action?: { readonly label: string; readonly act: () => void };
  /** Stays until it is answered. */
  readonly stays?: boolean;
}

/** Long enough to read and to reach for "Undo" with a thumb that is busy elsewhere. */
const ACTION_SHOWN_MS = 8_000;
const PLAIN_SHOWN_MS = 3_500;

/** Shows one message at a time; a new one takes the place of the old, for a while if that one stays. */
export class Snackbar {
  #current: Snack | undefined = $state.raw();
  /** The last one that stays: it comes back when a passing one goes. */
  #staying: Snack | undefined;
  #cancel: () => void = () => undefined;
  readonly #schedule: Schedule;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  get current(): Snack | undefined {
    return this.#current;
  }

  show(snack: Snack): void {
    if (snack.stays) this.#staying = snack;
    this.#current = snack;
    this.#startTimer();
  }

  /** Takes the message away; without an argument whichever is shown, else only that one. */
  dismiss(snack = this.#current): void {
    if (snack === this.#staying) this.#staying = undefined;
    if (snack !== this.#current || !snack) return;
    this.#cancel();
    this.#current = this.#staying;
  }

  act(): void {
    const action = this.#current?.action;
    this.dismiss();
    action?.act();
  }

  /** While a pointer rests on it or the focus is in it, time stands still (WCAG 2.2.1). */
  hold(): void {
    this.#cancel();
  }

  release(): void {
    this.#startTimer();
  }

  #startTimer(): void {
    this.#cancel();
    const snack = this.#current;
    if (!snack || snack.stays) return;
    const shownMs = snack.action ? ACTION_SHOWN_MS : PLAIN_SHOWN_MS;
    this.#cancel = this.#schedule(() => {
      this.dismiss(snack);
    }, shownMs);
  }
}

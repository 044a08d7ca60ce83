/**
 * An act of a screen that takes keys, storage or a relay: it lasts a while, nothing else is begun meanwhile, and if it comes to
 * nothing the person is told.
 */
export class Attempt {
  #isBusy = $state(false);
  /** What stands in its way, in words for the screen; empty when nothing does. */
  trouble = $state('');

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Does it; true if it was done. What it throws is said as `failed`. */
  async run(act: () => Promise<unknown> | undefined, failed: string): Promise<boolean> {
    this.#isBusy = true;
    this.trouble = '';
    try {
      await act();
      return true;
    } catch (error) {
      console.error('An act came to nothing', error);
      this.trouble = failed;
      return false;
    } finally {
      this.#isBusy = false;
    }
  }
}

/**
 * What a screen reader hears beside the focus. One polite region for the whole app: two texts in a row that are equal
 * are made different by an invisible character, or the second would not be spoken.
 */
export class Announcer {
  #text = $state('');

  get text(): string {
    return this.#text;
  }

  say(text: string): void {
    this.#text = text === this.#text ? `${text}\u00a0` : text;
  }
}

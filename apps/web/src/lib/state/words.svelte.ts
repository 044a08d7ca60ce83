import type { AisleNames, UnitWords } from '@tote/list';
import { numberStyleOf } from '@tote/list/numbers';
import { ENGLISH, type FirstWords, LANGUAGES, type LanguageCode } from '../messages/language.ts';
import type { LaterMessages, Messages } from '../messages/messages.ts';

/** The language in use and its strings. */
export class Words {
  #code: LanguageCode = $state('en');
  #first: FirstWords = $state.raw(ENGLISH);
  #later: LaterMessages | undefined = $state.raw();

  get code(): LanguageCode {
    return this.#code;
  }

  /** Strings of the first view. */
  get messages(): Messages {
    return this.#first.messages;
  }

  /** Words for units. */
  get unitWords(): UnitWords {
    return this.#first.unitWords;
  }

  /** Names of aisles. */
  get aisleNames(): AisleNames {
    return this.#first.aisleNames;
  }

  /** Strings of everything else. Whatever uses them is fetched together with them: see `loadLater`. */
  get later(): LaterMessages {
    if (!this.#later) throw new Error('these words are used before they were loaded');
    return this.#later;
  }

  get direction(): 'ltr' | 'rtl' {
    return LANGUAGES[this.#code].direction;
  }

  /** A number as the language writes it. */
  number(value: number): string {
    return numberStyleOf(this.#code).format(value);
  }

  /** Loads and uses a language; when it cannot be fetched (off-line, not yet stored) the present one stays. */
  async use(code: LanguageCode): Promise<void> {
    try {
      const { load, loadLater } = LANGUAGES[code];
      const [first, later] = await Promise.all([load(), this.#later && loadLater()]);
      this.#first = first;
      this.#later = later;
      this.#code = code;
    } catch (error) {
      console.warn('This language could not be loaded, the present one stays', error);
    }
  }

  /** Makes `later` ready in the language in use. */
  async loadLater(): Promise<void> {
    const code = this.#code;
    const later = this.#later ?? (await LANGUAGES[code].loadLater());
    // Another language was chosen meanwhile: then those words are wanted.
    if (code === this.#code) this.#later = later;
    else await this.loadLater();
  }
}

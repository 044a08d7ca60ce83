import type { AisleNames, UnitWords } from '@tote/list';
import { numberStyleOf } from '@tote/list/numbers';
import { ENGLISH, type FirstWords, LANGUAGES, type LanguageCode } from '../messages/language.ts';
import type { LaterMessages, Messages } from '../messages/messages.ts';
import { untilFetched } from '../until-fetched.ts';

/** The language in use and its strings. */
export class Words {
  #code: LanguageCode = $state('en');
  /** The last wish. */
  #wanted: LanguageCode = 'en';
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

  /**
   * Uses a language once it is there, unless another is wished for by then. Resolves when it is used or cannot be fetched at
   * once (off-line, not yet stored): the present one stays meanwhile.
   */
  use(code: LanguageCode): Promise<void> {
    this.#wanted = code;
    return new Promise((resolve) => {
      void untilFetched(() => this.#load(code), { onFailure: resolve }).then(resolve);
    });
  }

  async #load(code: LanguageCode): Promise<void> {
    if (code !== this.#wanted) return;
    const { load, loadLater } = LANGUAGES[code];
    const first = await load();
    let later: LaterMessages | undefined;
    // A part of the app may have come to need them while they were fetched.
    while (this.#later && !later) later = await loadLater();
    if (code !== this.#wanted) return;
    this.#first = first;
    this.#later = later;
    this.#code = code;
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

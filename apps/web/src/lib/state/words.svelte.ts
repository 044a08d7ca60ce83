import { en } from '../messages/en.ts';
import { LANGUAGES, type LanguageCode } from '../messages/language.ts';
import type { Messages } from '../messages/messages.ts';

/** The language in use and its strings. */
export class Words {
  #code: LanguageCode = $state('en');
  #messages: Messages = $state.raw(en);

  get code(): LanguageCode {
    return this.#code;
  }

  get messages(): Messages {
    return this.#messages;
  }

  get direction(): 'ltr' | 'rtl' {
    return LANGUAGES[this.#code].direction;
  }

  /** A number as the language writes it. */
  number(value: number): string {
    return new Intl.NumberFormat(this.#code).format(value);
  }

  /** Loads and uses a language; when it cannot be fetched (off-line, not yet stored) the present one stays. */
  async use(code: LanguageCode): Promise<void> {
    try {
      this.#messages = await LANGUAGES[code].load();
      this.#code = code;
    } catch (error) {
      console.warn('This language could not be loaded, the present one stays', error);
    }
  }
}

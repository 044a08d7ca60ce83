import type { ProductGuide } from '../engine/list-engine.ts';

/** The product guide of the language in use, once it is there. */
export class ProductGuides {
  #guide: ProductGuide | undefined = $state.raw();
  #language = '';
  #ready: Promise<void> = Promise.resolve();
  readonly #load: (language: string) => Promise<ProductGuide>;

  constructor(load: (language: string) => Promise<ProductGuide>) {
    this.#load = load;
  }

  get current(): ProductGuide | undefined {
    return this.#guide;
  }

  /** Whether a product of this name is known; none is before the guide is there. */
  isProduct(name: string): boolean {
    return this.#guide?.isProduct(name) ?? false;
  }

  /** Fetches the guide of a language, unless it is here; resolves when it is, or cannot be had. */
  use(language: string): Promise<void> {
    if (language !== this.#language) {
      this.#language = language;
      this.#ready = this.#fetch(language);
    }
    return this.#ready;
  }

  async #fetch(language: string): Promise<void> {
    try {
      const guide = await this.#load(language);
      if (language === this.#language) this.#guide = guide;
    } catch (error) {
      this.#language = '';
      console.warn('There are no suggestions: their part of Tote could not be loaded', error);
    }
  }
}

/** Chromium's offer to install; not in TypeScript's library. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

/** Two panes from here on; the styles say the same. */
const WIDE = '(min-width: 60rem)';

/** What a device is, in names that no language changes: the most telling first. */
const KINDS = ['iPhone', 'iPad', 'Android', 'Windows', 'Macintosh', 'CrOS', 'Linux'] as const;

/** What the browser calls itself; an iPad says Macintosh, but no Macintosh feels several fingers. */
const agent = navigator.maxTouchPoints > 1 ? navigator.userAgent.replace('Macintosh', 'iPad') : navigator.userAgent;

/** Whether the browser promised not to clear the lists when it runs out of room. */
export type Persistence = 'promised' | 'not-promised' | 'unknown';

/** What this browser gives to the page, where a person should know about it. */
export class Device {
  #persistence: Persistence = $state('unknown');
  #usedBytes: number | undefined = $state();
  #quotaBytes: number | undefined = $state();
  #isMemoryOnly = $state(false);
  #offer: InstallOffer | undefined = $state.raw();
  #isWide = $state(false);
  readonly isSecure = window.isSecureContext;
  readonly isInstalled = matchMedia('(display-mode: standalone)').matches;
  /** iOS installs from its share menu and offers no event for it. */
  readonly isIos = /iphone|ipad|ipod/i.test(agent);
  /** A first name for this device among a person's own; empty if the browser does not tell. */
  readonly kind = KINDS.find((kind) => agent.includes(kind)) ?? '';
  readonly canShare = 'share' in navigator;

  constructor() {
    const wide = matchMedia(WIDE);
    this.#isWide = wide.matches;
    wide.addEventListener('change', () => {
      this.#isWide = wide.matches;
    });
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#offer = event as InstallOffer;
    });
    addEventListener('appinstalled', () => {
      this.#offer = undefined;
    });
  }

  /** There is room for the lists beside the list. */
  get isWide(): boolean {
    return this.#isWide;
  }

  get persistence(): Persistence {
    return this.#persistence;
  }

  get usedBytes(): number | undefined {
    return this.#usedBytes;
  }

  /** How much the browser lets this page store. */
  get quotaBytes(): number | undefined {
    return this.#quotaBytes;
  }

  /** The browser refused to keep anything at all. */
  get isMemoryOnly(): boolean {
    return this.#isMemoryOnly;
  }

  get canInstall(): boolean {
    return this.#offer !== undefined;
  }

  noteMemoryOnly(): void {
    this.#isMemoryOnly = true;
  }

  async install(): Promise<void> {
    const offer = this.#offer;
    this.#offer = undefined;
    await offer?.prompt();
  }

  /** Asks once there is something to keep; browsers that ask the person back do so then, and not at the first visit. */
  async askToPersist(): Promise<void> {
    if (!('storage' in navigator)) return;
    try {
      this.#persistence = (await navigator.storage.persist()) ? 'promised' : 'not-promised';
    } catch (error) {
      console.warn('The browser did not say whether it keeps the lists', error);
    }
  }

  async measure(): Promise<void> {
    if (!('storage' in navigator)) return;
    try {
      this.#persistence = (await navigator.storage.persisted()) ? 'promised' : 'not-promised';
      const { usage, quota } = await navigator.storage.estimate();
      this.#usedBytes = usage;
      this.#quotaBytes = quota;
    } catch (error) {
      console.warn('The browser did not say how much it stores', error);
    }
  }
}

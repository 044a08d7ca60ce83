import type { Arrival } from '../arrival/arrival.ts';
import type { LinkReading, ListEngine, OpenedList, ProductGuide } from '../engine/list-engine.ts';
import { chooseLanguage, isLanguageCode, type LanguageCode } from '../messages/language.ts';
import type { Settings, ShelfEntry, ShelfStore } from '../shelf/shelf-store.ts';
import { once } from '../once.ts';
import { Announcer } from './announcer.svelte.ts';
import type { AppVersion } from './app-version.svelte.ts';
import type { Device } from './device.svelte.ts';
import { ListState } from './list-state.svelte.ts';
import { OpenLists } from './open-lists.ts';
import type { Opening } from './opening.svelte.ts';
import type { Router } from './router.svelte.ts';
import type { OwnDevices } from './own-devices.svelte.ts';
import { ProductGuides } from './product-guides.svelte.ts';
import type { Schedule } from './schedule.ts';
import type { SheetRequest } from './sheet-request.ts';
import { Shelf } from './shelf.svelte.ts';
import { type Snack, Snackbar } from './snackbar.svelte.ts';
import { Words } from './words.svelte.ts';

/** What the app is made of; `main.ts` chooses. */
export interface AppDeps {
  readonly store: ShelfStore;
  readonly engine: () => Promise<ListEngine>;
  readonly guide: (language: string) => Promise<ProductGuide>;
  readonly router: Router;
  readonly arrival: Arrival;
  readonly device: Device;
  readonly version: AppVersion;
  readonly schedule: Schedule;
  readonly random: (length: number) => Uint8Array;
  readonly nowMs: () => number;
  readonly browserLanguages: readonly string[];
}

/** Everything the screens share. */
export class App {
  readonly words = new Words();
  readonly announcer = new Announcer();
  readonly snackbar: Snackbar;
  readonly shelf: Shelf;
  readonly guides: ProductGuides;
  readonly lists: OpenLists;
  readonly router: Router;
  readonly device: Device;
  readonly version: AppVersion;
  /** A list that was just made is there to be filled. */
  eagerLocalId = '';
  /** A line that was searched for: its list shows where it is. */
  wantedLine: string | undefined = $state.raw();
  #sheet: SheetRequest | undefined = $state.raw();
  readonly #deps: AppDeps;

  constructor(deps: AppDeps) {
    this.#deps = deps;
    this.router = deps.router;
    this.device = deps.device;
    this.version = deps.version;
    this.snackbar = new Snackbar(deps.schedule);
    let told: Snack | undefined;
    this.shelf = new Shelf({
      store: deps.store,
      random: deps.random,
      nowMs: deps.nowMs,
      schedule: deps.schedule,
      onFailure: (error) => {
        console.error('The book of lists could not be saved', error);
        told = { text: this.words.messages.notices.shelfFailed, stays: true };
        this.snackbar.show(told);
      },
      onWritten: () => {
        if (told) this.snackbar.dismiss(told);
      },
      onOutsideChange: (before) => {
        this.#followOtherTab(before);
      },
    });
    this.guides = new ProductGuides(deps.guide);
    this.lists = new OpenLists({
      engine: deps.engine,
      language: () => this.words.code,
      isProduct: (name) => this.guides.isProduct(name),
      createState: (entry, opened) => this.#createState(entry, opened),
    });
  }

  /** What knows documents, keys and sync. */
  engine(): Promise<ListEngine> {
    return this.#deps.engine();
  }

  get sheet(): SheetRequest | undefined {
    return this.#sheet;
  }

  /** The link this tab was opened with and that waits for an answer. */
  get arrival(): Arrival {
    return this.#deps.arrival;
  }

  async start(): Promise<void> {
    await this.shelf.load();
    // On its way from the disk while the screen is made.
    void this.openingNamed();
    await this.words.use(this.#language());
  }

  /** The list that the address names, on its way to the screen. */
  openingNamed(): Opening | undefined {
    const { route } = this.router;
    const entry = route.name === 'list' ? this.shelf.byLocalId(route.localId) : undefined;
    return entry && this.lists.open(entry);
  }

  openSheet(request: SheetRequest): void {
    this.#sheet = request;
  }

  closeSheet(): void {
    this.#sheet = undefined;
  }

  /** Whether the add bar of this list should take the focus: asked once, right after the list was made. */
  takeEagerness(localId: string): boolean {
    const isEager = this.eagerLocalId === localId;
    this.eagerLocalId = '';
    return isEager;
  }

  async readLink(text: string): Promise<LinkReading> {
    return (await this.#deps.engine()).readLink(text);
  }

  /** Something is being typed or chosen that a reload would lose. */
  get isBusy(): boolean {
    return this.#sheet !== undefined || this.lists.all.some(({ edit }) => edit.draft !== '');
  }

  setPersonName(name: string): void {
    const personName = name.trim();
    this.shelf.set({ personName });
    this.#tellPersonName();
  }

  setTheme(theme: 'light' | 'dark' | undefined): void {
    this.shelf.set({ theme });
  }

  async setLanguage(language: LanguageCode | undefined): Promise<void> {
    this.shelf.set({ language });
    await this.words.use(this.#language());
  }

  /** The page may be about to go. */
  flush(): void {
    for (const list of this.lists.all) list.flush();
  }

  #tellPersonName(): void {
    for (const list of this.lists.all) list.setPersonName(this.shelf.settings.personName ?? '');
  }

  /** A device speaks one language and is one person's, in whichever tab that was said. */
  #followOtherTab(before: Settings): void {
    const { language, personName } = this.shelf.settings;
    if (language !== before.language) void this.words.use(this.#language());
    if (personName !== before.personName) this.#tellPersonName();
    for (const { safety, shop } of this.lists.all) safety.setShopping(shop.isOn);
  }

  #language(): LanguageCode {
    const { language } = this.shelf.settings;
    return language !== undefined && isLanguageCode(language) ? language : chooseLanguage(this.#deps.browserLanguages);
  }

  #createState(entry: ShelfEntry, opened: OpenedList): ListState {
    const state = new ListState({
      localId: entry.localId,
      opened,
      words: this.words,
      snackbar: this.snackbar,
      announcer: this.announcer,
      schedule: this.#deps.schedule,
      onGlance: (glance) => {
        this.shelf.glance(entry.localId, glance);
      },
      ways: {
        // Also of a list that was left: another tab may still show it, and would write over what is kept for its return.
        read: () => this.shelf.anyByListId(entry.listId)?.ways ?? {},
        change: (ways) => {
          this.shelf.setWays(entry.localId, ways);
        },
      },
      guides: this.guides,
    });
    state.setPersonName(this.shelf.settings.personName ?? '');
    return state;
  }

  /** The person's own devices; fetched when they are first asked for. */
  readonly ownDevices: () => Promise<OwnDevices> = once(async () => {
    const { OwnDevices } = await import('./own-devices.svelte.ts');
    const devices = new OwnDevices(this);
    await devices.start();
    return devices;
  });

  /** Opens lists that came without being on the screen, so that what waits in them goes out. */
  async openRest(): Promise<void> {
    await this.lists.openRest(this.shelf.lists);
  }
}

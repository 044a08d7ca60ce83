import type { ExchangeItem } from '@tote/list';
import type { Arrival } from '../arrival/arrival.ts';
import type { LinkFacts, LinkReading, ListEngine, OpenedList, ProductGuide } from '../engine/list-engine.ts';
import { chooseLanguage, isLanguageCode, type LanguageCode } from '../messages/language.ts';
import type { ShelfEntry, ShelfStore } from '../shelf/shelf-store.ts';
import { Announcer } from './announcer.svelte.ts';
import type { AppVersion } from './app-version.svelte.ts';
import type { Device } from './device.svelte.ts';
import { ListState } from './list-state.svelte.ts';
import { OpenLists } from './open-lists.ts';
import type { Opening } from './opening.svelte.ts';
import { listPath, type Router } from './router.svelte.ts';
import type { OwnDevices } from './own-devices.svelte.ts';
import { ProductGuides } from './product-guides.svelte.ts';
import type { Schedule } from './schedule.ts';
import type { SheetRequest } from './sheet-request.ts';
import { Shelf } from './shelf.svelte.ts';
import { Snackbar } from './snackbar.svelte.ts';
import { Words } from './words.svelte.ts';

/** A quiet moment after start, before lists that are not on screen are opened, in milliseconds. */
const OPEN_REST_AFTER_MS = 1_500;

/** How a new list begins. */
export interface NewList {
  readonly title: string;
  readonly emoji: string;
  readonly colour: string;
  /** Lines that it has from the start. */
  readonly items?: readonly ExchangeItem[];
}

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
  #sheet: SheetRequest | undefined = $state.raw();
  #eagerLocalId = '';
  #ownDevices: Promise<OwnDevices> | undefined;
  readonly #deps: AppDeps;

  constructor(deps: AppDeps) {
    this.#deps = deps;
    this.router = deps.router;
    this.device = deps.device;
    this.version = deps.version;
    this.snackbar = new Snackbar(deps.schedule);
    this.shelf = new Shelf({
      store: deps.store,
      random: deps.random,
      nowMs: deps.nowMs,
      schedule: deps.schedule,
      onFailure: (error) => {
        console.error('The book of lists could not be saved', error);
        this.snackbar.show({ text: this.words.messages.notices.shelfFailed, stays: true });
      },
    });
    this.guides = new ProductGuides(deps.guide);
    this.lists = new OpenLists({
      engine: deps.engine,
      language: () => this.words.code,
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
    this.#deps.schedule(() => void this.#openRest(), OPEN_REST_AFTER_MS);
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

  async makeList(wish: NewList): Promise<void> {
    const engine = await this.#deps.engine();
    const entry = this.shelf.add(await engine.createList(), {
      title: wish.title,
      emoji: wish.emoji,
      colour: wish.colour,
    });
    const list = await this.lists.open(entry).ready;
    list.edit.setDetails(wish);
    const { items } = wish;
    if (items && items.length > 0) list.edit.perform((one) => one.importItems(items));
    this.#eagerLocalId = entry.localId;
    this.closeSheet();
    this.router.go(listPath(entry.localId));
    await this.device.askToPersist();
  }

  /** Whether the add bar of this list should take the focus: asked once, right after the list was made. */
  takeEagerness(localId: string): boolean {
    const isEager = this.#eagerLocalId === localId;
    this.#eagerLocalId = '';
    return isEager;
  }

  async readLink(text: string): Promise<LinkReading> {
    return (await this.#deps.engine()).readLink(text);
  }

  /** Puts the list of an answered link on the shelf and shows it. */
  async join(facts: LinkFacts): Promise<void> {
    const known = this.shelf.byListId(facts.listId);
    const entry = this.shelf.add(facts);
    // It was open for looking only: open it again with the keys that may write.
    if (known && known.link !== entry.link) await this.lists.close(entry.localId);
    this.arrival.forget();
    this.router.replace(listPath(entry.localId));
    await this.device.askToPersist();
  }

  declineLink(): void {
    this.arrival.forget();
    this.router.replace('/');
  }

  /** Takes the list off this device's shelf; its copy stays for a while, so that this can be undone. */
  leave(localId: string): void {
    const title = this.shelf.byLocalId(localId)?.glance.title ?? '';
    void this.lists.closeIfSent(localId);
    this.shelf.leave(localId);
    this.router.go('/');
    const { app, glance } = this.words.messages;
    const { left } = this.words.later.shelf.lists;
    const act = () => {
      this.shelf.comeBack(localId);
    };
    this.snackbar.show({ text: left(title === '' ? glance.untitled : title), action: { label: app.undo, act } });
  }

  setPersonName(name: string): void {
    const personName = name.trim();
    this.shelf.set({ personName });
    for (const list of this.lists.all) list.setPersonName(personName);
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
        read: () => this.shelf.byLocalId(entry.localId)?.ways ?? {},
        write: (ways) => {
          this.shelf.setWays(entry.localId, ways);
        },
      },
      guides: this.guides,
    });
    state.setPersonName(this.shelf.settings.personName ?? '');
    return state;
  }

  /** The person's own devices; fetched when they are first asked for. */
  ownDevices(): Promise<OwnDevices> {
    return (this.#ownDevices ??= (async () => {
      const { OwnDevices } = await import('./own-devices.svelte.ts');
      const devices = new OwnDevices(this);
      await devices.start();
      return devices;
    })());
  }

  /** Opens lists that came without being on the screen, so that what waits in them goes out. */
  async openRest(): Promise<void> {
    await this.lists.openRest(this.shelf.lists);
  }

  async #openRest(): Promise<void> {
    const { keyring, formerKeyrings = [] } = this.shelf.settings;
    if (keyring || formerKeyrings.length > 0) await this.ownDevices();
    const engine = await this.#deps.engine();
    for (const entry of this.shelf.overdue()) {
      await engine.forget(entry.listId);
      this.shelf.drop(entry.localId);
      // It is over for everyone: the other devices need not keep it either. One that was only left here stays on them.
      if (keyring && entry.deletedAtMs !== undefined) (await this.ownDevices()).forgetList(entry.listId);
    }
    await this.openRest();
  }
}

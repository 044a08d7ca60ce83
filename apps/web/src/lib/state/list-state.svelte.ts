import type { HistoryEvent, Incoming, Line, LineId, ListView, Suggest } from '@tote/list';
import type { readHistory } from '@tote/list/history';
import type { OpenedList, UnlockedList } from '../engine/list-engine.ts';
import type { Glance } from '../shelf/shelf-store.ts';
import type { Announcer } from './announcer.svelte.ts';
import { type AisleGroup, OTHER_AISLE } from '@tote/list';
import { ListAisles } from './list-aisles.svelte.ts';
import { ListEditing } from './list-editing.svelte.ts';
import { ListSafety } from './list-safety.svelte.ts';
import { ListShop } from './list-shop.svelte.ts';
import { type WaysKeeper, Ways } from './list-ways.svelte.ts';
import { changesBetween } from './changes-between.ts';
import { OthersNews } from './others-news.ts';
import type { ProductGuides } from './product-guides.svelte.ts';
import type { Schedule } from './schedule.ts';
import { SinceLooked } from './since-looked.svelte.ts';
import { SettlingTicks } from './settling-ticks.svelte.ts';
import type { Snackbar } from './snackbar.svelte.ts';
import type { Words } from './words.svelte.ts';

/** Pause before the shelf's picture of the list is stored, in milliseconds. */
const GLANCE_AFTER_MS = 250;

/** What one open list's screen state is made of. */
export interface ListStateDeps {
  readonly localId: string;
  readonly opened: OpenedList;
  readonly words: Words;
  readonly snackbar: Snackbar;
  readonly announcer: Announcer;
  readonly schedule: Schedule;
  readonly onGlance: (glance: Glance) => void;
  readonly ways: WaysKeeper;
  readonly guides: ProductGuides;
}

/**
 * One open list for the screens: its newest view, what a person can do to it (`edit`) and how safe it is (`safety`).
 * What an act changed comes back through the same subscription as everybody else's changes.
 */
export class ListState {
  #view: ListView = $state.raw() as ListView;
  readonly edit: ListEditing;
  readonly safety: ListSafety;
  readonly ways: Ways;
  readonly aisles: ListAisles;
  readonly shop: ListShop;
  readonly sinceLooked: SinceLooked;
  readonly #deps: ListStateDeps;
  readonly #settling: SettlingTicks;
  readonly #news: OthersNews;
  readonly #unsubscribe: () => void;
  #isLookedAt = false;
  #cancelGlance: (() => void) | undefined;

  /** A value of its own: each row asks, and must not be drawn anew with every view. */
  readonly canEdit: boolean = $derived.by(() => this.isEditor && !this.#view.isNewer && !this.#view.lockChange);

  /** Lines still to get, and those whose tick is too fresh to move, as this device groups them. */
  readonly groups: readonly AisleGroup[] = $derived.by(() => {
    const { trip } = this.shop;
    const lines = this.#view.lines.filter(
      ({ id, ticked }) => (!ticked || this.#settling.has(id)) && !trip?.missing.includes(id),
    );
    if (this.aisles.isOn) return this.aisles.group(lines);
    return lines.length > 0 ? [{ aisle: '', lines }] : [];
  });
  /** The same lines, one after another as they are shown. */
  readonly openLines: readonly Line[] = $derived(this.groups.flatMap(({ lines }) => lines));
  /** Lines that were put aside on this trip. */
  readonly missingLines: readonly Line[] = $derived.by(() => {
    const missing = this.shop.trip?.missing ?? [];
    return missing.length === 0 ? [] : this.#view.lines.filter(({ id, ticked }) => !ticked && missing.includes(id));
  });
  readonly doneLines: readonly Line[] = $derived.by(() =>
    this.#view.lines.filter((line) => line.ticked && !this.#settling.has(line.id)),
  );

  constructor(deps: ListStateDeps) {
    this.#deps = deps;
    const { opened, schedule, words, announcer, snackbar } = deps;
    this.#view = opened.list.view;
    this.ways = new Ways(deps.ways);
    this.sinceLooked = new SinceLooked(this.ways, opened.list.isOwn);
    this.shop = new ListShop(this.ways, () => {
      this.safety.setShopping(this.shop.isOn);
    });
    this.#settling = new SettlingTicks(schedule, () => this.shop.isOn);
    this.aisles = new ListAisles({ opened, view: () => this.#view, ways: this.ways, guides: deps.guides });
    this.#news = new OthersNews(schedule, (added, ticked) => {
      const { list } = words.messages;
      const texts = [added > 0 ? list.othersAdded(added) : '', ticked > 0 ? list.othersTicked(ticked) : ''];
      announcer.say(texts.filter((text) => text !== '').join('. '));
    });
    this.safety = new ListSafety(opened, schedule, () => {
      this.#glanceSoon();
    });
    this.edit = new ListEditing({
      list: opened.list,
      openLines: () => this.openLines,
      aisles: this.aisles,
      shop: this.shop,
      device: opened.device,
      safety: this.safety,
      settling: this.#settling,
      words,
      snackbar,
      announcer,
      schedule,
    });
    this.safety.setShopping(this.shop.isOn);
    this.#unsubscribe = opened.list.subscribe((view) => {
      this.#onView(view);
    });
    this.#glanceSoon();
  }

  /** Adds a text once amounts are understood, which takes the first moments of a page. */
  async add(text: string): Promise<void> {
    await this.#deps.opened.whenTextIsRead();
    this.edit.add(text);
  }

  /** Adds what stands in the add bar. It is taken at once, so that what is typed next neither waits nor replaces it. */
  async addDraft(): Promise<void> {
    const { draft } = this.edit;
    if (draft.trim() === '') return;
    this.edit.draft = '';
    await this.add(draft);
  }

  get localId(): string {
    return this.#deps.localId;
  }

  /** Name of this device's lanes: what the list's people and notices call it. */
  get device(): string {
    return this.#deps.opened.device;
  }

  /** This device holds the edit link. */
  get isEditor(): boolean {
    return this.#deps.opened.role === 'edit';
  }

  get view(): ListView {
    return this.#view;
  }

  /** Nothing of it was ever here, not even its name: it was joined, and is still to be fetched. */
  get isAwaited(): boolean {
    return this.safety.reading !== 'read' && this.#view.title === '' && this.#view.lines.length === 0;
  }

  lineById(id: LineId): Line | undefined {
    return this.#view.lines.find((line) => line.id === id);
  }

  /** Only those who gave a name: an id tells a person nothing. */
  named(people: readonly string[]): readonly string[] {
    const names = [...this.#view.people.values()];
    return people.filter((person) => names.includes(person));
  }

  /** What to call a person of this list in the words of this device. */
  personText(by: string): string {
    const { history, faces } = this.#deps.words.later.shopping;
    if (this.#isMe(by)) return history.you;
    return this.named([by]).length > 0 ? by : faces.somebody;
  }

  /** How a text is understood, before any of it goes onto the list. */
  read(text: string): Incoming {
    // What is on the list decides, too.
    void this.#view;
    return this.#deps.opened.list.read(text);
  }

  /** Who did what, newest first. */
  history(read: typeof readHistory): readonly HistoryEvent[] {
    return this.#deps.opened.list.history(read);
  }

  /** Suggestions for what is typed, from this list's products and the catalogue, once these are there. */
  prepareSuggestions(): Suggest | undefined {
    return this.#deps.guides.current?.suggesterFor(this.#deps.opened.list);
  }

  amountText(line: Pick<Line, 'amounts'>): string {
    return this.#deps.opened.amountText(line, this.#deps.words);
  }

  /** What people call an aisle; nothing where there is no grouping. */
  aisleName(aisle: string): string {
    if (aisle === '') return '';
    const { messages } = this.#deps.words;
    return aisle === OTHER_AISLE ? messages.list.otherAisle : this.#deps.opened.aisleName(aisle, this.#deps.words);
  }

  unitNames(): readonly { readonly id: string; readonly name: string }[] {
    return this.#deps.opened.unitNames(this.#deps.words);
  }

  /** The keys, for what leaves this device. */
  unlock(): Promise<UnlockedList> {
    return this.#deps.opened.unlock();
  }

  /** Tells the others what to call this device. Viewers can only say it while they are here. */
  setPersonName(name: string): void {
    this.safety.setPersonName(name);
    if (this.canEdit) this.edit.setPersonName(name);
  }

  /** The list comes onto the screen, or goes from it. */
  setLookedAt(isLookedAt: boolean): void {
    this.#isLookedAt = isLookedAt;
    if (isLookedAt) this.sinceLooked.look();
    else this.sinceLooked.lookAway(this.#view.lines);
    // What is new on it is part of the shelf's picture.
    this.#glanceSoon();
  }

  /** Hands the shelf its picture of the list now: the page may be about to go. */
  flush(): void {
    this.#cancelGlance?.();
    this.#cancelGlance = undefined;
    if (this.#isLookedAt) this.sinceLooked.keep(this.#view.lines);
    if (this.aisles.isOn) this.aisles.keepGuesses(this.#view.lines);
    // Its own copy cannot be read, and nobody has told of it yet: what the shelf remembers is all there is.
    if (this.isAwaited && this.safety.status.local.state === 'failing') return;
    this.#deps.onGlance(this.glance);
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#news.stop();
    this.#settling.clear();
    this.edit.stop();
    this.safety.stop();
    this.flush();
    this.#deps.opened.list.dispose();
    await this.#deps.opened.close();
  }

  /** What a row of the list of lists tells of it. */
  get glance(): Glance {
    const { title, look, openCount, doneCount, deletion, lockChange } = this.#view;
    return {
      title,
      emoji: look.emoji ?? '',
      colour: look.colour ?? '',
      openCount,
      doneCount,
      waiting: this.safety.status.waiting,
      newCount: this.#isLookedAt ? 0 : this.sinceLooked.unseen(this.#view.lines),
      deletedBy: deletion && (this.named([deletion.by])[0] ?? ''),
      isDeletedHere: deletion?.device === this.device,
      isLocked: lockChange !== undefined,
    };
  }

  #isMe(by: string): boolean {
    return by === this.device || by === this.#view.people.get(this.device);
  }

  #onView(view: ListView): void {
    const { opened } = this.#deps;
    const before = this.#view;
    this.#view = view;
    this.edit.noteHistory();
    this.safety.noteChange();
    this.#glanceSoon();
    const { isActing } = this.edit;
    this.sinceLooked.noteOwn(before.lines, view.lines, isActing && !this.#isLookedAt);
    if (isActing) return;
    const { added, ticked } = changesBetween(before, view);
    this.#news.note(
      added.filter(({ itemIds }) => !itemIds.every(opened.list.isOwn)).length,
      ticked.filter(({ tickedBy }) => !tickedBy.every((by) => this.#isMe(by))).length,
    );
    for (const { id } of ticked) this.#settling.hold(id);
  }

  #glanceSoon(): void {
    this.#cancelGlance ??= this.#deps.schedule(() => {
      this.flush();
    }, GLANCE_AFTER_MS);
  }
}

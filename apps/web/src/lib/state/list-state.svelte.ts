import type { Amount, Line, LineId, ListView } from '@tote/list';
import type { OpenedList } from '../engine/list-engine.ts';
import type { Messages } from '../messages/language.ts';
import type { Glance, Role } from '../shelf/shelf-store.ts';
import type { Announcer } from './announcer.svelte.ts';
import { ListSafety } from './list-safety.svelte.ts';
import { OthersNews } from './others-news.ts';
import type { Schedule } from './schedule.ts';
import { SettlingTicks } from './settling-ticks.svelte.ts';
import type { Snackbar } from './snackbar.svelte.ts';
import type { Words } from './words.svelte.ts';

/** Pause before the shelf's picture of the list is stored. */
const GLANCE_AFTER_MS = 600;
/** How long a line that was just added is tinted. */
const FRESH_MS = 1_000;

/** What one open list's screen state is made of. */
export interface ListStateDeps {
  readonly localId: string;
  readonly opened: OpenedList;
  readonly words: Words;
  readonly snackbar: Snackbar;
  readonly announcer: Announcer;
  readonly schedule: Schedule;
  readonly onGlance: (glance: Glance) => void;
}

/**
 * One open list for the screens: its newest view and the acts a person can do. Acts go to the document at once; what
 * they changed comes back through the same subscription as everybody else's changes.
 */
export class ListState {
  #view: ListView = $state.raw() as ListView;
  #fresh: ReadonlySet<string> = $state.raw(new Set());
  #canUndo = $state(false);
  #canRedo = $state(false);
  /** What is typed in the add bar: kept here, so that nothing that arrives or leaves can touch it. */
  draft = $state('');
  readonly safety: ListSafety;

  readonly #deps: ListStateDeps;
  readonly #settling: SettlingTicks;
  readonly #news: OthersNews;
  readonly #unsubscribe: () => void;
  #isOwnAct = false;
  #cancelGlance: (() => void) | undefined;
  #cancelFresh: () => void = () => undefined;

  /** Lines still to get, and those whose tick is too fresh to move. */
  readonly openLines: readonly Line[] = $derived.by(() =>
    this.#view.lines.filter((line) => !line.ticked || this.#settling.has(line.id)),
  );
  readonly doneLines: readonly Line[] = $derived.by(() =>
    this.#view.lines.filter((line) => line.ticked && !this.#settling.has(line.id)),
  );

  constructor(deps: ListStateDeps) {
    this.#deps = deps;
    this.#view = deps.opened.list.view;
    this.#settling = new SettlingTicks(deps.schedule);
    this.#news = new OthersNews(deps.schedule, (added, ticked) => {
      const { list } = this.#text;
      if (added > 0) deps.announcer.say(list.othersAdded(added));
      if (ticked > 0) deps.announcer.say(list.othersTicked(ticked));
    });
    this.safety = new ListSafety(deps.opened, deps.schedule, () => {
      this.#glanceSoon();
    });
    this.#unsubscribe = deps.opened.list.subscribe((view) => {
      this.#onView(view);
    });
    this.#noteHistory();
    this.#glanceSoon();
  }

  get localId(): string {
    return this.#deps.localId;
  }

  /** This device holds the edit link. */
  get isEditor(): boolean {
    return this.#deps.opened.role === 'edit';
  }

  /** This device's lines in the list's own book of people. */
  get device(): string {
    return this.#deps.opened.device;
  }

  get canEdit(): boolean {
    return this.isEditor && !this.#view.isNewer;
  }

  get view(): ListView {
    return this.#view;
  }

  /** Lines that were added here a moment ago. */
  get fresh(): ReadonlySet<string> {
    return this.#fresh;
  }

  get canUndo(): boolean {
    return this.#canUndo;
  }

  get canRedo(): boolean {
    return this.#canRedo;
  }

  get #text(): Messages {
    return this.#deps.words.messages;
  }

  get #list(): OpenedList['list'] {
    return this.#deps.opened.list;
  }

  /** Only those who gave a name: an id tells a person nothing. */
  named(people: readonly string[]): readonly string[] {
    const names = new Set(this.#view.people.values());
    return people.filter((person) => names.has(person));
  }

  lineById(id: LineId): Line | undefined {
    return this.#view.lines.find((line) => line.id === id);
  }

  amountText(line: Line): string {
    return this.#deps.opened.amountText(line, this.#deps.words.code);
  }

  unitNames(): readonly { readonly id: string; readonly name: string }[] {
    return this.#deps.opened.unitNames(this.#deps.words.code);
  }

  linkText(role: Role): string | undefined {
    return this.#deps.opened.linkText(role);
  }

  addDraft(): void {
    const text = this.draft;
    if (text.trim() === '') return;
    this.draft = '';
    this.addMany(text);
  }

  /** Adds one or many lines of text and says what came of it. */
  addMany(text: string): void {
    const known = new Set(this.#view.lines.map((line) => line.id));
    const ids = this.#act((list) => list.add(text).lineIds);
    this.safety.noteOwnChange(ids);
    this.#tint(ids);
    const { list } = this.#text;
    const [first, ...more] = ids.flatMap((id) => this.lineById(id) ?? []);
    if (!first) {
      this.draft = text;
      this.#deps.snackbar.show({ text: list.nothingToAdd });
    } else if (more.length > 0) {
      this.#offerUndo(list.addedMany(more.length + 1));
    } else {
      this.#deps.announcer.say(known.has(first.id) ? list.alreadyThere(first.name) : list.added(first.name));
    }
  }

  setTicked(line: Line, ticked: boolean): void {
    if (ticked) this.#settling.hold(line.id);
    else this.#settling.release(line.id);
    this.#change(line.id, (list) => {
      if (ticked) list.tick(line.id);
      else list.untick(line.id);
    });
  }

  rename(id: LineId, name: string): void {
    const trimmed = name.trim();
    if (trimmed === '' || this.lineById(id)?.name === trimmed) return;
    this.#change(id, (list) => {
      list.rename(id, trimmed);
    });
  }

  setNote(id: LineId, note: string): void {
    const trimmed = note.trim();
    if (this.lineById(id)?.note === trimmed) return;
    this.#change(id, (list) => {
      list.setNote(id, trimmed);
    });
  }

  setAmount(id: LineId, amount: Amount | undefined): void {
    this.#change(id, (list) => {
      list.setAmount(id, amount);
    });
  }

  increase(id: LineId, by: number): void {
    this.#change(id, (list) => {
      list.increase(id, by);
    });
  }

  remove(line: Pick<Line, 'id' | 'name'>): void {
    this.#act((list) => {
      list.remove(line.id);
    });
    this.#offerUndo(this.#text.list.removed(line.name));
  }

  /** Moves a line among the open ones; returns its new position, counted from 0. */
  moveTo(id: LineId, to: number): number {
    const others = this.openLines.filter((line) => line.id !== id);
    const position = Math.min(Math.max(to, 0), others.length);
    const before = others[position];
    const after = others[position - 1];
    this.#change(id, (list) => {
      if (before) list.move(id, { before: before.id });
      else if (after) list.move(id, { after: after.id });
    });
    return position;
  }

  clearDone(): void {
    this.#settling.clear();
    const cleared = this.#act((list) => list.clearDone());
    if (cleared > 0) this.#offerUndo(this.#text.list.cleared(cleared));
  }

  /** Name, picture and colour; what is the same already is not written. */
  setDetails({
    title,
    emoji,
    colour,
  }: {
    readonly title: string;
    readonly emoji: string;
    readonly colour: string;
  }): void {
    const { look, title: oldTitle } = this.#view;
    const newTitle = title.trim() === '' ? oldTitle : title.trim();
    this.#act((list) => {
      if (newTitle !== oldTitle) list.setTitle(newTitle);
      if (emoji !== (look.emoji ?? '') || colour !== (look.colour ?? '')) list.setLook({ emoji, colour });
    });
  }

  /** Tells the list what to call this device. Viewers can only say it while they are here. */
  setPersonName(name: string): void {
    this.safety.setPersonName(name);
    if (!this.canEdit || name === (this.#view.people.get(this.device) ?? '')) return;
    this.#act((list) => {
      list.setPersonName(name);
    });
  }

  undo(): void {
    this.#settling.clear();
    const outcome = this.#act((list) => list.undo());
    this.#deps.snackbar.show({ text: outcome.ok ? this.#text.list.undone : this.#text.list.cannotUndo });
  }

  redo(): void {
    this.#settling.clear();
    const outcome = this.#act((list) => list.redo());
    this.#deps.snackbar.show({ text: outcome.ok ? this.#text.list.redone : this.#text.list.cannotUndo });
  }

  /** Hands the shelf its picture of the list now: the page may be about to go. */
  flush(): void {
    this.#cancelGlance?.();
    this.#cancelGlance = undefined;
    const { title, look, openCount, doneCount } = this.#view;
    const { waiting } = this.safety.status;
    this.#deps.onGlance({ title, emoji: look.emoji ?? '', colour: look.colour ?? '', openCount, doneCount, waiting });
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#news.stop();
    this.#settling.clear();
    this.#cancelFresh();
    this.safety.stop();
    this.flush();
    this.#list.dispose();
    await this.#deps.opened.close();
  }

  #onView(view: ListView): void {
    const before = this.#view;
    this.#view = view;
    this.#noteHistory();
    this.safety.noteChange();
    this.#glanceSoon();
    if (!this.#isOwnAct) this.#news.note(before, view);
  }

  #act<T>(act: (list: OpenedList['list']) => T): T {
    this.#isOwnAct = true;
    // "Undo" in the message bar takes back the newest act: once there is a newer one, it would take back the wrong one.
    this.#deps.snackbar.dismiss();
    try {
      return act(this.#list);
    } finally {
      this.#isOwnAct = false;
      this.#noteHistory();
    }
  }

  #change(id: LineId, act: (list: OpenedList['list']) => void): void {
    this.#act(act);
    this.safety.noteOwnChange([id]);
  }

  #offerUndo(text: string): void {
    const action = {
      label: this.#text.app.undo,
      act: () => {
        this.undo();
      },
    };
    this.#deps.snackbar.show({ text, action });
  }

  #tint(ids: readonly string[]): void {
    this.#cancelFresh();
    this.#fresh = new Set(ids);
    this.#cancelFresh = this.#deps.schedule(() => {
      this.#fresh = new Set();
    }, FRESH_MS);
  }

  #noteHistory(): void {
    this.#canUndo = this.#list.canUndo;
    this.#canRedo = this.#list.canRedo;
  }

  #glanceSoon(): void {
    this.#cancelGlance ??= this.#deps.schedule(() => {
      this.flush();
    }, GLANCE_AFTER_MS);
  }
}

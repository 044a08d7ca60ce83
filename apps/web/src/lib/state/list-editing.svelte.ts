import type { Added, AddOutcome, Amount, Line, LineId, ListView, ToteList, UndoOutcome } from '@tote/list';
import type { Messages } from '../messages/messages.ts';
import type { Announcer } from './announcer.svelte.ts';
import type { ListAisles } from './list-aisles.svelte.ts';
import type { ListSafety } from './list-safety.svelte.ts';
import type { ListShop } from './list-shop.svelte.ts';
import type { Schedule } from './schedule.ts';
import type { SettlingTicks } from './settling-ticks.svelte.ts';
import type { Snack, Snackbar } from './snackbar.svelte.ts';
import type { Words } from './words.svelte.ts';

/** How long a line that was just added is tinted, in milliseconds. */
const FRESH_MS = 1_000;

/** What editing a list needs. */
export interface ListEditingDeps {
  readonly list: ToteList;
  readonly openLines: () => readonly Line[];
  readonly aisles: ListAisles;
  readonly shop: ListShop;
  readonly device: string;
  readonly safety: ListSafety;
  readonly settling: SettlingTicks;
  readonly words: Words;
  readonly snackbar: Snackbar;
  readonly announcer: Announcer;
  readonly schedule: Schedule;
}

/** What a person can do to a list. Each act goes to the document at once; nothing here waits for a relay. */
export class ListEditing {
  #fresh: readonly string[] = $state.raw([]);
  #canUndo = $state(false);
  #canRedo = $state(false);
  /** What is typed in the add bar: kept here, so that nothing that arrives or leaves can touch it. */
  draft = $state('');
  readonly #deps: ListEditingDeps;
  #isActing = false;
  #cancelFresh: () => void = () => undefined;

  constructor(deps: ListEditingDeps) {
    this.#deps = deps;
    this.noteHistory();
  }

  /** An act of this device is under way: what changes now is its doing. */
  get isActing(): boolean {
    return this.#isActing;
  }

  /** Lines that were added here a moment ago. */
  get fresh(): readonly string[] {
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

  get #view(): ListView {
    return this.#deps.list.view;
  }

  /** Adds one or many lines of text and says what came of it. */
  add(text: string): void {
    if (!this.addWith((list) => list.add(text))) this.draft = text;
  }

  /** Adds in a way of the caller's own and says what came of it; false if not all of it found a place. */
  addWith(addAll: (list: ToteList) => AddOutcome): boolean {
    const { lineIds, added } = this.#act(addAll);
    this.#deps.safety.noteOwnChange(lineIds);
    this.#tint(lineIds);
    const { list } = this.#text;
    const [first, ...more] = added;
    if (!first || added.some(({ type }) => type === 'list-full')) {
      this.#deps.snackbar.show({ text: first ? list.listFull : ({ said }) => said.nothingToAdd });
      return false;
    }
    const put = added.filter(({ type }) => type !== 'already-there').length;
    // Nothing else on the screen would tell that it was heard.
    if (more.length === 0 && first.type === 'already-there') this.#deps.snackbar.show({ text: this.#wordsFor(first) });
    else if (more.length === 0) this.#deps.announcer.say(this.#wordsFor(first));
    else if (put > 0) this.#offerUndo(({ said }) => said.addedMany(put));
    else this.#deps.snackbar.show({ text: ({ said }) => said.nothingToAdd });
    return true;
  }

  setTicked(line: Line, ticked: boolean): void {
    if (ticked) this.#deps.settling.hold(line.id);
    else this.#deps.settling.release(line.id);
    const { shop, aisles } = this.#deps;
    if (shop.isOn) shop.noteTick(line, aisles.of(line), ticked);
    this.#change(line.id, (list) => {
      if (ticked) list.tick(line.id);
      else list.untick(line.id);
    });
  }

  rename(id: LineId, name: string): void {
    const trimmed = name.trim();
    if (trimmed === '' || this.#line(id)?.name === trimmed) return;
    this.#change(id, (list) => {
      list.rename(id, trimmed);
    });
  }

  setNote(id: LineId, note: string): void {
    const trimmed = note.trim();
    if (this.#line(id)?.note === trimmed) return;
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
    this.#offerUndo(({ said }) => said.removed(line.name));
  }

  /** Moves a line among the open ones, and into the aisle of the line that it passes; returns its new position, from 0. */
  moveTo(id: LineId, to: number): number {
    const { openLines, aisles } = this.#deps;
    const lines = openLines();
    const from = lines.findIndex((line) => line.id === id);
    const others = lines.filter((line) => line.id !== id);
    const position = Math.min(Math.max(to, 0), others.length);
    const isDown = position > from;
    const passed = others[isDown ? position - 1 : position];
    const line = lines[from];
    if (!passed || !line) return position;
    const aisle = aisles.of(passed);
    if (aisles.isOn && aisle !== aisles.of(line)) this.setAisle(id, aisle);
    this.#change(id, (list) => {
      list.move(id, isDown ? { after: passed.id } : { before: passed.id });
    });
    return position;
  }

  /** Puts a line into an aisle; without one, where the list or the catalogue would put it. */
  setAisle(id: LineId, aisle: string | undefined): void {
    if (this.#line(id)?.aisle === aisle) return;
    this.#change(id, (list) => {
      list.setAisle(id, aisle);
    });
  }

  /** Price of one, in the smallest coin. */
  setPrice(id: LineId, price: number | undefined): void {
    if (this.#line(id)?.price === price) return;
    this.#change(id, (list) => {
      list.setPrice(id, price);
    });
  }

  clearDone(): void {
    this.#deps.settling.clear();
    const cleared = this.#act((list) => list.clearDone());
    if (cleared > 0) this.#offerUndo(({ said }) => said.cleared(cleared));
  }

  /** Runs an act of a part of the app that is fetched later. */
  perform<Outcome>(act: (list: ToteList) => Outcome): Outcome {
    return this.#act(act);
  }

  /** Writes the person's name beside this device's acts. */
  setPersonName(name: string): void {
    if (name === (this.#view.people.get(this.#deps.device) ?? '')) return;
    this.#act((list) => {
      list.setPersonName(name);
    });
  }

  undo(): void {
    this.#deps.settling.clear();
    this.#tellHistory(
      this.#act((list) => list.undo()),
      ({ said }) => said.undone,
    );
  }

  redo(): void {
    this.#deps.settling.clear();
    this.#tellHistory(
      this.#act((list) => list.redo()),
      ({ said }) => said.redone,
    );
  }

  /** Reads again what can be undone: others' acts change that, too. */
  noteHistory(): void {
    this.#canUndo = this.#deps.list.canUndo;
    this.#canRedo = this.#deps.list.canRedo;
  }

  stop(): void {
    this.#cancelFresh();
  }

  #line(id: LineId): Line | undefined {
    return this.#view.lines.find((line) => line.id === id);
  }

  #act<T>(act: (list: ToteList) => T): T {
    this.#isActing = true;
    // "Undo" in the message bar takes back the newest act: once there is a newer one, it would take back the wrong one.
    if (!this.#deps.snackbar.current?.stays) this.#deps.snackbar.dismiss();
    try {
      return act(this.#deps.list);
    } finally {
      this.#isActing = false;
      this.noteHistory();
    }
  }

  #change(id: LineId, act: (list: ToteList) => void): void {
    this.#act(act);
    this.#deps.safety.noteOwnChange([id]);
  }

  #wordsFor({ type, name }: Added): string {
    const { list } = this.#text;
    switch (type) {
      case 'added':
        return list.added(name);
      case 'joined':
        return list.joined(name);
      case 'already-there':
        return list.alreadyThere(name);
      case 'reopened':
        return list.reopened(name);
      case 'list-full':
        return list.listFull;
    }
  }

  #tellHistory(outcome: UndoOutcome, done: Snack['text']): void {
    const textFor = (): Snack['text'] => {
      switch (outcome.type) {
        case 'undone':
          return done;
        case 'nothing-to-undo':
          return ({ said }) => said.nothingToUndo;
        case 'refused':
          return ({ said }) => said.cannotUndo[outcome.reason];
      }
    };
    this.#deps.snackbar.show({ text: textFor() });
  }

  #offerUndo(text: Snack['text']): void {
    const act = () => {
      this.undo();
    };
    this.#deps.snackbar.show({ text, action: { label: this.#text.app.undo, act } });
  }

  #tint(ids: readonly string[]): void {
    this.#cancelFresh();
    this.#fresh = ids;
    this.#cancelFresh = this.#deps.schedule(() => {
      this.#fresh = [];
    }, FRESH_MS);
  }
}

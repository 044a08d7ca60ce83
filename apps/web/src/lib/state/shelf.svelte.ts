import { createDeviceId } from '@tote/list';
import type { LinkFacts } from '../engine/list-engine.ts';
import {
  changed,
  type Glance,
  type ListWays,
  type Settings,
  type ShelfEntry,
  type ShelfStore,
} from '../shelf/shelf-store.ts';
import type { Schedule } from './schedule.ts';

/** Pause before a list that could not be written is written again, in milliseconds. */
const WRITE_AGAIN_MS = 2_000;

/** The key of the settings among what waits to be written: no list has it. */
const SETTINGS = '';

/** What the shelf needs of its surroundings. */
export interface ShelfDeps {
  readonly store: ShelfStore;
  readonly random: (length: number) => Uint8Array;
  readonly nowMs: () => number;
  readonly schedule: Schedule;
  /** Told when a write failed: the person must know that the book is not safe. */
  readonly onFailure: (error: unknown) => void;
  /** Told when everything that could not be written is. */
  readonly onWritten: () => void;
  /** Told when what another tab wrote is read; `before` are the settings until then. */
  readonly onOutsideChange: (before: Settings) => void;
}

const EMPTY_GLANCE: Glance = { title: '', emoji: '', colour: '', openCount: 0, doneCount: 0, waiting: 0 };

/** What is to be written of a list or of the settings. */
type Change = Partial<ShelfEntry & Settings>;

/** A list that the book may know nothing of yet. */
const isWhole = (change: Change): change is ShelfEntry => change.localId !== undefined;

/** Fields in another order would pass for another look, which costs one write. */
const sameGlance = (a: Glance, b: Glance): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Since when an entry has been in the bin; undefined if it is not. */
export const binnedAtMs = ({ leftAtMs, deletedAtMs }: ShelfEntry): number | undefined => leftAtMs ?? deletedAtMs;

/** This device's lists and settings: in memory for the screens, written through to the store. */
export class Shelf {
  #entries: readonly ShelfEntry[] = $state.raw([]);
  #settings: Settings = $state.raw({});
  readonly #deps: ShelfDeps;
  /** What is not known to be written of each list, and of the settings: of nothing else does this tab know better than the book. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- no screen shows it
  readonly #unwritten = new Map<string, Change>();
  /** Lists, and the settings, that could not be written and are tried again: one whose link is not stored is lost with the page. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- no screen shows it
  readonly #failing = new Set<string>();
  /** How often this tab changed anything. */
  #changes = 0;
  /** Lists that are not in the bin, in the person's order. */
  readonly #standing: readonly ShelfEntry[] = $derived(
    this.#entries
      .filter((entry) => binnedAtMs(entry) === undefined)
      .toSorted((a, b) => a.position - b.position || a.addedAtMs - b.addedAtMs),
  );
  /** The lists of the home screen, in the person's order. */
  readonly lists: readonly ShelfEntry[] = $derived(
    this.#standing.filter(({ archivedAtMs }) => archivedAtMs === undefined),
  );
  readonly archived: readonly ShelfEntry[] = $derived(
    this.#standing.filter(({ archivedAtMs }) => archivedAtMs !== undefined),
  );
  /** Lists that were left here or deleted for everyone, newest first. */
  readonly binned: readonly ShelfEntry[] = $derived(
    this.#entries
      .filter((entry) => binnedAtMs(entry) !== undefined)
      .toSorted((a, b) => (binnedAtMs(b) ?? 0) - (binnedAtMs(a) ?? 0)),
  );

  constructor(deps: ShelfDeps) {
    this.#deps = deps;
    deps.store.onOutsideChange(() => {
      const before = this.#settings;
      void this.load().then(() => {
        deps.onOutsideChange(before);
      });
    });
    deps.store.onLost(() => {
      for (const entry of this.#entries) void this.#write(entry.localId, entry);
      void this.#write(SETTINGS, this.#settings);
    });
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** This device was paired with others, and has not heard of their lists yet. */
  get awaitsLists(): boolean {
    return this.#settings.keyring?.isUnread === true;
  }

  async load(): Promise<void> {
    try {
      const changes = this.#changes;
      const { entries, settings } = await this.#deps.store.load();
      // What was read is older than what this tab did meanwhile.
      if (changes !== this.#changes) {
        await this.load();
        return;
      }
      // What could not be written yet is known to this tab alone.
      const wholes = [...this.#unwritten.values()].filter(isWhole);
      const others = entries.filter(({ localId }) => wholes.every((whole) => whole.localId !== localId));
      this.#entries = [...others.map((entry) => changed(entry, this.#unwritten.get(entry.localId) ?? {})), ...wholes];
      this.#settings = changed(settings, this.#unwritten.get(SETTINGS) ?? {});
    } catch (error) {
      this.#deps.onFailure(error);
    }
  }

  /** This device's clock. */
  nowMs(): number {
    return this.#deps.nowMs();
  }

  /** A list that was not left: archived ones, and those deleted for everyone, can still be looked at. */
  byLocalId(localId: string): ShelfEntry | undefined {
    return this.#entries.find((entry) => entry.localId === localId && entry.leftAtMs === undefined);
  }

  byListId(listId: string): ShelfEntry | undefined {
    return this.#entries.find((entry) => entry.listId === listId && entry.leftAtMs === undefined);
  }

  /** A list of this device, also one that was left. */
  anyByListId(listId: string): ShelfEntry | undefined {
    return this.#entries.find((entry) => entry.listId === listId);
  }

  /**
   * Puts a list on the shelf. One that is there already keeps its place and takes the stronger link; one that was left
   * comes back as it was.
   */
  add(facts: LinkFacts, glance: Partial<Glance> = {}): ShelfEntry {
    const known = this.#entries.find((entry) => entry.listId === facts.listId);
    if (known) {
      const stronger = facts.role === 'edit' && known.role === 'view';
      const change = {
        ...(stronger && { link: facts.link, role: facts.role }),
        leftAtMs: undefined,
        archivedAtMs: undefined,
      };
      return this.change(known.localId, change) ?? known;
    }
    const entry: ShelfEntry = {
      localId: this.#freshId(),
      listId: facts.listId,
      link: facts.link,
      role: facts.role,
      device: createDeviceId(this.#deps.random),
      addedAtMs: this.nowMs(),
      // New lists go on top: what was just made or opened is what is wanted now.
      position: Math.min(0, ...this.#entries.map((other) => other.position)) - 1,
      glance: { ...EMPTY_GLANCE, ...glance },
    };
    this.#put(entry);
    return entry;
  }

  leave(localId: string): void {
    this.change(localId, { leftAtMs: this.nowMs() });
  }

  /** Takes back {@link leave}. */
  comeBack(localId: string): void {
    this.change(localId, { leftAtMs: undefined });
  }

  archive(localId: string): void {
    this.change(localId, { archivedAtMs: this.nowMs() });
  }

  /** Takes back {@link archive}. */
  unarchive(localId: string): void {
    this.change(localId, { archivedAtMs: undefined });
  }

  /** Forgets a list for good. */
  drop(localId: string): void {
    const dropped = this.#entries.find((entry) => entry.localId === localId);
    if (dropped?.leftAtMs && this.#settings.keyring) this.set({ forgottenLists: { [dropped.listId]: dropped.listId } });
    this.#entries = this.#entries.filter((entry) => entry.localId !== localId);
    this.#changes += 1;
    this.#unwritten.set(localId, {});
    this.#deps.store.remove(localId).catch(this.#deps.onFailure);
  }

  /** Remembers how a list looked; does nothing when it looks the same. */
  glance(localId: string, glance: Glance): void {
    const entry = this.#entries.find((other) => other.localId === localId);
    if (!entry || sameGlance(entry.glance, glance)) return;
    const isDeleted = glance.deletedBy !== undefined;
    this.change(localId, { glance, deletedAtMs: isDeleted ? (entry.deletedAtMs ?? this.nowMs()) : undefined });
  }

  /** Remembers of how this device shows a list what is named. */
  setWays(localId: string, ways: ListWays): void {
    this.change(localId, { ways });
  }

  set(settings: Partial<Settings>): void {
    this.#settings = changed(this.#settings, settings);
    void this.#write(SETTINGS, settings);
  }

  /** Writes what is named of a list, if it is on this device. */
  change(localId: string, change: Partial<ShelfEntry>): ShelfEntry | undefined {
    const entry = this.#entries.find((other) => other.localId === localId);
    return entry && this.#put(changed(entry, change), change);
  }

  #put(entry: ShelfEntry, change: Change = entry): ShelfEntry {
    this.#entries = [...this.#entries.filter((other) => other.localId !== entry.localId), entry];
    void this.#write(entry.localId, change);
    return entry;
  }

  /** Writes what changed of a list or of the settings, and what is not known to be written of it. A failure is told once. */
  async #write(key: string, change: Change): Promise<void> {
    const { store } = this.#deps;
    const all = changed(this.#unwritten.get(key) ?? {}, change);
    this.#unwritten.set(key, all);
    this.#changes += 1;
    try {
      if (key === SETTINGS) await store.changeSettings(all);
      else if (isWhole(all)) await store.put(all);
      else await store.change(key, all);
      // Else more came meanwhile, and is on its way with all of this.
      if (this.#unwritten.get(key) !== all) return;
      this.#unwritten.delete(key);
      if (this.#failing.delete(key) && this.#failing.size === 0) this.#deps.onWritten();
    } catch (error) {
      // What came meanwhile may have been written with all of this.
      if (this.#failing.has(key) || !this.#unwritten.has(key)) return;
      this.#failing.add(key);
      this.#deps.onFailure(error);
      this.#writeAgainLater(key);
    }
  }

  #writeAgainLater(key: string): void {
    this.#deps.schedule(() => {
      if (!this.#failing.has(key)) return;
      void this.#write(key, {}).then(() => {
        if (this.#failing.has(key)) this.#writeAgainLater(key);
      });
    }, WRITE_AGAIN_MS);
  }

  /** Two lists of one device never meet in practice; it looks anyway. */
  #freshId(): string {
    for (;;) {
      const id = createDeviceId(this.#deps.random);
      if (this.#entries.every(({ localId }) => localId !== id)) return id;
    }
  }
}

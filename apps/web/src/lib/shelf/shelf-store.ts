/**
 * Port: this device's own book of lists. It holds secrets, so it never leaves the device. Adapters: IndexedDB, and
 * memory for browsers that refuse it. Both run `shelf-store-contract.ts`.
 */

/** What a link lets this device do. */
export type Role = 'edit' | 'view';

/** One list as this device knows it. */
export interface ShelfEntry {
  /** Short name in the address bar; says nothing about the list. */
  readonly localId: string;
  readonly listId: string;
  /** The strongest link this device was given: a secret. */
  readonly link: string;
  readonly role: Role;
  /** Name of this device's own lanes in the list. */
  readonly device: string;
  readonly addedAtMs: number;
  /** Position among the lists; smaller is higher. */
  readonly position: number;
  /** Set when the person left the list; kept for a while so that leaving can be undone. */
  readonly leftAtMs?: number | undefined;
  /** What the list looked like when it was last open, for a home screen that need not open every list. */
  readonly glance: Glance;
}

/** A list's look and counts as last seen. */
export interface Glance {
  readonly title: string;
  readonly emoji: string;
  readonly colour: string;
  readonly openCount: number;
  readonly doneCount: number;
  readonly waiting: number;
}

/** Things a person set on this device. */
export interface Settings {
  readonly language?: string | undefined;
  readonly theme?: 'light' | 'dark' | undefined;
  /** What others see beside a tick. */
  readonly personName?: string | undefined;
}

/** The whole book, as loaded at start. */
interface Shelf {
  readonly entries: readonly ShelfEntry[];
  readonly settings: Settings;
}

/** Every write resolves once it is durable, and rejects with an Error when it is not. */
export interface ShelfStore {
  load(): Promise<Shelf>;
  put(entry: ShelfEntry): Promise<void>;
  remove(localId: string): Promise<void>;
  putSettings(settings: Settings): Promise<void>;
  /** Called when another tab of this device wrote. */
  onOutsideChange(listener: () => void): void;
}

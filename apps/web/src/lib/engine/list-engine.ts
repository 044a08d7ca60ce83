/**
 * Port between the screens and everything that knows documents, keys and sync. The adapter is `engine.ts`, a chunk of
 * its own: home can be painted before it is there.
 */
import type { AisleNames, ItemId, Line, ListView, ProductKey, Store, Suggest, ToteList, UnitWords } from '@tote/list';
import type { Fingerprint, LinkError } from '@tote/seal';
import type { Keyring, Presence, ReplicaStatus } from '@tote/sync';
import type { Role } from '../shelf/shelf-store.ts';

/** What a link says without any network. */
export interface LinkFacts {
  readonly listId: string;
  readonly role: Role;
  /** The link as this device keeps it. */
  readonly link: string;
}

/** Outcome of reading a link: expected to fail, since people copy them by hand. */
export type LinkReading =
  { readonly ok: true; readonly value: LinkFacts } | { readonly ok: false; readonly error: LinkError };

/** A language and its words for units and aisles. */
export interface SpokenLanguage {
  readonly code: string;
  readonly unitWords: UnitWords;
  readonly aisleNames: AisleNames;
}

/** What a list can do once its keys are there. */
export interface UnlockedList {
  /** Short mark of what a list shows. */
  fingerprintOf(view: ListView): Fingerprint;
  /** Text of a link to pass on; undefined when this device may not give that one. */
  linkText(role: Role): string | undefined;
}

/** One list, open on this device. */
export interface OpenedList {
  readonly list: ToteList;
  /** Resolves when `list.add` understands amounts; at once but for the first moments of a page. */
  whenTextIsRead(): Promise<void>;
  readonly role: Role;
  /** Name of this device's own lanes, as the list's people know it. */
  readonly device: string;
  readonly status: ReplicaStatus;
  onStatus(listener: (status: ReplicaStatus) => void): () => void;
  readonly presence: Presence;
  /** Short mark of what the list shows now, the same on every device that shows the same. */
  fingerprint(): Promise<Fingerprint>;
  /** The line's amounts as a person of this language writes them; empty without any. */
  amountText(line: Pick<Line, 'amounts'>, language: SpokenLanguage): string;
  /** Units to choose from, named in this language. */
  unitNames(language: SpokenLanguage): readonly { readonly id: string; readonly name: string }[];
  /** Aisles in the order in which they are walked in a store; without one, in a common supermarket. */
  aisleOrder(aisles: Iterable<string>, store: Store | undefined): readonly string[];
  /** What people of this language call an aisle. */
  aisleName(aisle: string, language: SpokenLanguage): string;
  /** Items that own acts changed and that no relay has acknowledged, also acts of an earlier session. */
  unsentItems(): Promise<readonly ItemId[]>;
  /** Derives the keys, which showing the list does not need; rejects when they cannot be had. */
  unlock(): Promise<UnlockedList>;
  close(): Promise<void>;
}

/** What is known of products in one language. */
export interface ProductGuide {
  /** Aisles of a common supermarket in the order in which it is walked. */
  readonly aisles: readonly string[];
  /** Where a product of this name is most likely found. */
  aisleOf(name: string): string | undefined;
  /** Whether a product has this name. */
  isProduct(name: string): boolean;
  /** What tells products apart. */
  keyOf(name: string): ProductKey;
  /** Prepares suggestions from a list's own products and the catalogue. */
  suggesterFor(list: ToteList): Suggest;
  /** The order of aisles after some shopping trips, each the aisles of its ticks as they came. */
  learn(order: readonly string[], trips: readonly (readonly string[])[]): readonly string[];
}

/** Which list, and what this device may do with it. */
export interface ListPlace {
  readonly listId: string;
  readonly role: Role;
}

/** All that this device holds of a list, at one moment. */
export interface ListCopy {
  readonly view: ListView;
  /** The whole document, history and all, as one update. */
  readonly document: Uint8Array;
}

/** Which list, and for whom. */
export interface OpenRequest extends ListPlace {
  readonly link: string;
  readonly device: string;
  /** Language of what is typed, asked anew each time. */
  readonly language: () => string;
  /** Whether a product of this name is known, be it on the list or not. */
  readonly isProduct: (name: string) => boolean;
}

/** The person's keyring, open on this device. */
export interface OpenedKeyring {
  readonly keyring: Keyring;
  readonly status: ReplicaStatus;
  onStatus(listener: (status: ReplicaStatus) => void): () => void;
  close(): Promise<void>;
}

/** What the screens ask for. */
export interface ListEngine {
  /** Asks the relay again at once. */
  reconnect(): void;
  /** Draws the keys of a new list. Nothing is stored or sent. */
  createList(): Promise<LinkFacts>;
  readLink(text: string): Promise<LinkReading>;
  /** Opens this device's copy, which takes no keys: they are derived once the list is on the screen. */
  open(request: OpenRequest): Promise<OpenedList>;
  /** Opens a keyring as any list is opened: this device's copy first, the relay when it answers. Its tabs know each other by `device`. */
  openKeyring(place: ListPlace & { readonly link: string; readonly device?: string }): Promise<OpenedKeyring>;
  /** Reads this device's copy of a list, open or not. */
  read(place: ListPlace): Promise<ListCopy>;
  /** Merges a whole document into this device's copy; it goes out like any change. Rejects when it is refused. */
  merge(place: ListPlace, document: Uint8Array): Promise<void>;
  /** Deletes this device's copy. */
  forget(listId: string): Promise<void>;
}

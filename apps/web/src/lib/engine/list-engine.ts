/**
 * Port between the screens and everything that knows documents, keys and sync. The adapter is `engine.ts`, a chunk of
 * its own: home can be painted before it is there.
 */
import type { Line, ToteList, UnitWords } from '@tote/list';
import type { Fingerprint, LinkError } from '@tote/seal';
import type { Presence, ReplicaStatus } from '@tote/sync';
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

/** A language and its words for units. */
export interface SpokenLanguage {
  readonly code: string;
  readonly unitWords: UnitWords;
}

/** What a list can do once its keys are there. */
export interface UnlockedList {
  fingerprintOf(visibleBytes: Uint8Array): Fingerprint;
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
  amountText(line: Line, language: SpokenLanguage): string;
  /** Units to choose from, named in this language. */
  unitNames(language: SpokenLanguage): readonly { readonly id: string; readonly name: string }[];
  /** Derives the keys, which showing the list does not need; rejects when they cannot be had. */
  unlock(): Promise<UnlockedList>;
  close(): Promise<void>;
}

/** Which list, and for whom. */
export interface OpenRequest {
  readonly listId: string;
  readonly role: Role;
  readonly link: string;
  readonly device: string;
  /** Language of what is typed, asked anew each time. */
  readonly language: () => string;
}

/** What the screens ask for. */
export interface ListEngine {
  /** Draws the keys of a new list. Nothing is stored or sent. */
  createList(): Promise<LinkFacts>;
  readLink(text: string): Promise<LinkReading>;
  /** Opens this device's copy, which takes no keys: they are derived once the list is on the screen. */
  open(request: OpenRequest): Promise<OpenedList>;
  /** Deletes this device's copy. */
  forget(listId: string): Promise<void>;
}

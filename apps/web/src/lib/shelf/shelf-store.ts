/**
 * Port: this device's own book of lists. It holds secrets, so it never leaves the device. Adapters: IndexedDB, and
 * memory for browsers that refuse it. Both run `shelf-store-contract.ts`.
 *
 * All tabs of the device write into one book, each from its own picture of it, which may be a moment old. So an act writes
 * only the fields that it changes, and each way of a list is such a field, as is each of what the settings keep many of: of two
 * acts in the same moment both stay.
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
  /** Set while the list is put away from the home screen. */
  readonly archivedAtMs?: number | undefined;
  /** When this device noticed that the list was deleted for everyone, by its own clock. */
  readonly deletedAtMs?: number | undefined;
  /** Days of this device's calendar on which the app was started since the list came into the bin at that time (B6). */
  readonly binDays?: { readonly sinceMs: number; readonly days: readonly number[] } | undefined;
  /** What the list looked like when it was last open, for a home screen that need not open every list. */
  readonly glance: Glance;
  /** How this device shows the list; never shared. */
  readonly ways?: ListWays | undefined;
}

/** How one device shows and uses one list. What is absent was never chosen. */
export interface ListWays {
  /** Lines are grouped by aisle; so they are until somebody turns it off. */
  readonly byAisle?: boolean | undefined;
  /** The store whose order of aisles is used; none: a common supermarket's. */
  readonly storeId?: string | undefined;
  /** Aisles, by product key, that the catalogue gave to lines without one: rows need not wait for the catalogue. */
  readonly guesses?: Readonly<Record<string, string>> | undefined;
  /** Items that were there when somebody last looked at the list here. */
  readonly seenItems?: readonly string[] | undefined;
  /** The shopping that is under way. */
  readonly trip?: Trip | undefined;
  /** Aisles of the ticks of earlier trips, oldest first, by store. */
  readonly trips?: Readonly<Record<string, readonly (readonly string[])[]>> | undefined;
}

/** One walk through a shop, as this device knows it. */
export interface Trip {
  /** Lines ticked on it, in that order, each with its aisle. */
  readonly ticks: readonly (readonly [lineId: string, aisle: string])[];
  /** Lines that could not be found. They stay on the list; the next trip asks for them again. */
  readonly missing: readonly string[];
}

/** A list's look and counts as last seen. */
export interface Glance {
  /** Lines that others added since somebody looked at the list here. */
  readonly newCount?: number;
  readonly title: string;
  readonly emoji: string;
  readonly colour: string;
  readonly openCount: number;
  readonly doneCount: number;
  readonly waiting: number;
  /** Who deleted the list for everyone; absent unless somebody did. */
  readonly deletedBy?: string | undefined;
  /** It was deleted from this device. */
  readonly isDeletedHere?: boolean;
  /** It goes on under new keys: what is done here reaches nobody. */
  readonly isLocked?: boolean;
}

/**
 * Several of a kind, each under a key of its own; what is gone is undefined. In a book of before there were keys it is an array,
 * or begins with the places in that.
 */
type Kept<One> = Readonly<Record<string, One | undefined>>;

/** Things a person set on this device. */
export interface Settings {
  readonly language?: string | undefined;
  readonly theme?: 'light' | 'dark' | undefined;
  /** What others see beside a tick. */
  readonly personName?: string | undefined;
  /** Keys that are single letters do things; so they do until somebody turns that off. */
  readonly letterKeys?: boolean | undefined;
  /** ISO 4217: what prices are shown in. A list holds numbers only; a household pays in one currency. */
  readonly currency?: string | undefined;
  /** What the private relay of this address asks for. */
  readonly accessToken?: string | undefined;
  readonly keyring?: OwnKeyring | undefined;
  /** Another device of the person removed this one; until it is paired again. */
  readonly wasRemoved?: boolean | undefined;
  /** This device was paired by the link of a keyring that had moved on; until it is paired again. */
  readonly hadOldLink?: boolean | undefined;
  /** Ids of keyrings that this device went on from: their links are old, and lead round in a circle. */
  readonly leftKeyrings?: Kept<string> | undefined;
  /** Keyrings that this device moved away from, until the word of it is at the relay. */
  readonly formerKeyrings?: Kept<{ readonly listId: string; readonly link: string }> | undefined;
  /** Lists that were left here so long ago that they are forgotten: the keyring must not bring them back. */
  readonly forgottenLists?: Kept<string> | undefined;
}

/** This device's place among a person's own devices. */
export interface OwnKeyring {
  readonly listId: string;
  /** Edit link of the keyring: a secret, and the way to every list of the person. */
  readonly link: string;
  /** Name of this device on it. */
  readonly deviceId: string;
  /** Secret key of this device, 32 bytes: boxes for it are sealed to its public half. */
  readonly deviceKey: Uint8Array;
  readonly deviceName: string;
  /** Paired by a link, and the relay has not been heard since: what is on this keyring is not known yet. */
  readonly isUnread?: boolean | undefined;
}

/** The whole book, as loaded at start. */
interface Shelf {
  readonly entries: readonly ShelfEntry[];
  readonly settings: Settings;
}

/** Fields made of fields, of a list or of the settings. */
export const FIELDS_OF_FIELDS: readonly string[] = ['ways', 'leftKeyrings', 'formerKeyrings', 'forgottenLists'];

/** A list, or settings, in which what a change names is as the change says. */
export const changed = <Whole extends Partial<ShelfEntry> | Settings>(whole: Whole, change: Partial<Whole>): Whole => {
  const next = { ...whole, ...change };
  for (const field of FIELDS_OF_FIELDS as readonly (keyof Whole)[])
    if (change[field]) next[field] = { ...whole[field], ...change[field] };
  return next;
};

/** Every write resolves once it is durable, and rejects with an Error when it is not. */
export interface ShelfStore {
  load(): Promise<Shelf>;
  /** Writes a whole list: one that is new, or all that this tab knows of it. */
  put(entry: ShelfEntry): Promise<void>;
  /** Writes what is named of a list; the rest stays as it is in the book. */
  change(localId: string, change: Partial<ShelfEntry>): Promise<void>;
  remove(localId: string): Promise<void>;
  /** Writes what is named of the settings; the rest stays as it is in the book. */
  changeSettings(change: Settings): Promise<void>;
  /** Called when another tab of this device wrote. */
  onOutsideChange(listener: () => void): void;
  /** Called when the browser took the book away under the page: what this tab knows is all that is left of it. */
  onLost(listener: () => void): void;
}

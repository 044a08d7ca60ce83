/** The lists that this device knows (TERMINAL.md, C4, C7): their links, their relays, what they were last called. */
import type { Result, Role } from '@tote/seal';
import type { DeviceStore } from './lmdb-store.ts';

/** One list of this device. */
export interface ShelfEntry {
  readonly listId: string;
  readonly role: Role;
  /** Text of the link, without an address: the key. */
  readonly link: string;
  /** Address of the app, where the link leads and whose relay carries the list; no slash at its end. */
  readonly app: string;
  /** This device's name in the list's document. */
  readonly device: string;
  /** As it was last seen. */
  readonly title: string;
}

/** Why no list is meant. */
export type NoList =
  | { readonly type: 'no-lists' }
  | { readonly type: 'no-such-list'; readonly name: string }
  | { readonly type: 'which-list'; readonly among: readonly ShelfEntry[] };

const isEntry = (value: unknown): value is ShelfEntry =>
  typeof value === 'object' && value !== null && 'listId' in value && 'link' in value && 'app' in value;

/** Lists by title. */
export const entriesOf = ({ lists }: DeviceStore): readonly ShelfEntry[] =>
  lists
    .all()
    .filter(isEntry)
    .sort((a, b) => a.title.localeCompare(b.title));

/** Notes a list, or what has changed about it. */
export const keepEntry = ({ lists }: DeviceStore, entry: ShelfEntry): void => lists.set(entry.listId, entry);

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/** The list that somebody names, or the only one there is. */
export const findList = (entries: readonly ShelfEntry[], name: string | undefined): Result<ShelfEntry, NoList> => {
  const named = folded(name ?? '');
  const exact = entries.filter(({ title, listId }) => folded(title) === named || listId === name);
  const begun = entries.filter(({ title, listId }) => folded(title).startsWith(named) || listId.startsWith(name ?? ''));
  const among = exact.length > 0 ? exact : begun;
  const [only, ...more] = among;
  if (only && more.length === 0) return { ok: true, value: only };
  if (only) return { ok: false, error: { type: 'which-list', among } };
  return { ok: false, error: name === undefined ? { type: 'no-lists' } : { type: 'no-such-list', name } };
};

/**
 * A person's keyring: which lists, which devices (SYNC.md, G1-G6). It is a document of its own under keys of its own, kept, sealed
 * and carried like a list; whoever has its link has every list in it.
 *
 *   lists    link → look of the list, and the list whose lock it changed
 *   devices  device id → name and public key
 *   moves    device id → boxes: under which keys the keyring goes on, for each device that goes along
 *
 * Every value is written whole and read with suspicion: what has another shape than expected is not there.
 */
import type * as Y from 'yjs';

/** A list of the person. */
export interface KeyringList {
  /** The strongest link that one of the devices had: a secret. */
  readonly link: string;
  readonly listId: string;
  readonly title: string;
  readonly emoji: string;
  readonly colour: string;
  /** The list that this one took the place of, when its lock was changed. */
  readonly replaces?: string | undefined;
}

/** A device of the person. */
export interface KeyringDevice {
  readonly id: string;
  readonly name: string;
  /** 32 bytes, X25519: boxes for this device are sealed to it. */
  readonly publicKey: Uint8Array;
}

/** The keyring goes on under other keys; each device that goes along has a box with them. */
export interface KeyringMove {
  readonly from: string;
  readonly boxes: ReadonlyMap<string, Uint8Array>;
}

/** What the keyring says now. */
export interface KeyringView {
  /** One of each list, the strongest link first found; none that another one replaces. */
  readonly lists: readonly KeyringList[];
  readonly devices: readonly KeyringDevice[];
  readonly moves: readonly KeyringMove[];
}

/** A keyring that can be read and changed. */
export interface Keyring {
  readonly view: KeyringView;
  subscribe(listener: () => void): () => void;
  putLists(lists: readonly KeyringList[]): void;
  /** Takes a list out, under all its links. */
  forgetList(listId: string): void;
  putDevice(device: KeyringDevice): void;
  putMove(move: KeyringMove): void;
}

/** What one person has, generously; a hostile document could name any number. */
const LISTS_MAX = 2_000;
const DEVICES_MAX = 100;
/** What a device may be called in the keyring: ours are 16 hex digits. Ids become names of fields, which `__proto__` must not. */
const DEVICE_ID = /^[\da-z]{1,32}$/;
/** Longer names are cut for showing. */
const TEXT_CHARS_MAX = 200;
const PUBLIC_KEY_BYTES = 32;

const textIn = (value: unknown, name: string): string => {
  const field: unknown = value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined;
  return typeof field === 'string' ? field.slice(0, TEXT_CHARS_MAX) : '';
};

const bytesIn = (value: unknown, name: string): Uint8Array | undefined => {
  const field: unknown = value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined;
  return field instanceof Uint8Array ? field : undefined;
};

const isViewLink = (link: string): boolean => link.startsWith('v');

const readLists = (lists: Y.Map<unknown>): readonly KeyringList[] => {
  const byId = new Map<string, KeyringList>();
  const replaced = new Set<string>();
  for (const [link, value] of [...lists].slice(0, LISTS_MAX)) {
    const listId = textIn(value, 'listId');
    const replaces = textIn(value, 'replaces') || undefined;
    if (listId === '') continue;
    if (replaces !== undefined && replaces !== listId) replaced.add(replaces);
    const known = byId.get(listId);
    if (known && !isViewLink(known.link)) continue;
    const [title, emoji, colour] = [textIn(value, 'title'), textIn(value, 'emoji'), textIn(value, 'colour')];
    byId.set(listId, { link, listId, title, emoji, colour, replaces });
  }
  return [...byId.values()].filter(({ listId }) => !replaced.has(listId));
};

const readDevices = (devices: Y.Map<unknown>): readonly KeyringDevice[] =>
  [...devices]
    .slice(0, DEVICES_MAX)
    .flatMap(([id, value]) => {
      const publicKey = bytesIn(value, 'publicKey');
      return DEVICE_ID.test(id) && publicKey?.length === PUBLIC_KEY_BYTES
        ? [{ id, name: textIn(value, 'name'), publicKey }]
        : [];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));

const readMoves = (moves: Y.Map<unknown>): readonly KeyringMove[] =>
  [...moves].slice(0, DEVICES_MAX).flatMap(([from, value]) => {
    if (value === null || typeof value !== 'object') return [];
    const boxes = new Map<string, Uint8Array>();
    for (const [id, box] of Object.entries(value)) if (box instanceof Uint8Array) boxes.set(id, box);
    return [{ from, boxes }];
  });

/** Reads and writes the keyring in a document. Nothing is written before a command is called. */
export const createKeyring = (doc: Y.Doc): Keyring => {
  const lists = doc.getMap<unknown>('lists');
  const devices = doc.getMap<unknown>('devices');
  const moves = doc.getMap<unknown>('moves');
  return {
    get view() {
      return { lists: readLists(lists), devices: readDevices(devices), moves: readMoves(moves) };
    },
    subscribe(listener) {
      doc.on('afterTransaction', listener);
      return () => doc.off('afterTransaction', listener);
    },
    putLists(wanted) {
      doc.transact(() => {
        for (const { link, ...facts } of wanted) {
          const { listId, title, emoji, colour, replaces } = facts;
          const isNews = replaces !== undefined && textIn(lists.get(link), 'replaces') === '';
          if (!lists.has(link) || isNews)
            lists.set(link, { listId, title, emoji, colour, ...(replaces ? { replaces } : {}) });
        }
      });
    },
    forgetList(listId) {
      doc.transact(() => {
        for (const [link, value] of lists) if (textIn(value, 'listId') === listId) lists.delete(link);
      });
    },
    putDevice({ id, name, publicKey }) {
      devices.set(id, { name, publicKey });
    },
    putMove({ from, boxes }) {
      moves.set(from, Object.fromEntries(boxes));
    },
  };
};

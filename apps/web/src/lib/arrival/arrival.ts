/** Path of the screen that asks "Open this list?". */
export const JOIN_PATH = '/join';

/** Begins the text of a link that is no list's, but of a person's keyring: it pairs devices. */
export const PAIRING_MARK = 'k';

/** Whether a link's text pairs devices. No list's link begins so. */
export const isPairingLink = (link: string): boolean => link.startsWith(PAIRING_MARK);

const STORAGE_KEY = 'tote.link';

/** A link is about 90 characters; far longer fragments are not read at all. */
const FRAGMENT_CHARS_MAX = 2_048;

/** What taking a link needs of the browser. */
export interface ArrivalDeps {
  readonly location: Pick<Location, 'pathname' | 'hash'>;
  readonly history: Pick<History, 'replaceState'>;
  /** Lives as long as the tab; undefined where the browser refuses it, and then a reload forgets the link. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
}

/** A link that was opened and not yet answered. */
export interface Arrival {
  /** Moves the fragment of the address bar, if it is a link's, into this tab's keeping. Returns whether there was one. */
  take(): boolean;
  /** Text of the waiting link. */
  readonly pending: string | undefined;
  /** Keeps a link that was pasted. */
  keep(link: string): void;
  /** Called once the person has answered. */
  forget(): void;
}

/**
 * What a link can be of the part after "#" of a whole address, or of the text itself when it has none: a messenger that
 * makes an address of what was written takes the full stop behind it along, or adds marks of its own.
 */
export const fragmentOf = (text: string): string =>
  text
    .slice(text.indexOf('#') + 1)
    .trim()
    .replace(/[^\w-].*/s, '')
    .slice(0, FRAGMENT_CHARS_MAX);

/** Creates the keeper of this tab's waiting link. */
export const createArrival = ({ location, history, storage }: ArrivalDeps): Arrival => {
  const stored = (): string | undefined => {
    try {
      return storage?.getItem(STORAGE_KEY) ?? undefined;
    } catch {
      return undefined;
    }
  };
  let pending = stored();

  const keep = (link: string): void => {
    pending = link;
    try {
      storage?.setItem(STORAGE_KEY, link);
    } catch {
      // Full or refused: the link still waits in memory, and only a reload would lose it.
    }
  };

  return {
    take() {
      // Whoever tidies addresses may have put a slash behind the path.
      if (location.pathname.replace(/\/$/, '') !== JOIN_PATH || location.hash.length < 2) return false;
      keep(fragmentOf(location.hash));
      history.replaceState(null, '', JOIN_PATH);
      return true;
    },
    get pending() {
      return pending;
    },
    keep,
    forget() {
      pending = undefined;
      storage?.removeItem(STORAGE_KEY);
    },
  };
};

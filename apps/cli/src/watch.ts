/** `watch`: an always-on replica that shows or tells what happens (TERMINAL.md, C6, C10, C19). */
import type { ListView } from '@tote/list';
import type { Fingerprint } from '@tote/seal';
import type { Replica } from '@tote/sync';
import { type Command, type Context, EXIT_CODES, findEntry, notUnderstood, settle, withSession } from './command.ts';
import { lineChanges, type LineChange } from './list-changes.ts';
import { endText, noticeTexts } from './list-notes.ts';
import { fingerprintText, headText, lineJson, lineRows, listJson, namedPeople, type Row } from './list-texts.ts';
import type { Session } from './open-session.ts';
import { printable, printableJson } from './printable.ts';
import { openPage } from './screen.ts';
import { entriesOf, type ShelfEntry } from './shelf.ts';
import type { Words } from './words.ts';

/** How often it looks whether another command joined or left a list, in milliseconds. */
const SHELF_MS = 2_000;

/** Where what happens is shown or told. */
interface Teller {
  /** A list as it is from now on, as rows of a page. */
  show(listId: string, rows: () => readonly Row[]): void;
  changed(): void;
  /** Another command left it. */
  left(session: Session): void;
  /** Something happened. */
  tell(session: Session, text: string, event: Record<string, unknown>): void;
  /** How it goes, for people. */
  note(text: string): void;
}

const MARKS: Readonly<Record<LineChange['event'], string>> = {
  added: '+',
  removed: '-',
  ticked: '[x]',
  unticked: '[ ]',
  changed: '~',
};

const changeText = ({ event, line }: LineChange, view: ListView, words: Words): string => {
  const by = namedPeople(view, event === 'ticked' ? line.tickedBy : event === 'added' ? line.addedBy : []);
  const amount = words.amounts(line.amounts);
  return `${MARKS[event]} ${line.name}${amount && `, ${amount}`}${by && ` (${by})`}`;
};

const nameOf = ({ list, entry }: Session): string => printable(list.view.title || entry.listId.slice(0, 6));

/** How safe the list is, in a few words. */
const safetyText = ({ status, presence }: Replica, device: string, { hex }: Fingerprint): string => {
  const { local, waiting, turnedAway } = status;
  const where = local.state === 'failing' ? 'NOT saved on this device' : 'saved on this device';
  const relay =
    status.relay === 'live'
      ? waiting === 0
        ? 'at the relay'
        : where
      : `${where}, no relay (${turnedAway ?? status.relay})`;
  const others = presence.others.filter((other) => other.device !== device);
  const devices = new Map(others.map((other) => [other.device ?? other.session, other.state['fingerprint'] === hex]));
  const agreeing = [...devices.values()].filter(Boolean).length;
  const agreement = `${agreeing + 1} of ${devices.size + 1} in agreement`;
  return [relay, ...(waiting > 0 ? [`${waiting} waiting`] : []), ...(devices.size > 0 ? [agreement] : [])].join(', ');
};

const pageRows = (session: Session, words: Words, isByAisle: boolean): readonly Row[] => {
  const { list, replica, entry } = session;
  const { view } = list;
  const fingerprint = session.fingerprint();
  const end = endText(view);
  const said = [...(end === undefined ? [] : [end]), ...noticeTexts(view)];
  const safety = safetyText(replica, entry.device, fingerprint);
  return [
    { kind: 'head', text: headText(view) },
    { kind: 'state', text: `${safety}  ${fingerprintText(fingerprint)}` },
    ...said.map((text): Row => ({ kind: 'head', text: printable(text) })),
    ...lineRows(view, words, isByAisle),
  ];
};

/** Follows one list until that is to end. */
const follow = async (context: Context, session: Session, teller: Teller, ended: Promise<unknown>): Promise<void> => {
  const { words, line, person } = context;
  const { list, replica, entry } = session;
  const { listId } = entry;
  const sayPresence = (): void =>
    replica.presence.setState({ name: person ?? '', fingerprint: session.fingerprint().hex });
  const sayWhole = (): void => {
    const fingerprint = session.fingerprint();
    const { openCount, doneCount } = list.view;
    teller.tell(session, `${openCount} to get, ${doneCount} in the cart   ${fingerprintText(fingerprint)}`, {
      event: 'list',
      ...listJson(listId, list.view, fingerprint, words),
    });
  };

  teller.show(listId, () => pageRows(session, words, line.options.aisles ?? false));
  await settle(context, session);
  teller.changed();
  sayWhole();
  sayPresence();
  let shown = list.view;
  const stopView = list.subscribe((view) => {
    for (const change of lineChanges(shown, view))
      teller.tell(session, changeText(change, view, words), {
        event: change.event,
        line: lineJson(change.line, words),
      });
    if (view.title !== shown.title) teller.tell(session, 'has a new title', { event: 'title', title: view.title });
    shown = view;
    sayPresence();
    teller.changed();
  });
  let relay: string | undefined;
  const sayRelay = (): void => {
    teller.changed();
    const state = replica.status.relay === 'live' ? 'live' : (replica.status.turnedAway ?? replica.status.relay);
    const isThere = state === 'live';
    if (state === relay || (relay !== undefined && relay !== 'live' && !isThere)) return;
    const isFirst = relay === undefined;
    relay = state;
    if (isFirst && isThere && line.options.quiet) return;
    teller.note(`${nameOf(session)}: ${isThere ? 'connected' : `no relay (${state}); it is tried again`}`);
  };
  const stops = [replica.onStatus(sayRelay), replica.presence.onChange(teller.changed)];
  sayRelay();
  const end = await ended;
  stopView();
  for (const stop of stops) stop();
  if (end === 'left') teller.left(session);
  await session.stored();
};

/** Rows of output, and words on standard error. */
const tellInRows = ({ line, out, note, nowMs }: Context): Teller => {
  const { json, quiet } = line.options;
  return {
    show: () => undefined,
    changed: () => undefined,
    left: (session) => note(`${nameOf(session)}: left`),
    tell: (session, text, event) => {
      const { listId } = session.entry;
      if (json) out(printableJson({ at: new Date(nowMs()).toISOString(), listId, ...event }, false));
      else if (!quiet) out(printable(`${nameOf(session)}  ${text}`));
    },
    note,
  };
};

/** A page of a terminal, for a kitchen's wall; `close` gives the terminal back. */
const showOnPage = (context: Context): (Teller & { close(): void }) | undefined => {
  const { screen } = context;
  const { json, quiet } = context.line.options;
  if (!screen || json || quiet) return undefined;
  const lists = new Map<string, () => readonly Row[]>();
  const draw = (): readonly Row[] => [
    ...[...lists.values()].flatMap((rows, i): readonly Row[] => [
      ...(i > 0 ? [{ kind: 'open' as const, text: '' }] : []),
      ...rows(),
    ]),
    ...(lists.size === 0 ? [{ kind: 'state' as const, text: 'tote watch: no list yet' }] : []),
  ];
  const page = openPage(screen, draw);
  return {
    ...page,
    show: (listId, rows) => {
      lists.set(listId, rows);
      page.changed();
    },
    left: ({ entry }) => {
      lists.delete(entry.listId);
      page.changed();
    },
    tell: () => undefined, // the page shows it
    note: () => undefined,
  };
};

/** Follows these lists, as many as there are at any moment, until the process is asked to end. */
const followAll = async (context: Context, teller: Teller, entries: () => readonly ShelfEntry[]): Promise<void> => {
  const { ended } = context;
  const store = { ...context.store, copies: context.store.watchedCopies };
  const stops = new Map<string, () => void>();
  const running: Promise<void>[] = [];
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  const start = async (entry: ShelfEntry, stopped: Promise<'left'>): Promise<void> => {
    await withSession({ ...context, store }, entry, (session) =>
      follow(context, session, teller, Promise.race([ended, stopped])),
    );
    // Left by another command: what this one stored meanwhile goes with it.
    if (!entriesOf(store).some(({ listId }) => listId === entry.listId)) await store.copies.remove(entry.listId);
  };
  const look = (): void => {
    const now = new Map(entries().map((entry) => [JSON.stringify([entry.listId, entry.link, entry.device]), entry]));
    for (const [key, stop] of stops)
      if (!now.has(key)) {
        stops.delete(key);
        stop();
      }
    for (const [key, entry] of now)
      if (!stops.has(key)) {
        const stopped = new Promise<'left'>((resolve) => stops.set(key, () => resolve('left')));
        running.push(start(entry, stopped).catch(fail));
      }
  };
  look();
  const timer = setInterval(() => {
    try {
      look();
    } catch (error) {
      fail(error);
    }
  }, SHELF_MS);
  try {
    await Promise.race([ended, failed]);
    await Promise.race([Promise.all(running), failed]);
  } finally {
    clearInterval(timer);
  }
};

/** Follows the list that is named, or all. */
export const watch: Command = async (context) => {
  const { options, operands } = context.line;
  const { store } = context;
  if (operands.length > 0) return notUnderstood(context, 'tote watch, or tote watch --list TITLE');
  const first = options.list !== undefined || entriesOf(store).length === 0 ? findEntry(context) : undefined;
  if (first && !first.ok) return first.error;
  const only = first?.value.listId;
  const page = showOnPage(context);
  try {
    await followAll(context, page ?? tellInRows(context), () =>
      entriesOf(store).filter(({ listId }) => only === undefined || listId === only),
    );
  } finally {
    page?.close();
  }
  return EXIT_CODES.done;
};

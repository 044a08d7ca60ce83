/** What all commands share: what they are given, how they end, and a session with the list that is meant. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Result } from '@tote/seal';
import type { CommandLine } from './arguments.ts';
import { whyClosed } from './list-notes.ts';
import { type Reached, type Session, type SessionDeps, openSession } from './open-session.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';
import { entriesOf, findList, keepEntry, type NoList, type ShelfEntry } from './shelf.ts';
import type { Words } from './words.ts';

/** How a command ends (TERMINAL.md). */
export const EXIT_CODES = { done: 0, failed: 1, notUnderstood: 2, notAllowed: 3, notAtRelay: 4 } as const;

/** One of {@link EXIT_CODES}. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** What a command works with. */
export interface Context extends Omit<SessionDeps, 'isOffline' | 'language'> {
  readonly line: CommandLine;
  readonly words: Words;
  /** A line for whoever reads the answer, person or machine. */
  readonly out: (text: string) => void;
  /** A line about how it went. */
  readonly note: (text: string) => void;
  /** All of standard input; where a person types, the first line if that is all there should be. */
  readonly readInput: (much: 'a line' | 'all') => Promise<string>;
  /** Bytes of a file; `-` is standard input. */
  readonly readFile: (path: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Where a person looks on; undefined if that is a file or a pipe. */
  readonly screen: Screen | undefined;
  /** Resolves when the process is asked to end. */
  readonly ended: Promise<void>;
  /** What others call the person here, if it was said (`TOTE_NAME`). */
  readonly person: string | undefined;
}

/** A command. */
export type Command = (context: Context) => Promise<ExitCode>;

/** Ends a command that was not understood. */
export const notUnderstood = ({ note }: Context, why: string): ExitCode => {
  note(why);
  return EXIT_CODES.notUnderstood;
};

const noListText = (error: NoList): string => {
  switch (error.type) {
    case 'no-lists':
      return 'There is no list on this device: tote make TITLE, or tote join LINK.';
    case 'no-such-list':
      return `There is no list "${printable(error.name)}" on this device; tote lists names them.`;
    case 'which-list':
      return `Which list? --list takes a title or its beginning: ${error.among.map(({ title, listId }) => `${printable(title)} (${listId.slice(0, 6)})`).join(', ')}`;
  }
};

/** Opens a list, and remembers what it is called when it is closed. */
export const withSession = async <Outcome>(
  context: Context,
  entry: ShelfEntry,
  act: (session: Session) => Promise<Outcome>,
): Promise<Outcome> => {
  const { words, line, store } = context;
  const deps = { ...context, language: words.language, isOffline: line.options.offline ?? false };
  const session = await openSession(deps, entry);
  try {
    return await act(session);
  } finally {
    const { title } = session.list.view;
    const kept = entriesOf(store).find(({ listId }) => listId === entry.listId); // none if another command left it meanwhile
    if (kept && title !== '' && title !== kept.title) keepEntry(store, { ...kept, title });
    await session.close();
  }
};

/** The list that is meant, or how the command ends without one. */
export const findEntry = (context: Context): Result<ShelfEntry, ExitCode> => {
  const found = findList(entriesOf(context.store), context.line.options.list);
  return found.ok ? found : { ok: false, error: notUnderstood(context, noListText(found.error)) };
};

/** Does something with it. */
export const withList = async (context: Context, act: (session: Session) => Promise<ExitCode>): Promise<ExitCode> => {
  const found = findEntry(context);
  return found.ok ? withSession(context, found.value, act) : found.error;
};

/** Waits for the relay as long as was asked for, or until a signal says that this is too long. */
export const settle = async ({ line, ended }: Context, session: Session): Promise<Reached> => {
  const patience = new AbortController();
  const over = pause(line.options.waitMs, undefined, { signal: patience.signal }).catch(() => undefined);
  const reached = await session.settle(Promise.race([over, ended]));
  patience.abort();
  return reached;
};

/** Asks the relay what is new (C2), and says so if it cannot be asked. */
export const catchUp = async (context: Context, session: Session): Promise<Reached> => {
  const { offline } = context.line.options;
  const reached = await settle(context, session);
  if (reached === 'unreachable' && !offline) context.note('No relay was reached: this is what this device has.');
  if (reached === 'refused') context.note(refusalText(session));
  return reached;
};

const refusalText = ({ replica }: Session): string => {
  const { refusal, turnedAway } = replica.status;
  if (turnedAway === 'not-admitted') return 'The relay is private: TOTE_ACCESS_TOKEN is what it asks for.';
  return `The relay refuses this list: ${refusal ?? turnedAway ?? 'it did not say why'}.`;
};

/** Shows something of the list that is meant, as it is at the relay if there is one (C2). */
export const lookAtList = (context: Context, look: (session: Session, relay: Reached) => string): Promise<ExitCode> =>
  withList(context, async (session) => {
    const relay = await catchUp(context, session);
    const text = look(session, relay);
    if (text !== '') context.out(text);
    return relay === 'at-relay' || !context.line.options.synced ? EXIT_CODES.done : EXIT_CODES.notAtRelay;
  });

/** Waits for what was changed to be stored and, if there is one, at the relay (C1); says how far it came. */
export const finish = async (context: Context, session: Session): Promise<ExitCode> => {
  const { synced } = context.line.options;
  if (!(await session.stored())) {
    context.note('This could not be stored on this device.');
    return EXIT_CODES.failed;
  }
  const reached = await settle(context, session);
  if (reached === 'at-relay') return EXIT_CODES.done;
  context.note(
    reached === 'refused'
      ? `Saved on this device. ${refusalText(session)}`
      : 'Saved on this device, and not yet at the relay: it goes out with the next command.',
  );
  return synced ? EXIT_CODES.notAtRelay : EXIT_CODES.done;
};

/** A change that can be made; says, once it is stored, what became of it. Or how the command ends without one. */
export type Change = (() => readonly string[]) | ExitCode;

/** Changes the list that is meant: catches up, changes, waits, and only then says so. */
export const changeList = (context: Context, prepare: (session: Session) => Change): Promise<ExitCode> =>
  withList(context, async (session) => {
    await settle(context, session); // what others changed meanwhile; how far that came is said at the end
    const { list, entry } = session;
    const why = whyClosed(list.view, entry.role);
    if (why !== undefined) {
      context.note(printable(why));
      return EXIT_CODES.notAllowed;
    }
    const change = prepare(session);
    if (typeof change === 'number') return change;
    const { person } = context;
    if (person !== undefined && list.view.people.get(entry.device) !== person) list.setPersonName(person);
    const said = change();
    const code = await finish(context, session);
    if (code !== EXIT_CODES.failed) for (const text of said) context.out(printable(text));
    return code;
  });

/** `watch`: an always-on replica that tells what happens (TERMINAL.md, C6, C10). */
import type { ListView } from '@tote/list';
import { type Command, type Context, EXIT_CODES, notUnderstood, settle, withList, withSession } from './command.ts';
import { lineChanges, type LineChange } from './list-changes.ts';
import { amountText, fingerprintText, lineJson, listJson, namedPeople } from './list-texts.ts';
import type { Session } from './open-session.ts';
import { printable, printableJson } from './printable.ts';
import { entriesOf } from './shelf.ts';

const MARKS: Readonly<Record<LineChange['event'], string>> = {
  added: '+',
  removed: '-',
  ticked: '[x]',
  unticked: '[ ]',
  changed: '~',
};

const changeText = ({ event, line }: LineChange, view: ListView, language: string): string => {
  const by = namedPeople(view, event === 'ticked' ? line.tickedBy : event === 'added' ? line.addedBy : []);
  const amount = amountText(line.amounts, language);
  return `${MARKS[event]} ${line.name}${amount && `, ${amount}`}${by && ` (${by})`}`;
};

/** Follows one list until the process is asked to end. */
const follow = async (context: Context, session: Session): Promise<void> => {
  const { out, note, language, line } = context;
  const { list, replica, entry } = session;
  const { listId } = entry;
  const nameOf = (): string => printable(list.view.title || listId.slice(0, 6));
  const tell = (text: string, event: Record<string, unknown>): void =>
    line.options.json
      ? out(printableJson({ at: new Date(context.nowMs()).toISOString(), listId, ...event }, false))
      : out(printable(`${nameOf()}  ${text}`));

  const sayPresence = (): void =>
    replica.presence.setState({ name: context.person ?? '', fingerprint: session.fingerprint().hex });
  const sayWhole = (): void => {
    const fingerprint = session.fingerprint();
    const { openCount, doneCount } = list.view;
    tell(`${openCount} to get, ${doneCount} in the cart   ${fingerprintText(fingerprint)}`, {
      event: 'list',
      ...listJson(listId, list.view, fingerprint, language),
    });
  };

  await settle(context, session);
  sayWhole();
  sayPresence();
  let shown = list.view;
  const stopView = list.subscribe((view) => {
    for (const change of lineChanges(shown, view))
      tell(changeText(change, view, language), { event: change.event, line: lineJson(change.line, language) });
    if (view.title !== shown.title) tell('has a new title', { event: 'title', title: view.title });
    shown = view;
    sayPresence();
  });
  let relay: string | undefined;
  const sayRelay = (): void => {
    const state = replica.status.relay === 'live' ? 'live' : (replica.status.turnedAway ?? replica.status.relay);
    const isThere = state === 'live';
    if (state === relay || (relay !== undefined && relay !== 'live' && !isThere)) return;
    relay = state;
    note(`${nameOf()}: ${isThere ? 'connected' : `no relay (${state}); it is tried again`}`);
  };
  const stopStatus = replica.onStatus(sayRelay);
  sayRelay();
  await context.ended;
  stopView();
  stopStatus();
  await session.stored();
};

/** Follows the list that is named, or all. */
export const watch: Command = async (context) => {
  const { options, operands } = context.line;
  if (operands.length > 0) return notUnderstood(context, 'tote watch, or tote watch --list TITLE');
  const entries = entriesOf(context.store);
  if (options.list !== undefined || entries.length === 0)
    return withList(context, async (session) => {
      await follow(context, session);
      return EXIT_CODES.done;
    });
  await Promise.all(entries.map((entry) => withSession(context, entry, (session) => follow(context, session))));
  return EXIT_CODES.done;
};

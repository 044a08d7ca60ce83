/** `make`, `join`, `leave`, `lists`, `link`: which lists this device has. */
import { createDeviceId } from '@tote/list';
import { setTitle } from '@tote/list/look-commands';
import { chooseEd25519, createEditSecret, deriveKeys, encodeLink } from '@tote/seal';
import {
  catchUp,
  changeList,
  type Command,
  EXIT_CODES,
  finish,
  notUnderstood,
  withList,
  withSession,
} from './command.ts';
import { printable, printableJson } from './printable.ts';
import { readLink } from './read-link.ts';
import { entriesOf, keepEntry, type ShelfEntry } from './shelf.ts';

const APP = 'http://localhost:4680';

/** Where the app and its relay are; undefined if that is no address. */
const readApp = (text: string): string | undefined => {
  try {
    const { protocol, origin } = new URL(text);
    return protocol === 'http:' || protocol === 'https:' ? origin : undefined;
  } catch {
    return undefined;
  }
};

/** Makes a list and prints the link to share. */
export const make: Command = async (context) => {
  const { operands, options } = context.line;
  const wanted = operands.join(' ').trim();
  if (wanted === '') return notUnderstood(context, 'tote make TITLE');
  const app = readApp(options.relay ?? APP);
  if (app === undefined) return notUnderstood(context, '--relay takes the address of the app: https://tote.example');
  const editSecret = createEditSecret(context.random);
  const keys = await deriveKeys({ role: 'edit', editSecret }, await chooseEd25519());
  if (!keys.ok) throw new Error('a new secret gave no keys');
  const { listId } = keys.value;
  const link = encodeLink({ role: 'edit', editSecret });
  const entry: ShelfEntry = { listId, role: 'edit', link, app, device: createDeviceId(context.random), title: wanted };
  keepEntry(context.store, entry);
  return withSession(context, entry, async (session) => {
    session.list.give((list) => setTitle(list, wanted));
    if (context.person !== undefined) session.list.setPersonName(context.person);
    const code = await finish(context, session);
    if (code === EXIT_CODES.failed) return code; // it is on the shelf, and nobody has been invited to what is not there
    const address = session.linkAddress('edit') ?? '';
    context.out(
      options.json ? printableJson({ listId, title: session.list.view.title, link: address }, true) : address,
    );
    return code;
  });
};

/** Calls a list something else, for everybody. */
export const callList: Command = (context) => {
  const { operands, options } = context.line;
  const wanted = operands.join(' ').trim();
  if (wanted === '') return Promise.resolve(notUnderstood(context, 'tote title TITLE'));
  return changeList(context, ({ list, entry }) => () => {
    const before = list.view.title;
    list.give((given) => setTitle(given, wanted));
    const { title: now } = list.view;
    return [
      options.json ? printableJson({ listId: entry.listId, title: now }, false) : `${before} is called ${now} now`,
    ];
  });
};

/** Joins a list by its link. */
export const join: Command = async (context) => {
  const { operands, options } = context.line;
  const [operand, ...more] = operands;
  if (operand === undefined || more.length > 0)
    return notUnderstood(context, 'tote join LINK, or tote join - to read it');
  const read = await readLink(operand === '-' ? await context.readInput('a line') : operand);
  if (!read.ok) return notUnderstood(context, `Not joined: ${read.error}.`);
  const known = entriesOf(context.store).find(({ listId }) => listId === read.value.listId);
  const isLess = known?.role === 'edit' && read.value.role === 'view';
  const entry: ShelfEntry = {
    ...read.value,
    ...(isLess && { role: known.role, link: known.link }),
    device: known?.device ?? createDeviceId(context.random),
    title: known?.title ?? '',
  };
  keepEntry(context.store, entry);
  return withSession(context, entry, async (session) => {
    const reached = await catchUp(context, session);
    const { title, openCount } = session.list.view;
    if (options.json) context.out(printableJson({ listId: entry.listId, title, role: entry.role }, true));
    else context.out(reached === 'at-relay' ? `Joined ${printable(title)}: ${openCount} to get` : 'Joined');
    return reached === 'at-relay' || !options.synced ? EXIT_CODES.done : EXIT_CODES.notAtRelay;
  });
};

/** Takes a list off this device; others keep it. */
export const leave: Command = async (context) => {
  let left: ShelfEntry | undefined;
  const code = await withList(context, async (session) => {
    await catchUp(context, session);
    const { waiting } = session.replica.status;
    if (waiting > 0 && !context.line.options.force) {
      context.note(`${waiting} changes are on this device alone. --force leaves them behind.`);
      return EXIT_CODES.notAllowed;
    }
    left = session.entry;
    return EXIT_CODES.done;
  });
  if (!left) return code;
  // Once its session is closed: closing still writes.
  context.store.lists.remove(left.listId);
  await context.store.copies.remove(left.listId);
  const { listId, title: called } = left;
  context.out(
    context.line.options.json
      ? printableJson({ listId, title: called }, false)
      : `Left ${printable(called)}; who has the link has the list.`,
  );
  return code;
};

/** Names the lists of this device. */
export const lists: Command = (context) => {
  const entries = entriesOf(context.store);
  if (context.line.options.json) {
    context.out(
      printableJson(
        entries.map(({ listId, title, role, app }) => ({ listId, title, role, relay: app })),
        true,
      ),
    );
  } else {
    if (entries.length === 0) context.note('There is no list on this device: tote make TITLE, or tote join LINK.');
    for (const { listId, title, role, app } of entries)
      context.out(printable(`${title || '(not loaded yet)'}  ${listId.slice(0, 6)}  ${role}  ${app}`));
  }
  return Promise.resolve(EXIT_CODES.done);
};

/** Prints the link to pass on. */
export const link: Command = (context) =>
  withList(context, (session) => {
    const role = context.line.options.view ? 'view' : session.entry.role;
    const address = session.linkAddress(role) ?? '';
    const { listId } = session.entry;
    context.out(context.line.options.json ? printableJson({ listId, role, link: address }, true) : address);
    return Promise.resolve(EXIT_CODES.done);
  });

/** `show`, `add`, `tick`, `untick`, `remove`, `clear`, `export`: what is on a list. */
import {
  type Added,
  exportCsv,
  exportJson,
  exportMarkdown,
  exportText,
  type Line,
  type ListView,
  type ToteList,
} from '@tote/list';
import { catchUp, changeList, type Command, type Context, EXIT_CODES, notUnderstood, withList } from './command.ts';
import { findLines, type UnclearName } from './find-lines.ts';
import { endText, noticeTexts } from './list-notes.ts';
import { amountText, listJson, listText } from './list-texts.ts';
import { printable, printableJson, printableText } from './printable.ts';

/** Shows the list. */
export const show: Command = (context) =>
  withList(context, async (session) => {
    const relay = await catchUp(context, session);
    const { list, entry, replica } = session;
    const fingerprint = session.fingerprint();
    const end = endText(list.view);
    for (const text of [...(end === undefined ? [] : [end]), ...noticeTexts(list.view)]) context.note(printable(text));
    context.out(
      context.line.options.json
        ? printableJson(
            {
              ...listJson(entry.listId, list.view, fingerprint, context.language),
              relay: context.line.options.offline ? 'not-asked' : relay,
              waiting: replica.status.waiting,
            },
            true,
          )
        : listText(list.view, fingerprint, context.language),
    );
    return EXIT_CODES.done;
  });

const addedText = ({ type, name, lineId }: Added, view: ListView, language: string): string => {
  const line = view.lines.find(({ itemIds }) => lineId !== undefined && itemIds.includes(lineId));
  const what = [name, line && amountText(line.amounts, language)].filter(Boolean).join(', ');
  switch (type) {
    case 'added':
      return `Added: ${what}`;
    case 'joined':
      return `More: ${what}`;
    case 'already-there':
      return `Already there: ${what}`;
    case 'reopened':
      return `Back on the list: ${what}`;
    case 'list-full':
      return `The list is full: ${name} was not added`;
  }
};

/** Adds products: each operand is one, or `-`, the lines of standard input. */
export const add: Command = async (context) => {
  const { operands, options } = context.line;
  const { language } = context;
  const [first] = operands;
  if (first === undefined) return notUnderstood(context, 'tote add "2 l milk" bread, or tote add - to read lines');
  const input = first === '-' ? await context.readInput('all') : undefined;
  return changeList(context, ({ list }) => {
    const text = input ?? operands.join('\n');
    const { items, leftOut } = list.read(text);
    if (leftOut > 0)
      return notUnderstood(
        context,
        `${items.length} lines at most come in at once; of ${items.length + leftOut} none was added.`,
      );
    return () => {
      const { added } = input === undefined ? list.add(text) : list.importItems(items);
      if (options.json) return [printableJson(added, false)];
      return added.map((one) => addedText(one, list.view, language));
    };
  });
};

const unclearText = ({ name, among }: UnclearName): string =>
  among.length === 0
    ? `There is no "${printable(name)}" on the list.`
    : `"${printable(name)}" could be ${among.map((line) => printable(line.name)).join(', ')}.`;

/** Does something to each line that is named. */
const onLines =
  (usage: string, said: string, act: (list: ToteList, line: Line) => void): Command =>
  (context) => {
    const { operands, options } = context.line;
    if (operands.length === 0) return Promise.resolve(notUnderstood(context, usage));
    return changeList(context, ({ list }) => {
      const found = findLines(list.view.lines, operands);
      if (!found.ok) return notUnderstood(context, found.error.map(unclearText).join('\n'));
      return () => {
        for (const line of found.value) act(list, line);
        if (options.json) return [printableJson({ lines: found.value.map(({ id, name }) => ({ id, name })) }, false)];
        return found.value.map(({ name }) => `${said}: ${name}`);
      };
    });
  };

/** Puts lines into the cart. */
export const tick = onLines('tote tick LINE …', 'In the cart', (list, { id }) => list.tick(id));
/** Takes them out again. */
export const untick = onLines('tote untick LINE …', 'Not in the cart', (list, { id }) => list.untick(id));
/** Takes them off the list, for the bin. */
export const remove = onLines('tote remove LINE …', 'Off the list', (list, { id }) => list.remove(id));

/** Takes what is in the cart off the list. */
export const clear: Command = (context) =>
  changeList(context, ({ list }) => () => {
    const cleared = list.clearDone();
    return [context.line.options.json ? printableJson({ cleared }, false) : `${cleared} taken off the list`];
  });

const FORMATS: Readonly<Record<string, (view: ListView, language: string) => string>> = {
  md: exportMarkdown,
  text: exportText,
  csv: exportCsv,
  json: (view) => printableJson(JSON.parse(exportJson(view)), true),
};

/** Formats name their end of line themselves; `out` adds one. */
const withoutLastBreak = (text: string): string => text.replace(/\r?\n$/u, '');

/** Writes the list in a format that other programs read. */
export const exportList: Command = (context: Context) => {
  const name = context.line.options.json ? 'json' : (context.line.options.format ?? 'md');
  const format = FORMATS[name];
  if (!format) return Promise.resolve(notUnderstood(context, `--format takes ${Object.keys(FORMATS).join(', ')}`));
  return withList(context, async (session) => {
    await catchUp(context, session);
    context.out(printableText(withoutLastBreak(format(session.list.view, context.language))));
    return EXIT_CODES.done;
  });
};

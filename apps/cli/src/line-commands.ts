/** `show`, `add`, `tick`, `untick`, `remove`, `clear`: what is on a list. */
import type { Added, Incoming, Line, ListView, ToteList } from '@tote/list';
import { changeList, type Command, lookAtList, notUnderstood } from './command.ts';
import { findLines } from './find-lines.ts';
import { endText, noticeTexts } from './list-notes.ts';
import { listJson, listRows } from './list-texts.ts';
import { printable, printableJson } from './printable.ts';
import { rowText } from './screen.ts';
import type { Words } from './words.ts';

/** Shows the list. */
export const show: Command = (context) =>
  lookAtList(context, (session, relay) => {
    const { words, screen } = context;
    const { options } = context.line;
    const { list, entry, replica } = session;
    const fingerprint = session.fingerprint();
    const end = endText(list.view);
    for (const text of [...(end === undefined ? [] : [end]), ...noticeTexts(list.view)]) context.note(printable(text));
    if (options.json)
      return printableJson(
        {
          ...listJson(entry.listId, list.view, fingerprint, words),
          relay: options.offline ? 'not-asked' : relay,
          waiting: replica.status.waiting,
        },
        true,
      );
    return listRows(list.view, fingerprint, words, options.aisles ?? false)
      .map((row) => rowText(row, screen))
      .join('\n');
  });

/** What became of one added product. */
export const addedText = ({ type, name, lineId }: Added, view: ListView, words: Words): string => {
  const line = view.lines.find(({ itemIds }) => lineId !== undefined && itemIds.includes(lineId));
  const what = [name, line && words.amounts(line.amounts)].filter(Boolean).join(', ');
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

/** Why none of too many was added (X5). */
export const tooManyText = ({ items, leftOut }: Incoming): string =>
  `${items.length} lines at most come in at once; of ${items.length + leftOut} none was added.`;

/** Adds products: each operand is one, or `-`, the lines of standard input. */
export const add: Command = async (context) => {
  const { operands, options } = context.line;
  const [first] = operands;
  if (first === undefined) return notUnderstood(context, 'tote add "2 l milk" bread, or tote add - to read lines');
  const input = first === '-' ? await context.readInput('all') : undefined;
  return changeList(context, ({ list }) => {
    const text = input ?? operands.join('\n');
    const read = list.read(text);
    if (read.leftOut > 0) return notUnderstood(context, tooManyText(read));
    return () => {
      const { added } = input === undefined ? list.add(text) : list.importItems(read.items);
      if (options.json) return [printableJson(added, false)];
      return added.map((one) => addedText(one, list.view, context.words));
    };
  });
};

/** Does something to each line that is named. */
const onLines =
  (usage: string, said: string, act: (list: ToteList, line: Line) => void): Command =>
  (context) => {
    const { operands, options } = context.line;
    if (operands.length === 0) return Promise.resolve(notUnderstood(context, usage));
    return changeList(context, ({ list }) => {
      const found = findLines(list.view.lines, operands);
      if (!found.ok) return notUnderstood(context, found.error);
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

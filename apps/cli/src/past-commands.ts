/** `history`, `restore`: who did what, and what can be had back (TERMINAL.md, C17). */
import { type BinnedItem, type HistoryDeed, type HistoryEvent, type ListView, productKeyOf } from '@tote/list';
import { readHistory } from '@tote/list/history';
import { changeList, type Command, type Context, lookAtList, notUnderstood } from './command.ts';
import { findLines } from './find-lines.ts';
import { namedPeople } from './list-texts.ts';
import { printable, printableJson } from './printable.ts';

const DEEDS: Readonly<Record<HistoryDeed, (name: string) => string>> = {
  added: (name) => `added ${name}`,
  'asked-again': (name) => `asked for ${name} again`,
  renamed: (name) => `named it ${name}`,
  amount: (name) => `changed how much ${name}`,
  note: (name) => `changed the note of ${name}`,
  aisle: (name) => `put ${name} into another aisle`,
  price: (name) => `changed the price of ${name}`,
  changed: (name) => `changed ${name}`,
  ticked: (name) => `took ${name}`,
  cleared: (name) => `cleared ${name}`,
  deleted: (name) => `removed ${name}`,
  titled: (name) => `called the list ${name}`,
};

const TWO_DIGITS = 2;

/** Minutes of the wall clock here, in an order that sorts. */
const timeText = (atMs: number): string => {
  const time = new Date(atMs);
  const [month, day, hours, minutes] = [time.getMonth() + 1, time.getDate(), time.getHours(), time.getMinutes()].map(
    (number) => String(number).padStart(TWO_DIGITS, '0'),
  );
  return `${time.getFullYear()}-${month}-${day} ${hours}:${minutes}`;
};

const NO_TIME = ' '.repeat(timeText(0).length);

/** Moments of any clock: some are none. */
const isoTime = (atMs: number): string => new Date(atMs).toISOString();

const who = (view: ListView, by: string): string => namedPeople(view, [by]) || 'Somebody';

const eventText = ({ deed, by, atMs, name }: HistoryEvent, view: ListView): string =>
  printable(`${atMs === undefined ? NO_TIME : timeText(atMs)}  ${who(view, by)} ${DEEDS[deed](name)}`);

/** Tells who did what, newest first. */
export const history: Command = (context) =>
  lookAtList(context, ({ list }) => {
    const events = list.history(readHistory);
    if (!context.line.options.json) return events.map((event) => eventText(event, list.view)).join('\n');
    return printableJson(
      events.map(({ deed, by, atMs, name, itemId }) => ({
        deed,
        by,
        at: atMs === undefined ? undefined : isoTime(atMs),
        name,
        itemId,
      })),
      true,
    );
  });

const showBin = (context: Context): ReturnType<Command> =>
  lookAtList(context, ({ list }) => {
    const { bin } = list.view;
    if (context.line.options.json)
      return printableJson(
        bin.map(({ id, name, amount, how, by, atMs }) => ({ id, name, amount, how, by, at: isoTime(atMs) })),
        true,
      );
    if (bin.length === 0) context.note('There is nothing to restore: the bin is empty.');
    return bin
      .map(({ name, amount, how, by, atMs }) => {
        const amounts = amount ? [{ total: amount, parts: [amount] }] : [];
        const what = [name, context.words.amounts(amounts)].filter(Boolean).join(', ');
        return printable(
          `${timeText(atMs)}  ${who(list.view, by)} ${how === 'cleared' ? 'cleared' : 'removed'} ${what}`,
        );
      })
      .join('\n');
  });

/** A line is several items if several people added it: all that went at once come back. */
const wentWith = (bin: readonly BinnedItem[], { name, by, how, stamp }: BinnedItem): readonly BinnedItem[] =>
  bin.filter(
    (other) =>
      productKeyOf(other.name) === productKeyOf(name) && other.by === by && other.how === how && other.stamp === stamp,
  );

/** Of each product what went last, and whatever is named by its id. */
const namable = (bin: readonly BinnedItem[], names: readonly string[]): readonly BinnedItem[] =>
  bin.filter(
    (item) =>
      names.includes(item.id) || bin.find((other) => productKeyOf(other.name) === productKeyOf(item.name)) === item,
  );

/** Puts back what was removed or cleared; without operands, says what there is. */
export const restore: Command = (context) => {
  const { operands, options } = context.line;
  if (operands.length === 0) return showBin(context);
  return changeList(context, ({ list }) => {
    const { bin } = list.view;
    const found = findLines(namable(bin, operands), operands, 'in the bin');
    if (!found.ok) return notUnderstood(context, found.error);
    return () => {
      const restored = found.value.filter((item) => {
        const items = operands.includes(item.id) ? [item] : wentWith(bin, item);
        return items.map(({ id }) => list.restore(id)).includes(true);
      });
      if (options.json) return [printableJson({ lines: restored.map(({ id, name }) => ({ id, name })) }, false)];
      return restored.map(({ name }) => `Back on the list: ${name}`);
    };
  });
};

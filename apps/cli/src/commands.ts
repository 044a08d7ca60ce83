/** Every command there is: how it is called, what it does, which options it takes (TERMINAL.md, C14). */
import type { OptionName } from './arguments.ts';
import type { Command } from './command.ts';
import { edit } from './edit-command.ts';
import { exportList, importList } from './file-commands.ts';
import { add, clear, remove, show, tick, untick } from './line-commands.ts';
import { join, leave, link, lists, make, callList } from './list-commands.ts';
import { history, restore } from './past-commands.ts';
import { watch } from './watch.ts';

/** One command. */
export interface CommandEntry {
  readonly run: Command;
  /** Its operands. */
  readonly operands: string;
  /** One row. */
  readonly about: string;
  readonly options: readonly OptionName[];
  /** What else there is to say of it. */
  readonly more: string;
}

const OF_A_LIST = ['list', 'wait', 'offline', 'synced', 'json'] as const;

const LINES =
  'A LINE is named by its product, in any case, or by how it begins if only one line begins so; scripts name it by the id that show --json tells. If one name is not clear, nothing is changed.';

const COMMAND_TABLE = {
  make: {
    run: make,
    operands: 'TITLE',
    about: 'makes a list and prints the link to share',
    options: ['relay', 'wait', 'offline', 'synced', 'json'],
    more: 'Whoever has the link has the list: it is a key. The list is on this device at once, whether a relay is there or not.',
  },
  join: {
    run: join,
    operands: 'LINK',
    about: 'joins a list; - asks for the link, or reads a pipe',
    options: ['wait', 'offline', 'synced', 'json'],
    more: "A link is a key: with join - neither your shell's history nor a list of processes shows it.",
  },
  lists: {
    run: lists,
    operands: '',
    about: 'names the lists of this device',
    options: ['json'],
    more: 'A row is title, how the id begins, what the link allows, and the relay.',
  },
  show: {
    run: show,
    operands: '',
    about: 'what is to get, and what is in the cart',
    options: [...OF_A_LIST, 'aisles'],
    more: 'The first row ends with the fingerprint: who sees the same one has the same list. With --synced it ends with 4 if no relay was reached.',
  },
  add: {
    run: add,
    operands: 'TEXT …',
    about: 'adds products ("2 l milk"); - reads them, a row each',
    options: OF_A_LIST,
    more: 'Each TEXT is one product, with its amount before or behind it: "500g flour", "eggs 12", "½ kg tomatoes". What is on the list already is not doubled: amounts add up, and what was in the cart is opened again.',
  },
  tick: { run: tick, operands: 'LINE …', about: 'into the cart', options: OF_A_LIST, more: LINES },
  untick: { run: untick, operands: 'LINE …', about: 'out of the cart', options: OF_A_LIST, more: LINES },
  edit: {
    run: edit,
    operands: 'LINE',
    about: 'changes a line: name, amount, note, aisle, price, place',
    options: [...OF_A_LIST, 'name', 'amount', 'note', 'aisle', 'price', 'before', 'after'],
    more: `It says what was there before. An empty text takes away: --note "". --amount +1 and --amount=-1 are steps, which add up with those of others; --amount "2 l" says how much is still to get.\n\n${LINES}`,
  },
  remove: {
    run: remove,
    operands: 'LINE …',
    about: 'takes lines off the list, for the bin',
    options: OF_A_LIST,
    more: `tote restore puts them back.\n\n${LINES}`,
  },
  clear: {
    run: clear,
    operands: '',
    about: 'takes what is in the cart off the list',
    options: OF_A_LIST,
    more: 'What others put into the cart meanwhile stays. tote restore puts back what was cleared.',
  },
  restore: {
    run: restore,
    operands: '[PRODUCT …]',
    about: 'puts back what was removed or cleared; alone, lists it',
    options: OF_A_LIST,
    more: 'The bin keeps the 64 cleared last and the 64 removed last, whoever did it. Of several of one name the latest comes back.',
  },
  history: {
    run: history,
    operands: '',
    about: 'who did what, newest first',
    options: OF_A_LIST,
    more: 'As the app tells it: what a later edit replaced is not told any more. Times are those of the devices that did it.',
  },
  title: {
    run: callList,
    operands: 'TITLE',
    about: 'calls the list something else, for everybody',
    options: OF_A_LIST,
    more: '',
  },
  watch: {
    run: watch,
    operands: '',
    about: 'shows all lists as they change, and keeps them',
    options: ['list', 'wait', 'json', 'aisles', 'quiet'],
    more: 'On a terminal it shows the lists, as they are at any moment, until Ctrl-C. Into a file or a pipe it writes a row for each thing that happens, with --json an event. With --quiet it is a copy that is always there, and says only what is wrong. Without --list it follows all lists, also those that are joined later.',
  },
  import: {
    run: importList,
    operands: 'FILE',
    about: 'brings text, Markdown, CSV or JSON; - reads a pipe',
    options: OF_A_LIST,
    more: 'What the app reads: a row is a product, with its bullet or box. The format says itself. To bring one file twice doubles nothing.',
  },
  export: {
    run: exportList,
    operands: '',
    about: 'the list as Markdown; --format text, csv or json',
    options: [...OF_A_LIST, 'format'],
    more: '',
  },
  link: {
    run: link,
    operands: '',
    about: 'prints the link; --view one that cannot change the list',
    options: ['list', 'view', 'json'],
    more: '',
  },
  leave: {
    run: leave,
    operands: '',
    about: 'takes a list off this device',
    options: [...OF_A_LIST, 'force'],
    more: 'Others keep it, and whoever has the link has the list. What is on this device alone is not left behind without --force.',
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

/** By name. */
export const COMMANDS: ReadonlyMap<string, CommandEntry> = new Map(Object.entries(COMMAND_TABLE));

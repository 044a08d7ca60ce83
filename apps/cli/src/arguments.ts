/** What the command line says (TERMINAL.md, C14). */
import { parseArgs } from 'node:util';
import type { Result } from '@tote/seal';

const WAIT_SECONDS = 5;
const WAIT_SECONDS_MAX = 86_400;

/** Every option there is; which of them a command takes is said in `commands.ts`. `value` names what it takes, `about` is for people. */
export const OPTIONS = {
  list: { type: 'string', short: 'l', value: 'TITLE', about: 'which list; or how its title begins (TOTE_LIST)' },
  wait: {
    type: 'string',
    short: 'w',
    value: 'SECONDS',
    about: `patience with a relay (TOTE_WAIT, else ${WAIT_SECONDS})`,
  },
  json: { type: 'boolean', about: 'for machines' },
  offline: { type: 'boolean', about: 'asks no relay' },
  synced: { type: 'boolean', about: 'ends with 4 unless the relay has it on its disk' },
  relay: {
    type: 'string',
    value: 'ADDRESS',
    about: 'address of the app (TOTE_RELAY, http://localhost:4680)',
  },
  format: { type: 'string', short: 'f', value: 'FORMAT', about: 'md, text, csv or json' },
  view: { type: 'boolean', about: 'a link that cannot change the list' },
  force: { type: 'boolean', about: 'even if changes are on this device alone' },
  name: { type: 'string', value: 'TEXT', about: 'what it is called' },
  amount: { type: 'string', value: 'AMOUNT', about: 'such as "2 l"; +1 or =-1 for more or less' },
  note: { type: 'string', value: 'TEXT', about: 'a remark' },
  aisle: { type: 'string', value: 'AISLE', about: 'where it is found: "dairy", or a name of your own' },
  price: { type: 'string', value: 'PRICE', about: 'what one costs, or a kilo, or a litre (TOTE_CURRENCY)' },
  before: { type: 'string', value: 'LINE', about: 'moves it before that line' },
  after: { type: 'string', value: 'LINE', about: 'moves it behind that line' },
  aisles: { type: 'boolean', about: 'under their aisles, as the shop is walked' },
  quiet: { type: 'boolean', about: 'says only what is wrong' },
  help: { type: 'boolean', short: 'h', about: 'how to call it' },
} as const;

/** Name of an option. */
export type OptionName = keyof typeof OPTIONS;

/** The options that were given, what the environment says for them, and patience with a relay in milliseconds. */
export type Options = {
  readonly [Name in OptionName]?: ((typeof OPTIONS)[Name]['type'] extends 'string' ? string : boolean) | undefined;
} & { readonly waitMs: number };

/** A command with its operands. */
export interface CommandLine {
  readonly command: string;
  readonly operands: readonly string[];
  readonly options: Options;
  /** What was written on the command line itself. */
  readonly given: readonly OptionName[];
}

const isOptionName = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);

/** Reads the arguments behind the program's name. The error is for people. */
export const readArguments = (args: readonly string[], env: NodeJS.ProcessEnv): Result<CommandLine, string> => {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  const [command = 'help', ...operands] = positionals;
  const seconds = Number(values.wait ?? env['TOTE_WAIT'] ?? WAIT_SECONDS);
  if (!(seconds >= 0 && seconds <= WAIT_SECONDS_MAX))
    return { ok: false, error: `--wait (TOTE_WAIT) takes seconds, 0 to ${WAIT_SECONDS_MAX}` };
  if (values.offline && values.synced) return { ok: false, error: '--offline and --synced exclude each other' };
  const options: Options = {
    ...values,
    list: values.list ?? env['TOTE_LIST'],
    relay: values.relay ?? env['TOTE_RELAY'],
    waitMs: seconds * 1_000,
  };
  return { ok: true, value: { command, operands, options, given: Object.keys(values).filter(isOptionName) } };
};

/** What an operator asks of a store from a terminal: `backup`, `check`, `lists`, `forget` (RELAY.md, O4, O5, O8 and O9). */
import { backUpLmdbStore } from '../adapters/lmdb-backup.ts';
import { checkLmdbStore, type StoreReport } from '../adapters/lmdb-check.ts';
import { forgetInLmdbStore, type ForgetReport } from '../adapters/lmdb-forget.ts';
import { listLmdbStore, type ListsReport } from '../adapters/lmdb-lists.ts';
import { RESTORE } from '../adapters/lmdb-reading.ts';
import type { ConfigError, RelayConfig } from '../config.ts';
import { isListName } from '../core/log-store.ts';
import type { Result } from '../core/result.ts';
import { RELAY_VERSION } from '../version.ts';
import type { End } from './apart.ts';
import { listObjects, listTable } from './list-lines.ts';

/** How to call it. */
const USAGE = `relay                        serves, until SIGTERM; settings are read from the environment
relay backup DIR             copies the store of TOTE_DATA into DIR, which must not have one, while a relay runs or not
relay check [DIR]            reads the store of TOTE_DATA, or of DIR, and says what is damaged; changes nothing
relay lists [DIR] [--json]   says which lists the store has, largest first; changes nothing
relay forget LIST…           erases lists, named as \`lists\` names them, from the store of TOTE_DATA; no relay may run
relay --version              says which relay this is
relay --help                 says this

Commands exit with 0 if the store is sound, 1 if it is damaged, 2 if they could not do their work.
The settings most often needed: PORT, HOST, TOTE_DATA, TOTE_ORIGINS, TRUST_PROXY, TOTE_ACCESS_TOKEN, TOTE_LOG.
All of them stand in server/RELAY.md; how to run a relay for others in server/OPERATIONS.md.`;

const EXIT_CODES = { sound: 0, damaged: 1, failed: 2 } as const;

const HELP = new Set(['--help', '-h', 'help']);
const VERSION = new Set(['--version', '-v', 'version']);

type Say = (line: string) => void;

const reportStore = ({ lists, entries, bytes, setAside, damage, damageCount }: StoreReport, say: Say): number => {
  for (const line of damage) say(`DAMAGED: ${line}`);
  if (damageCount > damage.length) say(`… and ${damageCount - damage.length} more`);
  if (setAside > 0) say(`${setAside} damaged entries were set aside earlier; devices that had them have been asked.`);
  say(
    `${lists} lists, ${entries} envelopes, ${bytes} bytes: ${damageCount === 0 ? 'sound' : `${damageCount} faults`}.`,
  );
  return damageCount === 0 ? EXIT_CODES.sound : EXIT_CODES.damaged;
};

const reportLists = (report: ListsReport, say: Say, isJson: boolean): number => {
  for (const line of isJson ? listObjects(report) : listTable(report)) say(line);
  return report.lists.some(({ isDamaged }) => isDamaged) ? EXIT_CODES.damaged : EXIT_CODES.sound;
};

const reportForgotten = ({ lists, bytesBefore, bytesAfter }: ForgetReport, say: Say): number => {
  for (const { list, entries, bytes } of lists) say(`Forgot list ${list}: ${entries} entries, ${bytes} bytes.`);
  say(`The data file had ${bytesBefore} bytes and has ${bytesAfter}.`);
  say('A device that still has such a list brings it back, unless TOTE_REFUSED_LISTS names it. Backups still have it.');
  return EXIT_CODES.sound;
};

const isFolder = (argument: string): boolean => !argument.startsWith('-');

/** What to do; undefined if the arguments cannot be understood. */
type Command = (args: readonly string[], dataFolder: string, say: Say) => (() => Promise<number>) | undefined;

const finish = async <T>(
  result: Promise<Result<T, string>>,
  say: Say,
  report: (value: T) => number,
): Promise<number> => {
  const done = await result;
  if (done.ok) return report(done.value);
  say(`FAILED: ${done.error}`);
  return EXIT_CODES.failed;
};

/** All of them read a file that may be damaged, so each runs in a process of its own (O5). */
const COMMANDS: Readonly<Record<string, Command>> = {
  backup: ([folder, ...more], dataFolder, say) => {
    if (folder === undefined || more.length > 0 || !isFolder(folder)) return undefined;
    return () => {
      say(`Copying ${dataFolder} to ${folder}`);
      return finish(backUpLmdbStore(dataFolder, folder), say, (report) => reportStore(report, say));
    };
  },
  check: ([folder = '', ...more], dataFolder, say) => {
    if (more.length > 0 || !isFolder(folder)) return undefined;
    return () => finish(checkLmdbStore(folder || dataFolder), say, (report) => reportStore(report, say));
  },
  lists: (args, dataFolder, say) => {
    const [folder = '', ...more] = args.filter((arg) => arg !== '--json');
    if (more.length > 0 || !isFolder(folder)) return undefined;
    const isJson = args.includes('--json');
    return () => finish(listLmdbStore(folder || dataFolder), say, (report) => reportLists(report, say, isJson));
  },
  forget: (lists, dataFolder, say) => {
    if (lists.length === 0) return undefined;
    const wrong = lists.find((list) => !isListName(list));
    const error = `${wrong} is not the name of a list, which has 43 characters: relay lists shows them`;
    const forgotten = (): Promise<Result<ForgetReport, string>> =>
      wrong === undefined ? forgetInLmdbStore(dataFolder, [...new Set(lists)]) : Promise.resolve({ ok: false, error });
    return () => finish(forgotten(), say, (report) => reportForgotten(report, say));
  },
};

/** Last argument of a command that is run in this very process. */
const HERE = '--here';

const exitCodeOf = (end: End, say: Say): number => {
  if ('code' in end) return end.code;
  const why =
    end.signal === 'SIGTERM'
      ? 'it was ended'
      : `the process that read the store ended by ${end.signal}: the file's own order is damaged. ${RESTORE}`;
  say(`FAILED: ${why}`);
  return EXIT_CODES.failed;
};

/**
 * Runs a command; the answer is the exit code. Undefined: nothing is asked but to serve. `apart` runs a command that reads a store in a
 * process of its own.
 */
export const runCommand = async (
  args: readonly string[],
  config: Result<Pick<RelayConfig, 'dataFolder' | 'sharedStore'>, readonly ConfigError[]>,
  say: Say,
  apart: (args: readonly string[]) => Promise<End>,
): Promise<number | undefined> => {
  const [name] = args;
  if (name === undefined) return undefined;
  if (HELP.has(name) || VERSION.has(name)) {
    say(HELP.has(name) ? USAGE : `Tote relay ${RELAY_VERSION}`);
    return EXIT_CODES.sound;
  }
  if (!config.ok) {
    for (const { message } of config.error) say(message);
    return EXIT_CODES.failed;
  }
  if (config.value.sharedStore && Object.hasOwn(COMMANDS, name)) {
    say(
      `TOTE_STORE is set: relay ${name} is for stores in a folder. OPERATIONS.md says how to do it on Redis or Valkey.`,
    );
    return EXIT_CODES.failed;
  }
  const isHere = args.at(-1) === HERE;
  const own = isHere ? args.slice(1, -1) : args.slice(1);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]?.(own, config.value.dataFolder, say) : undefined;
  if (!command) {
    say(`This is no command: relay ${[name, ...own].join(' ')}\n\n${USAGE}`);
    return EXIT_CODES.failed;
  }
  return isHere ? command() : exitCodeOf(await apart([...args, HERE]), say);
};

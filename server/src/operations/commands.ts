/** What an operator asks of a store from a terminal: `backup DIR`, `check [DIR]` (RELAY.md, O4 and O5). */
import { backUpLmdbStore } from '../adapters/lmdb-backup.ts';
import { checkLmdbStore, RESTORE, type StoreReport } from '../adapters/lmdb-check.ts';
import type { ConfigError, RelayConfig } from '../config.ts';
import type { Result } from '../core/result.ts';
import { RELAY_VERSION } from '../version.ts';
import type { End } from './apart.ts';

/** How to call it. */
const USAGE = `relay               serves, until SIGTERM; settings are read from the environment
relay backup DIR    copies the store of TOTE_DATA into DIR, which must not have one, while a relay runs or not
relay check [DIR]   reads the store of TOTE_DATA, or of DIR, and says what is damaged; changes nothing
relay --version     says which relay this is
relay --help        says this

backup and check exit with 0 if the store is sound, 1 if it is damaged, 2 if they could not do their work.
The settings most often needed: PORT, HOST, TOTE_DATA, TOTE_ORIGINS, TRUST_PROXY, TOTE_ACCESS_TOKEN, TOTE_LOG.
All of them stand in server/RELAY.md; how to run a relay for others in server/OPERATIONS.md.`;

const EXIT_CODES = { sound: 0, damaged: 1, failed: 2 } as const;

const HELP = new Set(['--help', '-h', 'help']);
const VERSION = new Set(['--version', '-v', 'version']);

const report = (result: Result<StoreReport, string>, say: (line: string) => void): number => {
  if (!result.ok) {
    say(`FAILED: ${result.error}`);
    return EXIT_CODES.failed;
  }
  const { lists, entries, bytes, setAside, damage, damageCount } = result.value;
  for (const line of damage) say(`DAMAGED: ${line}`);
  if (damageCount > damage.length) say(`… and ${damageCount - damage.length} more`);
  if (setAside > 0) say(`${setAside} damaged entries were set aside earlier; devices that had them have been asked.`);
  say(
    `${lists} lists, ${entries} envelopes, ${bytes} bytes: ${damageCount === 0 ? 'sound' : `${damageCount} faults`}.`,
  );
  return damageCount === 0 ? EXIT_CODES.sound : EXIT_CODES.damaged;
};

/** Last argument of a command that is run in this very process. */
const HERE = '--here';

/** Does what is asked; undefined if it cannot be understood. */
const work = (
  [command, folder, ...more]: readonly string[],
  dataFolder: string,
  say: (line: string) => void,
): Promise<Result<StoreReport, string>> | undefined => {
  if (more.length > 0 || folder?.startsWith('-')) return undefined;
  if (command === 'check') return checkLmdbStore(folder ?? dataFolder);
  if (command !== 'backup' || folder === undefined) return undefined;
  say(`Copying ${dataFolder} to ${folder}`);
  return backUpLmdbStore(dataFolder, folder);
};

const isReading = ([command]: readonly string[]): boolean => command === 'check' || command === 'backup';

const exitCodeOf = (end: End, say: (line: string) => void): number => {
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
  config: Result<Pick<RelayConfig, 'dataFolder'>, readonly ConfigError[]>,
  say: (line: string) => void,
  apart: (args: readonly string[]) => Promise<End>,
): Promise<number | undefined> => {
  const [command] = args;
  if (command === undefined) return undefined;
  if (HELP.has(command) || VERSION.has(command)) {
    say(HELP.has(command) ? USAGE : `Tote relay ${RELAY_VERSION}`);
    return EXIT_CODES.sound;
  }
  if (!config.ok) {
    for (const { message } of config.error) say(message);
    return EXIT_CODES.failed;
  }
  const isHere = args.at(-1) === HERE;
  if (isReading(args) && !isHere) return exitCodeOf(await apart([...args, HERE]), say);
  const working = work(isHere ? args.slice(0, -1) : args, config.value.dataFolder, say);
  if (working) return report(await working, say);
  say(`This is no command: relay ${args.filter((arg) => arg !== HERE).join(' ')}\n\n${USAGE}`);
  return EXIT_CODES.failed;
};

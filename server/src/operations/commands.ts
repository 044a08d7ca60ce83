/** What an operator asks of a store from a terminal: `backup DIR`, `check [DIR]` (RELAY.md, O4 and O5). */
import { backUpLmdbStore } from '../adapters/lmdb-backup.ts';
import { checkLmdbStore, type StoreReport } from '../adapters/lmdb-check.ts';
import type { Result } from '../core/result.ts';

/** How to call it. */
export const USAGE = `relay               serves; settings are read from the environment (server/RELAY.md)
relay backup DIR    copies the store of TOTE_DATA into a new folder, while a relay runs or not
relay check [DIR]   reads the store of TOTE_DATA, or another, and says what is damaged`;

const EXIT_CODES = { sound: 0, damaged: 1, failed: 2 } as const;

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

/** Runs a command; the answer is the exit code. Undefined: nothing is asked but to serve. */
export const runCommand = async (
  args: readonly string[],
  dataFolder: string,
  say: (line: string) => void,
): Promise<number | undefined> => {
  const [command, folder, ...more] = args;
  if (command === undefined) return undefined;
  if (command === 'backup' && folder !== undefined && more.length === 0) {
    say(`Copying ${dataFolder} to ${folder}`);
    return report(await backUpLmdbStore(dataFolder, folder), say);
  }
  if (command === 'check' && more.length === 0) return report(await checkLmdbStore(folder ?? dataFolder), say);
  say(USAGE);
  return EXIT_CODES.failed;
};

/** What the command line says (TERMINAL.md). */
import { parseArgs } from 'node:util';
import type { Result } from '@tote/seal';

/** Options that every command takes, and some that few do. */
export interface Options {
  /** Title, or how a title or a list id begins. */
  readonly list: string | undefined;
  readonly json: boolean;
  readonly offline: boolean;
  readonly synced: boolean;
  /** Patience with a relay, in milliseconds. */
  readonly waitMs: number;
  readonly relay: string | undefined;
  readonly format: string | undefined;
  readonly view: boolean;
  readonly force: boolean;
}

/** A command with its operands. */
export interface CommandLine {
  readonly command: string;
  readonly operands: readonly string[];
  readonly options: Options;
}

const WAIT_SECONDS = 5;
const WAIT_SECONDS_MAX = 86_400;

const OPTIONS = {
  list: { type: 'string', short: 'l' },
  json: { type: 'boolean' },
  offline: { type: 'boolean' },
  synced: { type: 'boolean' },
  wait: { type: 'string', short: 'w' },
  relay: { type: 'string' },
  format: { type: 'string', short: 'f' },
  view: { type: 'boolean' },
  force: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

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
  const seconds = Number(values.wait ?? WAIT_SECONDS);
  if (!(seconds >= 0 && seconds <= WAIT_SECONDS_MAX))
    return { ok: false, error: `--wait takes seconds, 0 to ${WAIT_SECONDS_MAX}` };
  if (values.offline && values.synced) return { ok: false, error: '--offline and --synced exclude each other' };
  return {
    ok: true,
    value: {
      command: values.help ? 'help' : command,
      operands,
      options: {
        list: values.list ?? env['TOTE_LIST'],
        json: values.json ?? false,
        offline: values.offline ?? false,
        synced: values.synced ?? false,
        waitMs: seconds * 1_000,
        relay: values.relay ?? env['TOTE_RELAY'],
        format: values.format,
        view: values.view ?? false,
        force: values.force ?? false,
      },
    },
  };
};

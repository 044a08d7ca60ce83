/** Runs one command. */
import { languageOf } from '@tote/list';
import { currencyOf } from '@tote/list/money';
import type { Result } from '@tote/seal';
import { readArguments } from './arguments.ts';
import { type Context, EXIT_CODES, type ExitCode } from './command.ts';
import { COMMANDS } from './commands.ts';
import { complete, completionScript } from './completion.ts';
import { helpOf, overview } from './help.ts';
import type { DeviceStore } from './lmdb-store.ts';
import { nearest } from './nearest.ts';
import { createRelays } from './relays.ts';
import { loadWords, type Words } from './words.ts';

/** What the process gives. */
export interface RunDeps extends Omit<Context, 'line' | 'store' | 'relays' | 'words'> {
  readonly env: NodeJS.ProcessEnv;
  /** What a private relay asks for. */
  readonly accessToken: string | undefined;
  readonly openStore: () => DeviceStore;
}

const notUnderstood = ({ note }: RunDeps, why: string): ExitCode => {
  note(why);
  return EXIT_CODES.notUnderstood;
};

const noSuchCommand = (deps: RunDeps, name: string): ExitCode => {
  const near = nearest(name, [...COMMANDS.keys(), 'completion', 'help']);
  const hint = near === undefined ? 'tote help says which there are' : `Did you mean tote ${near}? tote help names all`;
  return notUnderstood(deps, `There is no command "${name}". ${hint}.`);
};

const help = (deps: RunDeps, name: string | undefined): ExitCode => {
  const entry = COMMANDS.get(name ?? '');
  if (name !== undefined && !entry) return noSuchCommand(deps, name);
  deps.out(name !== undefined && entry ? helpOf(name, entry) : overview());
  return EXIT_CODES.done;
};

const completion = (deps: RunDeps, shell: string | undefined): ExitCode => {
  const script = completionScript(shell ?? '');
  if (script === undefined) return notUnderstood(deps, 'tote completion bash, or zsh, or fish');
  deps.out(script);
  return EXIT_CODES.done;
};

/** `de-CH` of what a system calls `de_CH.UTF-8@euro`. */
const localeOf = ({ LC_ALL, LANG }: NodeJS.ProcessEnv): string =>
  (LC_ALL || LANG || '').replace(/[.@].*$/u, '').replace('_', '-');

const wordsFor = async (env: NodeJS.ProcessEnv): Promise<Result<Words, string>> => {
  const locale = localeOf(env);
  const currency = currencyOf({ currency: env['TOTE_CURRENCY'] }, [locale]);
  if (!/^[A-Z]{3}$/u.test(currency)) return { ok: false, error: 'TOTE_CURRENCY takes three letters such as EUR' };
  return { ok: true, value: await loadWords(languageOf(locale), currency) };
};

/** Does something with what this device keeps, and closes it. */
const withStore = async (
  deps: RunDeps,
  act: (context: Omit<Context, 'line'>) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const { env, openStore, accessToken, ...given } = deps;
  const words = await wordsFor(env);
  if (!words.ok) return notUnderstood(deps, words.error);
  const store = openStore();
  const relays = createRelays(accessToken);
  try {
    return await act({ ...given, words: words.value, store, relays });
  } finally {
    relays.close();
    await store.close();
  }
};

/** Runs what the arguments say. Throws what the disk throws. */
export const run = async (args: readonly string[], deps: RunDeps): Promise<ExitCode> => {
  const { env } = deps;
  const [first, ...words] = args;
  if (first === 'complete')
    return withStore(deps, async (context) => {
      for (const word of await complete(words, context, env['TOTE_LIST'])) deps.out(word);
      return EXIT_CODES.done;
    });
  const read = readArguments(args, env);
  if (!read.ok) return notUnderstood(deps, `${read.error}. tote help says more.`);
  const line = read.value;
  const { command: name, operands, options, given } = line;
  if (name === 'help') return help(deps, operands[0]);
  if (options.help) return help(deps, name);
  if (name === 'completion') return completion(deps, operands[0]);
  const command = COMMANDS.get(name);
  if (!command) return noSuchCommand(deps, name);
  const strange = given.find((option) => !command.options.includes(option));
  if (strange) return notUnderstood(deps, `tote ${name} takes no --${strange}. tote help ${name} says what it takes.`);
  return withStore(deps, (context) => command.run({ ...context, line }));
};

/** Runs one command. */
import { readArguments } from './arguments.ts';
import { type Command, type Context, EXIT_CODES, type ExitCode } from './command.ts';
import { add, clear, exportList, remove, show, tick, untick } from './line-commands.ts';
import { join, leave, link, lists, make } from './list-commands.ts';
import type { DeviceStore } from './lmdb-store.ts';
import { createRelays } from './relays.ts';
import { watch } from './watch.ts';

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['make', make],
  ['join', join],
  ['lists', lists],
  ['show', show],
  ['add', add],
  ['tick', tick],
  ['untick', untick],
  ['remove', remove],
  ['clear', clear],
  ['watch', watch],
  ['export', exportList],
  ['link', link],
  ['leave', leave],
]);

/** How to call it. */
export const USAGE = `tote make TITLE           makes a list and prints the link to share
tote join LINK            joins a list; - reads the link from standard input
tote lists                names the lists of this device
tote show                 what is to get, and what is in the cart
tote add TEXT …           adds products ("2 l milk"); - reads lines from standard input
tote tick LINE …          into the cart; untick takes out, remove takes off the list
tote clear                takes what is in the cart off the list
tote watch                follows all lists, keeps them, and tells what happens, until Ctrl-C
tote export               the list as Markdown; --format text, csv or json
tote link                 prints the link again; --view gives one that cannot change the list
tote leave                takes a list off this device

  -l, --list TITLE        which list, if there are several; or its beginning (TOTE_LIST)
  -w, --wait SECONDS      patience with a relay (5)
      --json              for machines; watch prints an event a line
      --offline           asks no relay
      --synced            ends with 4 unless the relay has it on its disk
      --relay ADDRESS     where make puts the list: the address of the app (TOTE_RELAY, http://localhost:4680)
      --force             leave: even if changes are on this device alone

TOTE_HOME is the folder that keeps lists (~/.local/share/tote), TOTE_NAME what others call you, TOTE_ACCESS_TOKEN what a private
relay asks for, LANG the language of amounts. A link is a key: prefer join - to a link in your shell's history.
Exit codes: 0 done, 1 failed, 2 not understood, 3 not allowed, 4 not at the relay.`;

/** What the process gives. */
export interface RunDeps extends Omit<Context, 'line' | 'store' | 'relays'> {
  readonly env: NodeJS.ProcessEnv;
  /** What a private relay asks for. */
  readonly accessToken: string | undefined;
  readonly openStore: () => DeviceStore;
}

/** Runs what the arguments say. Throws what the disk throws. */
export const run = async (args: readonly string[], deps: RunDeps): Promise<ExitCode> => {
  const { env, openStore, accessToken, ...context } = deps;
  const read = readArguments(args, env);
  if (!read.ok) {
    deps.note(`${read.error}. tote help says more.`);
    return EXIT_CODES.notUnderstood;
  }
  const line = read.value;
  if (line.command === 'help') {
    deps.out(USAGE);
    return EXIT_CODES.done;
  }
  const command = COMMANDS.get(line.command);
  if (!command) {
    deps.note(`There is no command "${line.command}". tote help says which there are.`);
    return EXIT_CODES.notUnderstood;
  }
  const store = openStore();
  const relays = createRelays(accessToken);
  try {
    return await command({ ...context, line, store, relays });
  } finally {
    relays.close();
    await store.close();
  }
};

#!/usr/bin/env node
/** The `tote` command as a process: settings from the environment, words to the terminal, signals to an orderly end. */
import { randomFillSync } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { arrayBuffer, text } from 'node:stream/consumers';
import { EXIT_CODES } from './command.ts';
import { openDeviceStore } from './lmdb-store.ts';
import { run, type RunDeps } from './run.ts';
import { screenOf } from './screen.ts';

/** What it writes is its owner's alone (C7). */
const OWNER_ONLY = 0o077;

const { env } = process;
const note = (line: string): void => console.error(line);
const whyOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const home = (): string => env['TOTE_HOME'] ?? join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'tote');

const readInput: RunDeps['readInput'] = async (much) => {
  if (much === 'all' || !process.stdin.isTTY) return text(process.stdin);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const line = await lines.question('Paste it here: ');
  lines.close();
  return line;
};

const ended = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
});
// Whoever reads us has gone, as `head` does.
process.stdout.on('error', () => process.exit(EXIT_CODES.failed));
process.umask(OWNER_ONLY);

try {
  const code = await run(process.argv.slice(2), {
    env,
    openStore: () => openDeviceStore(home(), (error) => note(`This device's copy cannot be kept: ${whyOf(error)}`)),
    random: (length: number) => randomFillSync(new Uint8Array(length)),
    nowMs: () => Date.now(),
    accessToken: env['TOTE_ACCESS_TOKEN'],
    person: env['TOTE_NAME'],
    out: (line) => console.log(line),
    note,
    readInput,
    readFile: async (path) => new Uint8Array(path === '-' ? await arrayBuffer(process.stdin) : await readFile(path)),
    screen: screenOf(process.stdout, env),
    ended,
  });
  process.exit(code);
} catch (error) {
  note(whyOf(error));
  process.exit(EXIT_CODES.failed);
}

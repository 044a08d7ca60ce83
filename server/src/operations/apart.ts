/**
 * A command in a process of its own (RELAY.md, O5): LMDB maps its file, and one whose pages are damaged may end whoever reads it. The
 * operator is to hear what that means.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How the process ended: by itself, with this code, or by a signal. */
export type End = { readonly code: number } | { readonly signal: string };

/** Runs a program until it ends; what it says goes where we say things. Who ends us ends it. */
export const runApart = async ([program = '', ...args]: readonly string[]): Promise<End> => {
  const child = spawn(program, args, { stdio: 'inherit' });
  const end = (): void => void child.kill();
  process.once('SIGTERM', end);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  process.off('SIGTERM', end);
  return code === null ? { signal: String(signal) } : { code };
};

/** This program again, as it was called. */
export const thisProgram = (): readonly string[] => [process.execPath, ...process.execArgv, process.argv[1] ?? ''];

import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * Runs a program to its end. With `quiet` its output is kept instead of shown. Never rejects: a program that cannot
 * be started counts as code 127 with the reason as its output.
 */
export const run = (command, args, { quiet = false, env = {}, timeoutMs, shell = false } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      timeout: timeoutMs,
      shell,
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() + (signal ? `\nended by ${signal}` : '') }),
    );
  });

/** Runs npm: the very one that started us if there is one, so that no shell is needed and versions agree. */
export const npm = (args, options) =>
  process.env.npm_execpath
    ? run(process.execPath, [process.env.npm_execpath, ...args], options)
    : run('npm', args, { ...options, shell: process.platform === 'win32' });

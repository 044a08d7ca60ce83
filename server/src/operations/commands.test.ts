import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RELAY_VERSION } from '../version.ts';
import { runApart } from './apart.ts';
import { runCommand } from './commands.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tote-command-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const settings = (dataFolder: string) => ({ ok: true, value: { dataFolder } }) as const;

describe('a command', () => {
  const run = async (args: readonly string[], config: Parameters<typeof runCommand>[1] = settings(folder)) => {
    const said: string[] = [];
    const say = (line: string) => said.push(line);
    const here = async (again: readonly string[]) => ({
      code: (await runCommand(again, config, say, () => Promise.reject(new Error('apart twice')))) ?? -1,
    });
    const code = await runCommand(args, config, say, here);
    return { code, said: said.join('\n') };
  };

  it('[O6] is none: the relay serves', async () => {
    expect((await run([])).code).toBeUndefined();
  });

  it.each(['--help', '-h', 'help'])('[O6] %s says how to call the relay, whatever the settings', async (asked) => {
    const config = { ok: false, error: [{ variable: 'PORT', message: 'PORT is "x"' }] } as const;
    expect(await run([asked], config)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^relay .*serves/) as string,
    });
    expect(await run(['--version'], config)).toEqual({ code: 0, said: `Tote relay ${RELAY_VERSION}` });
    expect(await run(['check'], config)).toEqual({ code: 2, said: 'PORT is "x"' });
  });

  it('[O5] that reads a store says what it means when the file ends the process that reads it', async () => {
    const said: string[] = [];
    const node = (script: string) => () => runApart([process.execPath, '-e', script]);
    const check = (script: string) => runCommand(['check'], settings(folder), (line) => said.push(line), node(script));
    expect(await check('process.exit(1)')).toBe(1);
    expect(said).toEqual([]);
    expect(await check('process.kill(process.pid, "SIGSEGV")')).toBe(2);
    expect(said.join()).toMatch(/ended by SIGSEGV: the file's own order is damaged\. Restore a copy/);
  });

  it.each([
    ['bakup', 'x'],
    ['backup'],
    ['backup', 'x', 'y'],
    ['check', 'x', 'y'],
    ['check', '--fix'],
    ['backup', '--help'],
  ])('[O6] that cannot be understood is named: %s %s', async (...args) => {
    const { code, said } = await run(args.filter((arg) => typeof arg === 'string'));
    expect(code).toBe(2);
    expect(said).toContain(`This is no command: relay ${args.join(' ').trim()}\n`);
    expect(said).toContain('relay backup DIR');
    expect(readdirSync(folder)).toEqual([]);
  });
});

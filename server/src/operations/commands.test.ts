import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RELAY_VERSION } from '../version.ts';
import { runCommand } from './commands.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tote-command-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const settings = (dataFolder: string) => ({ ok: true, value: { dataFolder } }) as const;

describe('a command', () => {
  const run = async (args: readonly string[], config: Parameters<typeof runCommand>[1] = settings(folder)) => {
    const said: string[] = [];
    const code = await runCommand(args, config, (line) => said.push(line));
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

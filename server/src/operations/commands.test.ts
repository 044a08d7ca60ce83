import { random } from '../testing/random.ts';
import { openTestStore } from '../testing/test-store.ts';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headKey } from '../adapters/log-records.ts';
import { openLmdbTables } from '../adapters/lmdb-tables.ts';
import { someEntry } from '../adapters/log-store-contract.ts';
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

  /** Two lists in the folder's store; the larger one has a name that looks like an option. */
  const fill = async (): Promise<readonly [string, string]> => {
    const lists = [`-${'b'.repeat(41)}A`, `m${'m'.repeat(41)}A`] as const;
    const store = openTestStore(folder, { nowMs: () => Date.UTC(2026, 10, 28) });
    await store.append(lists[0], [someEntry(undefined, 150_000), someEntry(1, 300)], random(16));
    await store.append(lists[1], [someEntry()], random(16));
    await store.close();
    return lists;
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

  it('[O8] lists are told in a table that fits a terminal, or as an object in each line', async () => {
    const [bread, milk] = await fill();
    const { code, said } = await run(['lists']);
    expect([code, said.split('\n')]).toEqual([
      0,
      [
        'LIST                                           ENTRIES        BYTES   SNAPSHOT      SINCE',
        `${bread}          2       150300   2026-11-28        0`,
        `${milk}          1          150   -                 -`,
        expect.stringMatching(/^2 lists, 3 entries, 150450 bytes; the file uses \d+\.$/),
      ],
    ]);
    const machine = await run(['lists', '--json', folder], settings('nowhere'));
    expect(machine.said.split('\n').map((line): unknown => JSON.parse(line))).toEqual([
      {
        list: bread,
        entries: 2,
        bytes: 150_300,
        snapshot: { time: '2026-11-28T00:00:00.000Z', entriesAfter: 0 },
        damaged: false,
      },
      { list: milk, entries: 1, bytes: 150, snapshot: null, damaged: false },
    ]);
    expect(await run(['lists', join(folder, 'nowhere')])).toMatchObject({ code: 2 });
  });

  it('[O8] lists are told as damaged, with the exit code of a check, when a head is', async () => {
    const [, milk] = await fill();
    const tables = openLmdbTables(folder, 128 * 1024 * 1024);
    await tables.heads.put(headKey(milk), Buffer.alloc(60));
    await tables.root.close();
    const { code, said } = await run(['lists']);
    expect([code, said.split('\n')[2]]).toEqual([1, `${milk}          1          150   DAMAGED           -`]);
  });

  it('[O9] forget says what was erased and what may bring it back', async () => {
    const [bread, milk] = await fill();
    const { code, said } = await run(['forget', bread, bread]);
    expect(code).toBe(0);
    expect(said).toMatch(
      /^Forgot list .{43}: 2 entries, 150300 bytes\.\nThe data file had \d+ bytes and has \d+\.\n.*brings it back, unless TOTE_REFUSED_LISTS/,
    );
    expect(await run(['forget', bread])).toEqual({
      code: 2,
      said: `FAILED: the store has no list ${bread}; nothing was done`,
    });
    expect(await run(['forget', milk, 'milk'])).toEqual({
      code: 2,
      said: 'FAILED: milk is not the name of a list, which has 43 characters: relay lists shows them',
    });
    expect((await run(['lists'])).said).toContain(milk);
  });

  it.each([
    ['bakup', 'x'],
    ['backup'],
    ['backup', 'x', 'y'],
    ['check', 'x', 'y'],
    ['check', '--fix'],
    ['lists', '--fix'],
    ['lists', 'x', 'y'],
    ['forget'],
    ['backup', '--help'],
  ])('[O6] that cannot be understood is named: %s %s', async (...args) => {
    const { code, said } = await run(args.filter((arg) => typeof arg === 'string'));
    expect(code).toBe(2);
    expect(said).toContain(`This is no command: relay ${args.join(' ').trim()}\n`);
    expect(said).toContain('relay backup DIR');
    expect(readdirSync(folder)).toEqual([]);
  });
});

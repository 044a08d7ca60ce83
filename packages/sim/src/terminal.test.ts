import { PassThrough } from 'node:stream';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { endWhenCut, whyNotWritable } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'tote-sim-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('a report that has no folder is told before the batch, and one that is there is not touched', () => {
  const file = join(folder, 'report.json');
  expect(whyNotWritable(join(folder, 'nowhere', 'report.json'))).toMatch(/^there is no folder for /);
  expect(whyNotWritable(folder)).toBe(`cannot write ${folder} (EISDIR)`);
  writeFileSync(file, 'old');
  expect(whyNotWritable(file)).toBeUndefined();
  expect(readFileSync(file, 'utf8')).toBe('old');
});

it('a trace whose reader has seen enough ends, and any other failure is one', () => {
  const output = new PassThrough();
  let ended = 0;
  endWhenCut(output, () => (ended += 1));
  output.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  expect(ended).toBe(1);
  expect(() => output.emit('error', Object.assign(new Error('no room'), { code: 'ENOSPC' }))).toThrow('no room');
  expect(ended).toBe(1);
});

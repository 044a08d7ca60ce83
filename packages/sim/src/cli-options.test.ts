import { describe, expect, it } from 'vitest';
import { readOptions } from './cli-options.ts';

const SEED = '5eed000000000007';

describe('what npm run sim is asked for', () => {
  it('[X10] a seed after --trace is the one run that is traced', () => {
    expect(readOptions(['--trace', SEED], 2)).toMatchObject({ trace: true, seed: SEED, runs: 1 });
  });

  it('[X10] --trace alone traces whatever else is asked for', () => {
    const asked = readOptions(['--trace', '--seed', SEED, '--runs', '3'], 2);
    expect(asked).toMatchObject({ trace: true, seed: SEED, runs: 3 });
  });

  it('what is no seed after --trace is not understood', () => {
    expect(readOptions(['--trace', 'soon'], 2)).toEqual({ notUnderstood: 'soon' });
  });

  it('what is not understood is named, with its value', () => {
    expect(readOptions(['--runs', '3', '--seed', 'abc'], 2)).toEqual({ notUnderstood: '--seed abc' });
    expect(readOptions(['--faults'], 2)).toEqual({ notUnderstood: '--faults' });
    expect(readOptions(['--bogus', '--runs', '3'], 2)).toEqual({ notUnderstood: '--bogus' });
  });
});

import './ambient.ts';
import { describe, expect, it } from 'vitest';
import { readOptions } from './cli-options.ts';
import { describeFailure, rerunCommand } from './report.ts';

const failure = { seed: '00000000000000ff', signatures: 'real', violations: ['something is missing'] } as const;

describe('what a failure says', () => {
  it('[X10] its seed, what went wrong, and the command that does it again', () => {
    expect(describeFailure(failure)).toBe(
      'seed 00000000000000ff\n  something is missing\n  again: npm run sim -- --seed 00000000000000ff --runs 1 --signatures real --trace',
    );
  });

  it('[X10] the command says what was asked for, and is understood', () => {
    const command = rerunCommand(failure, { replicas: 4, troubles: ['cut', 'evict'] });
    expect(readOptions(command.replace('npm run sim -- ', '').split(' '))).toEqual({
      documents: false,
      runs: 1,
      seed: '00000000000000ff',
      replicas: 4,
      troubles: ['cut', 'evict'],
      signatures: 'real',
      trace: true,
      jsonFile: undefined,
    });
  });

  it.each([['--runs'], ['--runs', 'many'], ['--seed', 'abc'], ['--faults', 'weather'], ['--what']])(
    'refuses %s %s',
    (...args) => {
      expect(readOptions(args)).toBeUndefined();
    },
  );
});

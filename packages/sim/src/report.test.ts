import './ambient.ts';
import { describe, expect, it } from 'vitest';
import { readOptions } from './cli-options.ts';
import { labLink } from './lab-link.ts';
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
    expect(readOptions(command.replace('npm run sim -- ', '').split(' '), 2)).toEqual({
      documents: false,
      minutes: undefined,
      jobs: 2,
      share: undefined,
      runs: 1,
      seed: '00000000000000ff',
      replicas: 4,
      troubles: ['cut', 'evict'],
      signatures: 'real',
      trace: true,
      jsonFile: undefined,
      open: undefined,
    });
  });

  it('[X10] a run can be watched in the lab under a link that says all that it followed from', () => {
    const asked = readOptions(
      ['--open', '00000000000000ff', '--signatures', 'stub', '--faults', 'cut,evict', '--replicas', '4'],
      2,
    );
    expect(asked?.open).toBe('00000000000000ff');
    expect(asked && labLink({ ...asked, open: '00000000000000ff' }, 'http://localhost:4680')).toBe(
      'http://localhost:4680/lab/#sim=00000000000000ff&signatures=stub&replicas=4&faults=cut%2Cevict',
    );
  });

  it('takes as many runs as there is time for, on as many processors as it is given', () => {
    expect(readOptions(['--minutes', '5', '--jobs', '3'], 2)).toMatchObject({ runs: 10_000_000, minutes: 5, jobs: 3 });
    expect(readOptions(['--runs', '9', '--minutes', '5', '--share', '1/2'], 2)).toMatchObject({
      runs: 9,
      share: { first: 1, of: 2 },
    });
  });

  it.each([
    ['--runs'],
    ['--runs', 'many'],
    ['--seed', 'abc'],
    ['--faults', 'weather'],
    ['--share', '2/2'],
    ['--minutes', '0'],
    ['--what'],
  ])('refuses %s %s', (...args) => {
    expect(readOptions(args, 2)).toBeUndefined();
  });
});

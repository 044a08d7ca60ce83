import './ambient.ts';
import { REQUIRED_PAIRS } from '@tote/list/model';
import { describe, expect, it } from 'vitest';
import { readOptions } from './cli-options.ts';
import { labLink } from './lab-link.ts';
import { describeFailure, reportOf, rerunCommand, shortcomings, type Report } from './report.ts';
import { FAULTS, type FaultKind } from './tally.ts';

const failure = { seed: '00000000000000ff', cipher: 'real', violations: ['something is missing'] } as const;

describe('what a failure says', () => {
  it('[X10] its seed, what went wrong, and the command that does it again', () => {
    expect(describeFailure(failure)).toBe(
      'seed 00000000000000ff\n  something is missing\n  again: npm run sim -- --seed 00000000000000ff --runs 1 --cipher real --trace',
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
      size: undefined,
      troubles: ['cut', 'evict'],
      cipher: 'real',
      trace: true,
      jsonFile: undefined,
      open: undefined,
    });
  });

  it('[X10] a run can be watched in the lab under a link that says all that it followed from', () => {
    const asked = readOptions(
      ['--open', '00000000000000ff', '--cipher', 'stub', '--faults', 'cut,evict', '--replicas', '4'],
      2,
    );
    expect(asked).toMatchObject({ open: '00000000000000ff' });
    expect('runs' in asked && labLink({ ...asked, open: '00000000000000ff' }, 'http://localhost:4680')).toBe(
      'http://localhost:4680/lab/#sim=00000000000000ff&cipher=stub&replicas=4&faults=cut%2Cevict',
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
    expect(readOptions(args, 2)).toEqual({ notUnderstood: args.join(' ') });
  });
});

describe('a batch that no run of which failed', () => {
  const everything = <K extends string>(names: readonly K[]) =>
    Object.fromEntries(names.map((name) => [name, 1])) as Record<K, number>;
  const good: Report = {
    ...reportOf([]),
    runs: 2_000,
    actsMin: 40,
    replicasMin: 3,
    runsByContract: { kept: 1_990, undecided: 5, torn: 5 },
    faults: everything(Object.keys(FAULTS) as FaultKind[]),
    pairs: everything(REQUIRED_PAIRS),
  };

  it('[X9] has proved what it promises when everything happened in it', () => {
    expect(shortcomings(good)).toEqual([]);
  });

  it.each<[string, Partial<Report>]>([
    ['never happened: cut-up', { faults: { ...good.faults, 'cut-up': 0 } }],
    ['never happened: M2 tick ‖ tick', { pairs: { ...good.pairs, 'M2 tick ‖ tick': 0 } }],
    ['a run had only 39 acts', { actsMin: 39 }],
    ['a run had only 2 replicas', { replicasMin: 2 }],
    ['too many runs were not held against the model', { runsByContract: { kept: 1_900, undecided: 50, torn: 50 } }],
  ])('[X9] has not when: %s', (words, change) => {
    expect(shortcomings({ ...good, ...change })).toEqual([words]);
  });

  it('[X9] promises nothing when certain troubles were asked for', () => {
    expect(shortcomings({ ...good, faults: {} }, { troubles: ['cut'] })).toEqual([]);
  });
});

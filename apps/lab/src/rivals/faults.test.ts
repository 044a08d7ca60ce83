import { describe, expect, it } from 'vitest';
import { faultsOf } from './faults.ts';

const PROMISED = [['[x] milk', '[ ] eggs, 13', '[ ] oat milk, 1 l (1 l taken)']];

const PROMISED_BUT_MILK = PROMISED.flatMap(([, ...others]) => others);

describe('[L5] what a rival did wrong is said in words', () => {
  it.each([
    ['nothing, in another order', ['[ ] eggs, 13', '[ ] oat milk, 1 l (1 l taken)', '[x] milk'], []],
    ['a line lost', ['[x] milk', '[ ] oat milk, 1 l'], ['eggs is lost']],
    ['a line twice', ['[x] milk', '[x] milk', '[ ] eggs, 13', '[ ] oat milk, 1 l'], ['milk is there twice']],
    ['a line that should be gone', [...(PROMISED[0] ?? []), '[ ] tea'], ['tea is still there']],
    [
      'tick and amounts',
      ['[ ] milk', '[ ] eggs, 9', '[x] oat milk'],
      ['milk is open again', 'eggs: 9 instead of 13', 'oat milk is ticked', 'oat milk: no amount instead of 1 l'],
    ],
    ['a note too many', ['[x] milk “the green one”', ...PROMISED_BUT_MILK], ['milk: “the green one” is still there']],
  ])('%s', (_what, rows, faults) => {
    expect(faultsOf(rows, PROMISED)).toEqual(faults);
  });

  it('a note lost', () => {
    const promised = [['[ ] milk, 2 l “the green one”']];
    expect(faultsOf(['[ ] milk, 2 l “the green one”'], promised)).toEqual([]);
    expect(faultsOf(['[ ] milk, 2 l'], promised)).toEqual(['milk: “the green one” is lost']);
  });

  it('held against the nearest of several promises', () => {
    expect(faultsOf(['[ ] soy milk', '[ ] bread'], [['[ ] oat milk'], ['[ ] soy milk']])).toEqual([
      'bread is still there',
    ]);
  });
});

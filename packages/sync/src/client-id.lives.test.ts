import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { playLife } from './testing/client-id-lives.ts';
import { WHOLE_RULE, type IdRule, type LifeResult } from './testing/client-id-rule.ts';

const LIVES = 200;
/** Lives that are played to see that what is harmless does no harm. */
const HARMLESS_LIVES = 80;
/** Lives within which a broken condition has to do damage. In 1,500 lives each did at least once. */
const DAMAGE_WITHIN = 200;

const play = (lives: number, broken: Partial<IdRule> = {}): readonly LifeResult[] =>
  Array.from({ length: lives }, (_, seed) => playLife(seed + 1, { ...WHOLE_RULE, ...broken }));

const isDamaged = ({ diverged, lostEdits }: LifeResult): boolean => diverged || lostEdits > 0;

const damagedSeeds = (lives: readonly LifeResult[]): readonly number[] =>
  lives.flatMap((life, i) => (isDamaged(life) ? [i + 1] : []));

const sumOf = (lives: readonly LifeResult[], what: Exclude<keyof LifeResult, 'diverged'>): number =>
  lives.reduce((sum, life) => sum + life[what], 0);

/** The first life that the broken rule damages; undefined if none is. */
const firstDamaged = (broken: Partial<IdRule>, first = 1): number | undefined => {
  for (let seed = first; seed < first + DAMAGE_WITHIN; seed++)
    if (isDamaged(playLife(seed, { ...WHOLE_RULE, ...broken }))) return seed;
  return undefined;
};

/** The note says of its id whatever the loaded copy has of it: the keeper's comparison of the two always succeeds. */
const alwaysMatching: IdRule['readNote'] = (kept, doc) =>
  kept && { id: kept.id, clock: Y.getState(doc.store, kept.id) };

describe('lives under the rule of client ids', () => {
  // Yjs says on the console that it moved off an id, which is a part of these lives.
  beforeAll(() => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    return () => log.mockRestore();
  });

  it('[S16] the whole rule: no divergence and no lost edit, though everything that it guards against happens', () => {
    const lives = play(LIVES);
    expect(damagedSeeds(lives)).toEqual([]);
    for (const what of ['crashesWithLoss', 'restores', 'takeOvers', 'relayLosses', 'declined'] as const)
      expect(sumOf(lives, what), what).toBeGreaterThan(LIVES / 20);
    expect(sumOf(lives, 'reused'), 'the rule would be safe, and useless, if it never gave an id again').toBeGreaterThan(
      LIVES,
    );
  });

  it.each<[condition: string, broken: Partial<IdRule>, first?: number]>([
    ['a fresh id at the beginning', { startOn: (fresh, kept) => kept?.id ?? fresh }],
    ['the log read first', { asksRelay: false }],
    ['the lock', { isExclusive: () => true }],
    // Needs a crash, a relay that lost the same acts, and a device that brings them back later: about one life in a thousand.
    ['distrust of a relay that lost data', { heedsLoss: false }, 300],
  ])('[S16] needed: some life is damaged without %s', (_condition, broken, first) => {
    expect(firstDamaged(broken, first)).toBeDefined();
  });

  it.each<[broken: string, broken: Partial<IdRule>]>([
    ['a note that outlives the data before it', { outlivesCrash: 'note' }],
    ['data that outlive the note before them', { outlivesCrash: 'data' }],
    // The comparison is a second wall: what the copy lacks and anybody knows of, the log shows.
    ['a note that is not compared with the copy', { outlivesCrash: 'note', readNote: alwaysMatching }],
  ])('[S16] harmless: %s', (_name, broken) => {
    const lives = play(HARMLESS_LIVES, broken);
    expect(damagedSeeds(lives)).toEqual([]);
    expect(sumOf(lives, 'reused')).toBeGreaterThan(HARMLESS_LIVES);
    expect(sumOf(lives, 'declined')).toBeGreaterThan(0);
  });
});

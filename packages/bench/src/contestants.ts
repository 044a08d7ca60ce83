import { createAutomergeMaps } from './replicas/automerge-maps.ts';
import type { Representation } from './replicas/bench-replica.ts';
import { idPerDevice, idPerSession, keptId } from './replicas/client-ids.ts';
import { createLoroMaps } from './replicas/loro-maps.ts';
import { createNestedMaps } from './replicas/nested-maps.ts';
import { createToteLanes } from './replicas/tote-lanes.ts';

/** What Tote does. */
export const TOTE = createToteLanes(
  'Tote',
  'lanes; the client-id rule S16; with product memory, bin, who and when',
  keptId,
);

/** What Tote is measured against. */
export const NESTED_MAPS = createNestedMaps(
  'nested Y.Maps',
  "Yjs's default client ids; lines only, no memory of products",
  idPerSession,
);

/** What is compared unless more is asked for, in the order of the table. */
const RIVALS: readonly Representation[] = [
  TOTE,
  NESTED_MAPS,
  createAutomergeMaps('Automerge', 'nested maps, lines only, one actor id per device, full history'),
  createLoroMaps('Loro', 'nested maps, lines only, one peer id per device, full history', 'snapshot'),
];

/** What each single idea is worth. Under 10,000 client ids Yjs takes minutes for each. */
const VARIANTS: readonly Representation[] = [
  createToteLanes('Tote (id per session)', "Tote under Yjs's default client ids", idPerSession),
  createToteLanes('Tote (id per device)', 'the floor: two tabs or a restored backup would lose data', idPerDevice),
  createNestedMaps('nested Y.Maps (kept ids)', 'nested Y.Maps under our client-id rule', keptId),
  createLoroMaps(
    'Loro (no history)',
    'stored as a shallow snapshot: who was away longer cannot merge with it',
    'shallow',
  ),
];

/** Everything that can be compared. */
export const CONTESTANTS: readonly Representation[] = [...RIVALS, ...VARIANTS];

/** The rivals, or everything. */
export const chooseContestants = (wanted: 'rivals' | 'all'): readonly Representation[] =>
  wanted === 'all' ? CONTESTANTS : RIVALS;

/** Contestants by name: a whole name means that one, part of a name all that have it. */
export const contestantsNamed = (words: readonly string[]): readonly Representation[] =>
  CONTESTANTS.filter(({ name }) => {
    const own = name.toLowerCase();
    return words.some(
      (word) => own === word || (own.includes(word) && !CONTESTANTS.some((one) => one.name.toLowerCase() === word)),
    );
  });

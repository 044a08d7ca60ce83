/** What is measured, in the order in which it is shown. */
import { durable, fanOut, latency, manyLists } from './scenarios/editing.ts';
import { deaf, flood } from './scenarios/hostile.ts';
import { coldJoin, idle, joins, joinsOnSockets, returning } from './scenarios/joining.ts';
import type { Scenario } from './scenarios/load.ts';

/** All scenarios. */
export const SCENARIOS: readonly Scenario[] = [
  fanOut,
  latency,
  manyLists,
  durable,
  joins,
  joinsOnSockets,
  coldJoin,
  returning,
  idle,
  flood,
  deaf,
];

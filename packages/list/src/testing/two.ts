import { openReplica, replicasWith, syncAll, type TestReplica } from './replicas.ts';

/** Anna and Ben, who share a list. */
export interface Two {
  readonly anna: TestReplica;
  readonly ben: TestReplica;
  readonly sync: () => void;
}

/** Two replicas of a list that holds these typed lines, in agreement. */
export const annaAndBen = (...typed: readonly string[]): Two => {
  const [anna = openReplica('anna'), ben = openReplica('ben')] = replicasWith(typed, 'anna', 'ben');
  return { anna, ben, sync: () => syncAll(anna, ben) };
};

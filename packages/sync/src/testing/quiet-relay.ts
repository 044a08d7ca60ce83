import * as Y from 'yjs';
import { createRelayLearner } from '../relay-learner.ts';
import type { Relay, RelayLinkDeps } from '../relay.ts';
import { inspectUpdate } from '../update-check.ts';

/** A relay that is not reached and says nothing by itself. */
export const quietRelay = () => {
  let linked: RelayLinkDeps | undefined;
  const relay: Relay = {
    url: 'wss://relay.test/relay',
    link: (deps) => {
      linked = deps;
      return {
        phase: 'off',
        turnedAway: undefined,
        putOff: undefined,
        seenBy: () => false,
        helpOthers: () => undefined,
        sendIfIdle: () => undefined,
        connect: () => undefined,
        close: () => undefined,
      };
    },
  };
  /** From now on it is known to hold all that the replica has. */
  const hold = () => {
    const all = linked && inspectUpdate(Y.encodeStateAsUpdate(linked.doc));
    if (linked && all?.ok) createRelayLearner(linked.knowledge).learn([all.value]);
  };
  /** The link says that something about it changed. */
  const report = () => linked?.report.changed();
  return { relay, hold, report };
};

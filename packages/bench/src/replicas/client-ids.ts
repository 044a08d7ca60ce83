/** Under which Yjs client id a session writes: the policies that are compared. */
import { createClientIdKeeper } from '@tote/sync';
import { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Random } from '../random.ts';

/** The client ids of one device's sessions, one after the other. */
interface ClientIds {
  openSession(): void;
  logRead(): void;
  closeSession(): void;
  dispose(): void;
}

/** A way to choose client ids. */
export type ClientIdPolicy = (doc: Y.Doc, random: Random) => ClientIds;

const nothing = (): void => undefined;

/** What Yjs does by itself: a new random id for every page load. */
export const idPerSession: ClientIdPolicy = (doc, random) => ({
  openSession: () => {
    doc.clientID = random.uint32();
  },
  logRead: nothing,
  closeSession: nothing,
  dispose: nothing,
});

/** One id for the device's whole life: the smallest that is possible, and not safe (two tabs, a restored backup). */
export const idPerDevice: ClientIdPolicy = (doc, random) => {
  doc.clientID = random.uint32();
  return { openSession: nothing, logRead: nothing, closeSession: nothing, dispose: nothing };
};

/** The rule of `@tote/sync` (S16), by its own code: fresh until the log has been read, then the kept id if it is safe. */
export const keptId: ClientIdPolicy = (doc, random) => {
  const awareness = new Awareness(doc);
  const createKeeper = (kept: ReturnType<typeof createClientIdKeeper>['kept']) =>
    createClientIdKeeper({ doc, awareness, kept, isExclusive: () => true, draw: () => random.uint32() });
  let keeper = createKeeper(undefined);
  return {
    openSession: () => {
      doc.clientID = random.uint32();
      keeper = createKeeper(keeper.kept);
    },
    logRead: () => keeper.logRead(true),
    closeSession: nothing,
    dispose: () => awareness.destroy(),
  };
};

import type { LocalStore } from '../local-store.ts';
import { keepCopy } from './keeper.ts';
import { resultOf } from './request.ts';

/** Local store in the browser's IndexedDB, one database per list, through y-indexeddb with a keeper around it. */
export const createIndexedDbStore = (deps: {
  readonly factory: IDBFactory;
  /** `navigator.locks`; undefined on plain-http origins. */
  readonly locks: LockManager | undefined;
}): LocalStore => ({
  open: (name, doc, onChange) => keepCopy(deps, name, doc, onChange),
  remove: async (name) => {
    await resultOf(deps.factory.deleteDatabase(`tote-list-${name}`));
  },
});

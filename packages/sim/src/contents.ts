/** What one update says, in a form that is quick to look up: the same question is asked of many documents. */
import * as Y from 'yjs';

/** Runs of clocks and deletions, `from` included, `to` not. */
interface Range {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

/** What an update writes and deletes. */
export interface Contents {
  readonly written: readonly Range[];
  readonly deleted: readonly Range[];
}

/** A document that only reads. Its name is given, for Yjs would draw one, which takes longer than to read a small list. */
export const createReader = (): Y.Doc => new Y.Doc({ guid: 'reader' });

/** Reads an update of our own making. */
export const contentsOf = (update: Uint8Array): Contents => {
  const { structs, ds } = Y.decodeUpdate(update);
  return {
    written: structs
      .filter((struct) => !(struct instanceof Y.Skip))
      .map(({ id, length }) => ({ client: id.client, from: id.clock, to: id.clock + length })),
    deleted: [...ds.clients].flatMap(([client, ranges]) =>
      ranges.map(({ clock, len }) => ({ client, from: clock, to: clock + len })),
    ),
  };
};

/**
 * What a document holds. Deletions of what has not arrived count: Yjs keeps them until it does, and a log may well hold the
 * deletion of something whose own entry was refused for the moment.
 */
export const holdingsOf = (doc: Y.Doc): Y.Snapshot => {
  const { sv, ds } = Y.snapshot(doc);
  const { pendingDs } = doc.store;
  return pendingDs
    ? Y.createSnapshot(Y.mergeDeleteSets([ds, Y.decodeUpdateV2(pendingDs).ds]), sv)
    : Y.createSnapshot(ds, sv);
};

/** Whether holdings include all of it. Ranges of holdings are sorted and merged. */
export const isHeldBy = ({ sv, ds }: Y.Snapshot, { written, deleted }: Contents): boolean =>
  written.every(({ client, to }) => (sv.get(client) ?? 0) >= to) &&
  deleted.every(({ client, from, to }) =>
    ds.clients.get(client)?.some(({ clock, len }) => clock <= from && clock + len >= to),
  );

/** Whether two updates write under the same ids. Yjs takes what has such ids for the same. */
export const writeTheSame = (one: Contents, other: Contents): boolean =>
  one.written.some((a) => other.written.some((b) => a.client === b.client && a.from < b.to && b.from < a.to));

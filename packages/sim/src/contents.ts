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

/** Whether a document, as its snapshot says, holds all of it. Ranges of a snapshot are sorted and merged. */
export const isHeldBy = ({ sv, ds }: Y.Snapshot, { written, deleted }: Contents): boolean =>
  written.every(({ client, to }) => (sv.get(client) ?? 0) >= to) &&
  deleted.every(({ client, from, to }) =>
    ds.clients.get(client)?.some(({ clock, len }) => clock <= from && clock + len >= to),
  );

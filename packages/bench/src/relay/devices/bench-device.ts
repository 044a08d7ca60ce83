/** One device of a load: a socket that follows one list, makes edits, and tells which edits of others reached it. */
import * as Y from 'yjs';

/** A device that is up to date. */
export interface BenchDevice {
  /** Makes an edit that carries this number. */
  edit(value: number): void;
  /** Takes nothing more from its socket, and leaves it open. */
  stopReading(): void;
  /** Bytes that came so far. */
  receivedBytes(): number;
  close(): void;
  /** Follows one more list on its socket; only devices whose server knows more than one. */
  followMore?(list: number): Promise<void>;
  /** Leaves a log short for those who join; only devices that do this for their server. */
  tidy?(): Promise<void>;
}

/** Where a server is, and which list a device follows there. */
export interface DevicePlace {
  /** Host with port. */
  readonly host: string;
  readonly list: number;
  /**
   * The numbers in edits of others, as they come. Some servers bring a device its own edits too. Without it the device takes
   * what comes off its socket and opens nothing.
   */
  readonly onValues?: ((values: readonly number[]) => void) | undefined;
  /** An edit is on the server's disk; called by devices whose server says so. */
  readonly onDurable?: () => void;
  /** Edits that were made before the device could connect. */
  readonly offLine?: readonly number[];
  /** What the edits look like. */
  readonly lines?: LineShape;
}

/** How a device's edits look: a number, or so many lines of text of which the oldest goes when there are more. */
export interface LineShape {
  readonly linesMax: number;
  readonly text: string;
}

/** The document that makes a device's updates: each edit adds to one array, which costs Yjs some 20 bytes. */
export interface Editor {
  edit(value: number): void;
  /** The whole document as one update. */
  state(): Uint8Array;
}

/** Creates an empty one. Its document is made by the first edit: most devices of a load only follow, and thousands of them join. */
export const createEditor = (send: (update: Uint8Array) => void, lines?: LineShape): Editor => {
  let doc: Y.Doc | undefined;
  const made = (): Y.Doc => {
    if (doc) return doc;
    doc = new Y.Doc({ guid: 'bench' }); // a random one is made of so many numbers that thousands of devices would wait for it
    doc.on('update', send);
    return doc;
  };
  return {
    edit: (value) =>
      made().transact(() => {
        const values = made().getArray<number | string>('values');
        values.push([lines ? `${value} ${lines.text}` : value]);
        if (lines && values.length > lines.linesMax) values.delete(0, values.length - lines.linesMax);
      }),
    state: () => Y.encodeStateAsUpdate(made()),
  };
};

/** The numbers that an update carries. */
export const valuesIn = (update: Uint8Array): readonly number[] =>
  Y.decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentAny
      ? (struct.content.arr as (number | string)[]).map((value) =>
          typeof value === 'number' ? value : Number.parseFloat(value),
        )
      : [],
  );

/** Connects a device; resolves when it has all there is. */
export type OpenDevice = (place: DevicePlace) => Promise<BenchDevice>;

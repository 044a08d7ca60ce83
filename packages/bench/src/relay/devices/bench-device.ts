/** One device of a load: a socket that follows one list, makes edits, and tells which edits of others reached it. */
import * as Y from 'yjs';

/** A device that is up to date. */
export interface BenchDevice {
  /** Makes an edit that carries this number. */
  edit(value: number): void;
  close(): void;
}

/** Where a server is, and which list a device follows there. */
export interface DevicePlace {
  /** Host with port. */
  readonly host: string;
  readonly list: number;
  /** The numbers in edits of others, as they come. */
  readonly onValues: (values: readonly number[]) => void;
  /** An edit is on the server's disk; called by devices whose server says so. */
  readonly onDurable?: () => void;
}

/** Connects a device; resolves when it has all there is. */
export type OpenDevice = (place: DevicePlace) => Promise<BenchDevice>;

/** The document that makes a device's updates: each edit adds a number to one array, which costs Yjs some 20 bytes. */
export const createEditor = (send: (update: Uint8Array) => void): Pick<BenchDevice, 'edit'> => {
  const doc = new Y.Doc();
  const values = doc.getArray<number>('values');
  doc.on('update', send);
  return { edit: (value) => values.push([value]) };
};

/** The numbers that an update carries. */
export const valuesIn = (update: Uint8Array): readonly number[] =>
  Y.decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? (struct.content.arr as number[]) : [],
  );

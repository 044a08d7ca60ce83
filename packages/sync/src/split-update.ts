/**
 * Cuts one Yjs update into several that each fit an envelope. A relay that lost its data is fed the whole document in
 * one answer, and an import writes thousands of items in one transaction: both can pass the frame limit.
 * Structs keep their order per client and deletions come last, so the pieces in order are the whole.
 * Layout of a version 1 update: Yjs source, `writeClientsStructs` and `writeDeleteSet`.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { ELEMENT_BYTES_MAX, type DeleteSet } from './update-check.ts';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/** Bytes of a piece that is one element: its content, and names and ids of its place. Less than one envelope carries. */
const ELEMENT_PIECE_BYTES_MAX = ELEMENT_BYTES_MAX + 2_048;

/** Thrown when one element alone is over the limit: the document's own limits and S21 must make that impossible. */
export class UnsplittableUpdateError extends Error {}

/** The update itself when it fits, else pieces that together say the same: of at most `bytesMax` bytes, unless one is a single element. */
export const splitUpdate = (update: Uint8Array, bytesMax: number): readonly Uint8Array[] => {
  if (update.byteLength <= bytesMax) return [update];
  const { structs, ds } = Y.decodeUpdate(update);
  return [
    ...halve(structs, bytesMax, (part) => encodePiece(part, Y.createDeleteSet()), cutStruct),
    ...halve(
      deleteRanges(ds),
      bytesMax,
      (part) => encodePiece([], deleteSetOf(part)),
      () => undefined,
    ),
  ];
};

const halve = <T>(
  parts: readonly T[],
  bytesMax: number,
  encode: (parts: readonly T[]) => Uint8Array,
  cut: (part: T) => readonly [T, T] | undefined,
): Uint8Array[] => {
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const piece = encode(parts);
  if (piece.byteLength <= bytesMax) return [piece];
  const halves = others.length === 0 ? cut(first) : parts;
  if (!halves && piece.byteLength <= ELEMENT_PIECE_BYTES_MAX) return [piece];
  if (!halves) throw new UnsplittableUpdateError(`one element takes ${piece.byteLength} bytes`);
  const middle = halves.length >> 1;
  return [
    ...halve(halves.slice(0, middle), bytesMax, encode, cut),
    ...halve(halves.slice(middle), bytesMax, encode, cut),
  ];
};

/** Yjs joins what one client appended in a row into a single struct, which may hold a whole lane: it is cut in two. */
const cutStruct = (struct: Struct): readonly [Struct, Struct] | undefined => {
  if (!(struct instanceof Y.Item) || struct.length < 2) return undefined;
  const { id, origin, rightOrigin, parent, parentSub } = struct;
  const middle = struct.length >> 1;
  const left = struct.content.copy();
  const right = left.splice(middle);
  const leftEnd = Y.createID(id.client, id.clock + middle - 1);
  const rightId = Y.createID(id.client, id.clock + middle);
  return [
    new Y.Item(id, null, origin, null, rightOrigin, parent, parentSub, left),
    new Y.Item(rightId, null, leftEnd, null, rightOrigin, null, null, right),
  ];
};

const encodePiece = (structs: readonly Struct[], deletes: DeleteSet): Uint8Array => {
  const encoder = new Y.UpdateEncoderV1();
  const runs = runsByClient(structs);
  encoding.writeVarUint(encoder.restEncoder, runs.length);
  for (const run of runs) {
    const first = run[0];
    if (!first) continue;
    encoding.writeVarUint(encoder.restEncoder, run.length);
    encoder.writeClient(first.id.client);
    encoding.writeVarUint(encoder.restEncoder, first.id.clock);
    for (const struct of run) struct.write(encoder, 0);
  }
  encoding.writeVarUint(encoder.restEncoder, deletes.clients.size);
  for (const [client, ranges] of deletes.clients) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
  return encoder.toUint8Array();
};

/** An update names each client once: gaps inside a client's run stay filled by their Skip structs, only leading ones go. */
const runsByClient = (structs: readonly Struct[]): Struct[][] => {
  const runs: Struct[][] = [];
  for (const struct of structs) {
    const run = runs.at(-1);
    if (run?.[0]?.id.client === struct.id.client) run.push(struct);
    else if (!(struct instanceof Y.Skip)) runs.push([struct]);
  }
  return runs;
};

const deleteRanges = (ds: DeleteSet) =>
  [...ds.clients].flatMap(([client, ranges]) => ranges.map((range) => ({ client, range })));

const deleteSetOf = (parts: readonly ReturnType<typeof deleteRanges>[number][]): DeleteSet => {
  const deletes = Y.createDeleteSet();
  for (const { client, range } of parts) {
    const ranges = deletes.clients.get(client);
    if (ranges) ranges.push(range);
    else deletes.clients.set(client, [range]);
  }
  return deletes;
};

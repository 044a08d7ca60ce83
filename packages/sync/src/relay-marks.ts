/** The notes of what each relay holds, by relay URL, as one value in the local store. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Relays remembered per list; a list follows one to three. */
const RELAYS_MAX = 16;

/** Encodes `[url, mark]` pairs. */
export const writeMarks = (marks: readonly (readonly [url: string, mark: Uint8Array])[]): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, marks.length);
  for (const [url, mark] of marks) {
    encoding.writeVarString(encoder, url);
    encoding.writeVarUint8Array(encoder, mark);
  }
  return encoding.toUint8Array(encoder);
};

/** Reads what {@link writeMarks} wrote; anything else reads as no notes, which is always safe. */
export const readMarks = (bytes: Uint8Array | undefined): ReadonlyMap<string, Uint8Array> => {
  const marks = new Map<string, Uint8Array>();
  if (!bytes) return marks;
  try {
    const decoder = decoding.createDecoder(bytes);
    const count = Math.min(decoding.readVarUint(decoder), RELAYS_MAX);
    for (let i = 0; i < count; i++)
      marks.set(decoding.readVarString(decoder), decoding.readVarUint8Array(decoder).slice());
  } catch {
    marks.clear();
  }
  return marks;
};

/**
 * The note that a replica keeps beside its copy: what each relay holds, by URL, and the Yjs client id that this device
 * may use again. Written behind the data that it speaks of (S5, S16).
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** A client id of an earlier session, and the clock up to which the copy holds its structs. */
export interface KeptClientId {
  readonly id: number;
  readonly clock: number;
}

/** What the note says. */
export interface SessionNote {
  readonly marksByUrl: ReadonlyMap<string, Uint8Array>;
  readonly clientId: KeptClientId | undefined;
}

/** Relays remembered per list; a list follows one to three. */
const RELAYS_MAX = 16;
/** Format; another value reads as an empty note. */
const NOTE_VERSION = 1;

/** Bytes for the local store. */
export const writeSessionNote = ({ marksByUrl, clientId }: SessionNote): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, NOTE_VERSION);
  encoding.writeVarUint(encoder, clientId ? 1 : 0);
  if (clientId) {
    encoding.writeVarUint(encoder, clientId.id);
    encoding.writeVarUint(encoder, clientId.clock);
  }
  encoding.writeVarUint(encoder, marksByUrl.size);
  for (const [url, mark] of marksByUrl) {
    encoding.writeVarString(encoder, url);
    encoding.writeVarUint8Array(encoder, mark);
  }
  return encoding.toUint8Array(encoder);
};

/** Reads what {@link writeSessionNote} wrote; anything else reads as an empty note, which is always safe. */
export const readSessionNote = (bytes: Uint8Array | undefined): SessionNote => {
  const nothing: SessionNote = { marksByUrl: new Map(), clientId: undefined };
  if (!bytes) return nothing;
  try {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== NOTE_VERSION) return nothing;
    const clientId =
      decoding.readVarUint(decoder) === 1
        ? { id: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) }
        : undefined;
    const marksByUrl = new Map<string, Uint8Array>();
    const count = Math.min(decoding.readVarUint(decoder), RELAYS_MAX);
    for (let i = 0; i < count; i++)
      marksByUrl.set(decoding.readVarString(decoder), decoding.readVarUint8Array(decoder).slice());
    return { marksByUrl, clientId };
  } catch {
    return nothing;
  }
};

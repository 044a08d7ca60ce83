/**
 * Awareness updates as values. They come from other members and y-protocols parses their JSON without a net, so they are
 * read and bounded here first. Format: y-protocols `encodeAwarenessUpdate`.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** One replica's presence. `state` is null when it is gone. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: Readonly<Record<string, unknown>> | null;
}

/** Bytes of JSON in one presence. A face, a name and a fingerprint take 200; more is somebody using us as a channel. */
const PRESENCE_STATE_BYTES_MAX = 2_048;
/** Replicas in one update. A provider speaks for itself; more comes only from tabs echoing each other. */
const ENTRIES_MAX = 64;

/** Highest clock. One of 2^53 cannot be raised, as faces that come back are; a tab that says its face 20 times a second for three years comes to 2^31. */
const CLOCK_MAX = 2 ** 31;

/** Entries of an update (of one client alone, if it is named), or undefined when it is not one that we would have written. Never throws. */
export const readAwarenessUpdate = (update: Uint8Array, of?: number): readonly AwarenessEntry[] | undefined => {
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    if (count > ENTRIES_MAX) return undefined;
    const entries: AwarenessEntry[] = [];
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      if (clock > CLOCK_MAX) return undefined;
      const json = decoding.readVarString(decoder);
      if (of !== undefined && of !== client) continue;
      if (json.length > PRESENCE_STATE_BYTES_MAX) return undefined;
      const state: unknown = JSON.parse(json);
      if (typeof state !== 'object' || Array.isArray(state)) return undefined;
      entries.push({ client, clock, state: state as Record<string, unknown> | null });
    }
    return entries;
  } catch {
    return undefined;
  }
};

/** The update that carries these entries. */
export const writeAwarenessUpdate = (entries: readonly AwarenessEntry[]): Uint8Array<ArrayBuffer> => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify(state));
  }
  return encoding.toUint8Array(encoder);
};

/** What one update is held against before Yjs sees it (S7), and what it holds. */
import type { Result } from '@tote/wire';
import * as Y from 'yjs';

/** Bytes of one update from a relay: what one frame can carry. Above it, decoding alone could stall a phone. */
const UPDATE_BYTES_MAX = 1 << 18;
/** Bytes of a whole document, from this device's disk or from a backup: as much as the largest backup that is read. */
export const DOCUMENT_BYTES_MAX = 1 << 26;

/** Bytes of the content of one element. It goes to a relay in one piece, with what names its place. */
export const ELEMENT_BYTES_MAX = 192 * 1024;

/** Bounds on what one decoded Yjs update holds, each with the attack that it stops. */
const UPDATE_LIMITS = {
  /** Structs in one update. A few bytes can name a struct, so bytes alone do not bound the work of integrating them. */
  structsMax: 200_000,
  /** Client ids in one update. Each costs every later state vector some bytes for ever. */
  clientsMax: 20_000,
  /** Highest clock. Yjs keeps clocks in doubles and compares with bit operations in places; 2^31 is far beyond any list. */
  clockMax: 2 ** 31,
} as const;

/** Why an update was not let near Yjs. */
export type UpdateError =
  | { readonly type: 'update-too-large' }
  | { readonly type: 'update-malformed' }
  | { readonly type: 'update-over-limits' }
  /** Yjs decodes it, but a document would suffer from it. */
  | { readonly type: 'update-unsound' };

/** What one update holds, as far as sync needs to know. */
export interface UpdateContents {
  /** Runs of clocks per client, as written: `from` inclusive, `to` exclusive. */
  readonly runs: readonly { readonly client: number; readonly from: number; readonly to: number }[];
  readonly deletes: DeleteSet;
}

/** Yjs does not export its DeleteSet type; this is the part of it that its own functions hand out. */
export type DeleteSet = ReturnType<typeof Y.createDeleteSet>;

/**
 * Decodes an update without applying it and holds it against {@link UPDATE_LIMITS}; it may have `bytesMax` bytes.
 * `Y.applyUpdate` is not atomic: a truncated update throws after half of it is in the document, so every
 * update from a relay or a disk passes here first. Never throws.
 * @param isSound what else is asked of it, once it is within the limits.
 */
export const inspectUpdate = (
  update: Uint8Array,
  bytesMax = UPDATE_BYTES_MAX,
  isSound?: (decoded: ReturnType<typeof Y.decodeUpdate>, update: Uint8Array) => boolean,
): Result<UpdateContents, UpdateError> => {
  if (update.byteLength > bytesMax) return { ok: false, error: { type: 'update-too-large' } };
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return { ok: false, error: { type: 'update-malformed' } };
  }
  const { structs, ds } = decoded;
  if (structs.length > UPDATE_LIMITS.structsMax) return { ok: false, error: { type: 'update-over-limits' } };
  const runs: { client: number; from: number; to: number }[] = [];
  const clients = new Set<number>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    const to = clock + struct.length;
    if (!(to <= UPDATE_LIMITS.clockMax)) return { ok: false, error: { type: 'update-over-limits' } };
    clients.add(client);
    const last = runs.at(-1);
    if (last && last.client === client && last.to === clock) last.to = to;
    else runs.push({ client, from: clock, to });
  }
  for (const [client, ranges] of ds.clients) {
    clients.add(client);
    if (ranges.some(({ clock, len }) => !(clock + len <= UPDATE_LIMITS.clockMax)))
      return { ok: false, error: { type: 'update-over-limits' } };
  }
  if (clients.size > UPDATE_LIMITS.clientsMax) return { ok: false, error: { type: 'update-over-limits' } };
  if (isSound?.(decoded, update) === false) return { ok: false, error: { type: 'update-unsound' } };
  return { ok: true, value: { runs, deletes: ds } };
};

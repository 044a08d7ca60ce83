/** Opens entries of a log: envelope, decryption, update, limits, soundness. What fails is set aside; the rest comes out in order (S7). */
import type { LogEntry } from '@tote/wire';
import type { ListSeal } from './list-seal.ts';
import type { SetAside } from './local-store.ts';
import { inspectForeignUpdate } from './sound-update.ts';
import type { UpdateContents } from './update-check.ts';

/** A sound update out of the log. */
export interface ReadEntry {
  /** Its sequence number. */
  readonly position: number;
  readonly update: Uint8Array;
  readonly contents: UpdateContents;
}

/** Opens entries side by side and gives the sound ones in their order. Never rejects on bytes. */
export const readLogEntries = async (
  entries: readonly LogEntry[],
  deps: { readonly seal: ListSeal; readonly setAside: (entry: SetAside) => void },
): Promise<readonly ReadEntry[]> => {
  const opened = await Promise.all(entries.map(({ envelope }) => deps.seal.open(envelope)));
  const sound: ReadEntry[] = [];
  opened.forEach((result, index) => {
    const position = entries[index]?.sequence ?? 0;
    const setAside = (reason: string) => deps.setAside({ where: 'relay', position, reason });
    if (!result.ok && result.error.type === 'envelope-kind-unknown') return; // of a later version: nothing is wrong with it
    if (!result.ok) return setAside(result.error.type);
    const { kind, plaintext } = result.value;
    if (kind === 'presence') return setAside('presence-in-log');
    const inspected = inspectForeignUpdate(plaintext);
    if (!inspected.ok) return setAside(inspected.error.type);
    sound.push({ position, update: plaintext, contents: inspected.value });
  });
  return sound;
};

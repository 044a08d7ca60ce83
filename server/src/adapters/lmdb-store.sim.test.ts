/** Random runs of the LMDB store beside the memory store: the same calls must give the same answers, over restarts, crashes and pruning. */
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LogHead, NewEntry } from '../core/log-store.ts';
import { GRACE_MS } from '../core/retention.ts';
import { JOURNAL_FILES } from './journal.ts';
import type { LmdbStore } from './lmdb-store.ts';
import { someEntry } from './log-store-contract.ts';
import { createMemoryStore } from './memory-store.ts';
import { random } from '../testing/random.ts';
import { openTestStore } from '../testing/test-store.ts';

/** More: TOTE_STORE_STEPS=20000 npx vitest run server/src/adapters/lmdb-store.sim.test.ts */
const STEPS = Number(process.env['TOTE_STORE_STEPS'] ?? 600);
const LISTS = 6;

const below = (limit: number): number => randomBytes(4).readUInt32BE() % limit;

describe('LMDB store beside the memory store', () => {
  it(`[L1-L8] gives the same answers in ${STEPS} random steps`, { timeout: 30_000 + STEPS * 30 }, async () => {
    let folder = mkdtempSync(join(tmpdir(), 'tote-lmdb-'));
    let nowMs = 1_700_000_000_000;
    let replayed = 0;
    const memory = createMemoryStore({ random, nowMs: () => nowMs });
    const open = (): LmdbStore =>
      openTestStore(folder, {
        nowMs: () => nowMs,
        bytesMax: 512 * 1024 * 1024,
        onEvent: (event) => {
          if (event.type === 'replayed') replayed += event.entries;
          else expect(event.type).toBe('committed');
        },
      });
    let lmdb = open();
    const lists = Array.from({ length: LISTS }, () => randomBytes(32).toString('base64url'));
    const sent: NewEntry[] = [];
    let pruned = 0;
    /** After a crash both draw generations of their own: what must agree is where it is another one. */
    const theirGenerationByMine = new Map<string, string>();
    const agree = (mine: LogHead | undefined, theirs: LogHead | undefined): void => {
      const [own, other] = [mine?.generation.join() ?? '', theirs?.generation.join() ?? ''];
      if (!theirGenerationByMine.has(own)) theirGenerationByMine.set(own, other);
      expect(other).toBe(theirGenerationByMine.get(own));
      expect({ ...mine, generation: undefined }).toEqual({ ...theirs, generation: undefined });
    };

    const append = async (list: string, entries: readonly NewEntry[]): Promise<LogHead | undefined> => {
      const generation = random(16);
      const [mine, theirs] = await Promise.all([
        lmdb.append(list, entries, generation),
        memory.append(list, entries, generation),
      ]);
      expect(mine.ok && mine.value.sequences).toEqual(theirs.ok && theirs.value.sequences);
      agree(mine.ok ? mine.value.head : undefined, theirs.ok ? theirs.value.head : undefined);
      return mine.ok ? mine.value.head : undefined;
    };
    /** The power is cut: what lies on the disk goes on in another folder. The old process ends there as it likes. */
    const crash = async (): Promise<void> => {
      const image = mkdtempSync(join(tmpdir(), 'tote-lmdb-'));
      for (const file of [...JOURNAL_FILES, 'data.mdb'])
        if (existsSync(join(folder, file))) cpSync(join(folder, file), join(image, file));
      await lmdb.close();
      rmSync(folder, { recursive: true });
      folder = image;
      lmdb = open();
      memory.crash();
    };
    const step = async (): Promise<void> => {
      const list = lists[below(LISTS)] ?? '';
      const head = await memory.head(list);
      const choice = below(100);
      if (choice < 60) {
        const entries = Array.from({ length: 1 + below(4) }, () =>
          someEntry(undefined, 1 + below(choice < 3 ? 9_000 : 300)),
        );
        sent.push(...entries);
        await append(list, entries);
      } else if (choice < 70 && sent.length > 0) {
        await append(list, [sent[below(sent.length)] ?? someEntry(), someEntry()]);
      } else if (choice < 80 && head) {
        const after = await append(list, [someEntry(below(head.sequence + 1), 1 + below(2_000))]);
        pruned += (after?.prunedThrough ?? 0) > head.prunedThrough ? 1 : 0;
      } else if (choice < 84) nowMs += below(GRACE_MS);
      else if (choice < 87) {
        await lmdb.close();
        lmdb = open();
      } else if (choice < 89) await crash();
      else {
        agree(await lmdb.head(list), head);
        const after = below((head?.sequence ?? 0) + 2);
        const bytesMax = below(3_000);
        const [mine, theirs] = await Promise.all([
          lmdb.read(list, after, bytesMax),
          memory.read(list, after, bytesMax),
        ]);
        expect(mine).toEqual(theirs);
      }
    };

    for (let i = 0; i < STEPS; i++) await step();
    for (const list of lists) {
      agree(await lmdb.head(list), await memory.head(list));
      const [mine, theirs] = await Promise.all([lmdb.read(list, 0, 1e9), memory.read(list, 0, 1e9)]);
      expect(mine.map(({ sequence, covers }) => [sequence, covers])).toEqual(
        theirs.map(({ sequence, covers }) => [sequence, covers]),
      );
    }
    expect(pruned).toBeGreaterThan(STEPS / 200);
    expect(replayed).toBeGreaterThan(STEPS / 100);
    await lmdb.close();
    rmSync(folder, { recursive: true });
  });
});

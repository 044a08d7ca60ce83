/** What every log store keeps (RELAY.md, L1-L9). Each adapter runs this suite. */
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Appended, LogStore, NewEntry } from '../core/log-store.ts';
import { GRACE_MS } from '../core/retention.ts';

/** A store under test, and the lives that it goes through. */
export interface LogStoreHarness {
  /** The store of the present life. */
  store(): LogStore;
  /** Ends this life, in good order or not, and starts the next on what is on the disk. */
  restart(how: 'clean' | 'crash'): Promise<void>;
  /** Turns the clock that the store sees. */
  advance(ms: number): void;
  dispose(): Promise<void>;
}

/** Of the grace time. A store whose clock is a server's goes on by itself, too. */
const A_WHILE_MS = 60 * 60 * 1000;

const randomArray = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const listName = (): string => randomBytes(32).toString('base64url');

/** An entry with random content. */
export const someEntry = (covers?: number, bytes = 150): NewEntry => {
  const envelope = randomArray(bytes);
  const id = new Uint8Array(createHash('sha256').update(envelope).digest());
  return covers === undefined ? { id, envelope } : { id, envelope, covers };
};

const base64 = ({ envelope }: { readonly envelope: Uint8Array }): string => Buffer.from(envelope).toString('base64');

/** Describes the contract for one kind of store. */
export const describeLogStore = (name: string, create: () => Promise<LogStoreHarness>): void => {
  describe(`log store: ${name}`, () => {
    let harness: LogStoreHarness;
    let list: string;
    beforeEach(async () => {
      harness = await create();
      list = listName();
    });
    afterEach(() => harness.dispose());

    const append = async (entries: readonly NewEntry[], to = list, generation = randomArray(16)): Promise<Appended> => {
      const appended = await harness.store().append(to, entries, generation);
      if (!appended.ok) throw new Error(appended.error.type);
      return appended.value;
    };
    const readAll = (from = list, after = 0) => harness.store().read(from, after, Number.MAX_SAFE_INTEGER);
    const sequencesOf = async (after = 0) => (await readAll(list, after)).map(({ sequence }) => sequence);

    it('[L1] knows nothing of a list that nothing was appended to', async () => {
      expect(await harness.store().head(list)).toBeUndefined();
      expect(await readAll()).toEqual([]);
    });

    it('[L1] gives back what was appended, byte for byte', async () => {
      const entries = [someEntry(), someEntry(undefined, 1), someEntry(undefined, 200_000)];
      await append(entries);
      expect((await readAll()).map(base64)).toEqual(entries.map(base64));
    });

    it.each(['clean', 'crash'] as const)('[L1] keeps every confirmed entry over a %s restart', async (how) => {
      const entries = Array.from({ length: 20 }, () => someEntry());
      await Promise.all(entries.map((entry) => append([entry])));
      await harness.restart(how);
      expect((await readAll()).map(({ envelope }) => envelope)).toEqual(entries.map(({ envelope }) => envelope));
      expect((await harness.store().head(list))?.sequence).toBe(20);
      expect((await append([someEntry()])).sequences).toEqual([21]);
    });

    it('[L2] numbers from 1 without gaps in the order of the calls, for each list by itself', async () => {
      const other = listName();
      const answers = await Promise.all([
        append([someEntry(), someEntry()]),
        append([someEntry()], other),
        append([someEntry()]),
        append([someEntry(), someEntry()], other),
      ]);
      expect(answers.map(({ sequences }) => sequences)).toEqual([[1, 2], [1], [3], [2, 3]]);
      expect(answers.map(({ head }) => head.sequence)).toEqual([2, 1, 3, 3]);
    });

    it('[L3] tells the sequence of an envelope that is durable in this list, if it can tell at once', async () => {
      const [first, second] = [someEntry(), someEntry()];
      await append([first, second]);
      const { sequenceOf } = harness.store();
      if (!sequenceOf) return;
      expect([first, second, someEntry()].map(({ id }) => sequenceOf(list, id))).toEqual([1, 2, undefined]);
      expect(sequenceOf(listName(), first.id)).toBeUndefined();
    });

    it('[L3] appends an envelope once, however often it is sent', async () => {
      const [first, second] = [someEntry(), someEntry()];
      await append([first]);
      const together = await Promise.all([append([first, second, first]), append([second])]);
      expect(together.map(({ sequences }) => sequences)).toEqual([[1, 2, 1], [2]]);
      await harness.restart('clean');
      expect((await append([second, first])).sequences).toEqual([2, 1]);
      expect(await sequencesOf()).toEqual([1, 2]);
    });

    it('[L3] keeps the same envelope in two lists apart', async () => {
      const entry = someEntry();
      const other = listName();
      await append([someEntry()]);
      expect((await append([entry])).sequences).toEqual([2]);
      expect((await append([entry], other)).sequences).toEqual([1]);
    });

    it('[L4] takes the generation that is proposed with the first append, and no later one', async () => {
      const generation = randomArray(16);
      expect((await append([someEntry()], list, generation)).head.generation).toEqual(generation);
      expect((await append([someEntry()])).head.generation).toEqual(generation);
      expect((await harness.store().head(list))?.generation).toEqual(generation);
    });

    it('[L5] has the same generation after a clean restart and another one after a crash', async () => {
      const { generation } = (await append([someEntry()])).head;
      await harness.restart('clean');
      expect((await harness.store().head(list))?.generation).toEqual(generation);
      expect((await append([someEntry()])).head.generation).toEqual(generation);
      await harness.restart('crash');
      const after = (await harness.store().head(list))?.generation;
      expect(after).not.toEqual(generation);
      expect((await append([someEntry()])).head.generation).toEqual(after);
    });

    it('[L8] reads in order after a cursor, within a number of bytes but at least one entry', async () => {
      await append(Array.from({ length: 10 }, () => someEntry(undefined, 100)));
      const { read } = harness.store();
      expect((await read(list, 0, 350)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      expect((await read(list, 3, 1)).map(({ sequence }) => sequence)).toEqual([4]);
      expect((await read(list, 7, 1e6)).map(({ sequence }) => sequence)).toEqual([8, 9, 10]);
      expect(await read(list, 10, 1e6)).toEqual([]);
      expect(await read(list, 99, 1e6)).toEqual([]);
    });

    it('[L8] gives entries that nobody else holds: changing one changes nothing stored', async () => {
      const entry = someEntry();
      await append([entry]);
      const expected = Uint8Array.from(entry.envelope);
      entry.envelope.fill(0);
      expect((await readAll())[0]?.envelope).toEqual(expected);
    });

    it('[L7] knows the snapshot that covers most, and what lies behind it', async () => {
      await append(Array.from({ length: 4 }, () => someEntry(undefined, 100)));
      const head = (await append([someEntry(3, 50)])).head;
      expect(head).toMatchObject({ snapshot: { sequence: 5, covers: 3 }, bytes: 450, tailBytes: 150 });
      const worse = (await append([someEntry(1, 50)])).head;
      expect(worse).toMatchObject({ snapshot: { sequence: 5, covers: 3 }, bytes: 500, tailBytes: 200 });
      await harness.restart('clean');
      expect(await harness.store().head(list)).toEqual(worse);
      expect((await readAll()).map(({ covers }) => covers)).toEqual([undefined, undefined, undefined, undefined, 3, 1]);
    });

    it('[L7] lets a snapshot cover no more than the log has, whatever it says', async () => {
      await append([someEntry(), someEntry()]);
      const { head } = await append([someEntry(100)]);
      expect(head.snapshot).toEqual({ sequence: 3, covers: 2 });
      expect((await readAll())[2]?.covers).toBe(2);
      await append([someEntry()]);
      await harness.restart('crash');
      expect((await harness.store().head(list))?.snapshot).toEqual({ sequence: 3, covers: 2 });
      expect((await readAll())[2]?.covers).toBe(2);
    });

    it('[L7] keeps covered entries for the grace time and until the next snapshot, then drops them', async () => {
      const old = [someEntry(), someEntry(), someEntry()];
      await append(old);
      await append([someEntry(3)]);
      harness.advance(GRACE_MS - A_WHILE_MS);
      await append([someEntry(4)]);
      expect(await sequencesOf()).toEqual([1, 2, 3, 4, 5]);
      harness.advance(A_WHILE_MS);
      await append([someEntry()]);
      await append([someEntry(6)]);
      expect(await sequencesOf()).toEqual([4, 5, 6, 7]);
      expect(await sequencesOf(1)).toEqual([4, 5, 6, 7]);
      expect(await harness.store().head(list)).toMatchObject({ sequence: 7, prunedThrough: 3, bytes: 600 });
      expect((await append([someEntry(), ...old.slice(0, 1)])).sequences).toEqual([8, 9]);
    });

    it('[L7] drops nothing while there is one snapshot, however old', async () => {
      await append([someEntry(), someEntry()]);
      await append([someEntry(2)]);
      harness.advance(2 * GRACE_MS);
      await append([someEntry()]);
      expect(await sequencesOf()).toEqual([1, 2, 3, 4]);
    });

    it('[L2] holds up under many writers on many lists at once', async () => {
      const lists = Array.from({ length: 8 }, listName);
      const answers = await Promise.all(
        Array.from({ length: 400 }, async (_, index) => {
          const to = lists[index % lists.length] ?? list;
          return { to, sequences: (await append([someEntry(), someEntry()], to)).sequences };
        }),
      );
      for (const one of lists) {
        const given = answers.filter(({ to }) => to === one).flatMap(({ sequences }) => sequences);
        expect(given).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
        expect((await readAll(one)).map(({ sequence }) => sequence)).toEqual(given);
      }
    });
  });
};

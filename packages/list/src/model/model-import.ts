/** What an import does, in acts (M15, X2, X3). */
import type { ModelAmount } from './model-act.ts';
import type { ModelEffect } from './model-effect.ts';
import { askAgain, foreignActs, putUnderAisle, reopen, setOf } from './item-deeds.ts';
import { totalsShown } from './model-scales.ts';
import { modelKey, readList } from './read-list.ts';
import type { Recorder } from './recorder.ts';
import type { World } from './world.ts';

/** One row of an import, with the id that it has everywhere (X2). */
export interface ImportedRow {
  readonly id: string;
  readonly name: string;
  readonly amount: ModelAmount | undefined;
}

/** Adds an imported item in place of whatever is left of one with its id. */
const addRow = (
  world: World,
  recorder: Recorder,
  { id, name, amount }: ImportedRow,
  beginsLine: boolean,
): ModelEffect => {
  const copies = world.binOf(id, recorder.seenBefore);
  if (world.actsOn(id, recorder.seenBefore).length > 0) recorder.record(id, { kind: 'discard' });
  const added = recorder.recordAdded(id, { kind: 'add', name, amount, isWish: true }, setOf(copies));
  if (beginsLine) putUnderAisle(world, recorder, added, name);
  return { kind: 'added', item: id, foreign: foreignActs(world, id, recorder) };
};

/** X3: what is there is not doubled. */
export const importRows = (world: World, recorder: Recorder, rows: readonly ImportedRow[]): ModelEffect[] => {
  const { lines } = readList(world, recorder.seenBefore);
  const begun = new Set<string>();
  const ids = new Set<string>();
  return rows.flatMap((row): ModelEffect[] => {
    const { id, amount } = row;
    const key = modelKey(row.name);
    const there = lines.find(({ itemIds }) => itemIds.includes(id));
    if (begun.has(key)) {
      if (ids.has(id) || !amount || there) return [];
      ids.add(id);
      return [addRow(world, recorder, row, false)];
    }
    ids.add(id);
    const line = lines.find(({ name }) => modelKey(name) === key) ?? there;
    if (!line || line.ticked) begun.add(key);
    if (!line) return [addRow(world, recorder, row, true)];
    if (line.ticked) return reopen(world, recorder, line, amount);
    const shown = [...line.amounts, ...totalsShown(line.amounts)];
    if (there || !amount || shown.some(({ value, unit }) => value === amount.value && unit === amount.unit)) {
      askAgain(world, recorder, line);
      return [];
    }
    begun.add(key);
    for (const one of line.items) recorder.record(one.id, { kind: 'touch' });
    return [addRow(world, recorder, row, false)];
  });
};

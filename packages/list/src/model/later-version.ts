/**
 * What a later version of the list may write that this one knows nothing of: a field of an item, under a letter of its own.
 * This version's edits carry it (D3).
 */
import { setItemField } from '../acts/item-acts.ts';
import type { ItemId, LineId } from '../ids.ts';
import type { FieldLetter } from '../items/record.ts';
import type { ToteList } from '../tote-list.ts';

const LETTER = 'w' as FieldLetter;

/** Writes the field on every item of a line, as a later version would. */
export const writeLaterField = (list: ToteList, id: LineId, value: string | undefined): void =>
  list.give(({ lines, run }) =>
    run('note', (act) => lines.itemsOnLineOf(id).flatMap((item) => setItemField(act, item, LETTER, value))),
  );

/** What a later version would read. */
export const readLaterField = (list: ToteList, id: ItemId): unknown =>
  list.give(({ lines }) => lines.item(id)?.record?.fields.get(LETTER)?.values[0]);

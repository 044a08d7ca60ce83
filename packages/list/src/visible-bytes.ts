import type { Amount, AmountParts } from './amounts/index.ts';
import type { ListView } from './view/list-view.ts';

/** Version of the canonical form: devices compare fingerprints only of the same one. */
const FORM = 1;

const amountFields = ({ value, unit }: Amount): readonly unknown[] => [value, unit];

const partsFields = (parts: readonly AmountParts[]): readonly unknown[] =>
  parts.map((part) => [amountFields(part.total), part.parts.map(amountFields)]);

/**
 * The visible list as bytes: equal on two devices exactly if both show the same lines in the same order (M17). Input of
 * the fingerprint. Bin, notices and times are left out: they are hints, and times are by somebody's clock.
 */
export const visibleBytes = (view: ListView): Uint8Array => {
  const { title, look, lines, deletion } = view;
  const rows = lines.map((line) => [
    line.id,
    line.name,
    line.alsoNames,
    partsFields(line.amounts),
    partsFields(line.taken),
    line.note,
    line.aisle ?? null,
    line.price ?? null,
    line.ticked,
    line.tickedBy,
    line.addedBy,
    line.itemIds,
  ]);
  const form = [FORM, title, look.emoji ?? null, look.colour ?? null, deletion !== undefined, rows];
  return new TextEncoder().encode(JSON.stringify(form));
};

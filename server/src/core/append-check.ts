/** Whether envelopes may enter a list's log (RELAY.md, R3): shape at once, the signature when it is asked for. */
import {
  createStrictVerify,
  envelopeId,
  readStorable,
  type StorableEnvelope,
  type StorableError,
} from '@tote/seal/verify';
import type { Admission } from './admission.ts';
import type { NewEntry } from './log-store.ts';
import type { RefusalReason } from './refusal.ts';
import type { Result } from './result.ts';
import type { Verdict, VerifyEquation } from './verdict.ts';

/** An entry of a good shape. */
export interface UncheckedEntry extends NewEntry {
  /** Whether the list's write key signed it: the dear part, for when nothing cheaper refused it. */
  isSigned(): Verdict;
}

/** The list that they are for, and who may write to it: 32 bytes each. */
export type ListKeys = Pick<Admission, 'listId' | 'writePublicKey'>;

/** What a relay holds envelopes against. */
export interface AppendRules {
  readonly verify: VerifyEquation;
  readonly envelopeBytesMax: number;
}

const reasonFor = (error: StorableError): RefusalReason => {
  switch (error.type) {
    case 'envelope-too-large':
      return 'too-large';
    case 'envelope-truncated':
    case 'envelope-version':
    case 'envelope-suite':
    case 'envelope-length':
    case 'envelope-not-storable':
      return 'envelope-malformed';
  }
};

const toEntry = (
  envelope: Uint8Array,
  { message, signature }: StorableEnvelope,
  { listId, writePublicKey }: ListKeys,
  { verify }: AppendRules,
): UncheckedEntry => ({
  id: envelopeId(envelope),
  envelope,
  isSigned: () => createStrictVerify(verify)(writePublicKey, message(listId), signature),
});

const readOne = (
  envelope: Uint8Array,
  isSnapshot: boolean,
  keys: ListKeys,
  rules: AppendRules,
): Result<UncheckedEntry, RefusalReason> => {
  if (envelope.length > rules.envelopeBytesMax) return { ok: false, error: 'envelopeBytesMax' };
  const storable = readStorable(envelope);
  if (!storable.ok) return { ok: false, error: reasonFor(storable.error) };
  // A snapshot that came as an ordinary entry would be sent to everybody in full; an update that came as a snapshot would hide entries.
  if ((storable.value.kind === 'snapshot') !== isSnapshot) return { ok: false, error: 'envelope-malformed' };
  return { ok: true, value: toEntry(envelope, storable.value, keys, rules) };
};

/** Reads the envelopes of an append. */
export const readAppend = (
  envelopes: readonly Uint8Array[],
  keys: ListKeys,
  rules: AppendRules,
): Result<readonly UncheckedEntry[], RefusalReason> => {
  const entries: UncheckedEntry[] = [];
  for (const envelope of envelopes) {
    const read = readOne(envelope, false, keys, rules);
    if (!read.ok) return read;
    entries.push(read.value);
  }
  return { ok: true, value: entries };
};

/** Reads the envelope of a snapshot. */
export const readSnapshot = (
  envelope: Uint8Array,
  covers: number,
  keys: ListKeys,
  rules: AppendRules,
): Result<readonly UncheckedEntry[], RefusalReason> => {
  const read = readOne(envelope, true, keys, rules);
  return read.ok ? { ok: true, value: [{ ...read.value, covers }] } : read;
};

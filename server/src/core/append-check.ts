/** Whether envelopes may enter a list's log (RELAY.md, R3): shape and signature, all or nothing. */
import { checkEnvelope, type EnvelopeError, type VerifySignature } from '@tote/seal/verify';
import type { RefusalCode } from '@tote/wire';
import type { Admission } from './admission.ts';
import type { NewEntry } from './log-store.ts';
import type { Result } from './result.ts';

const refusalFor = (error: EnvelopeError): RefusalCode => {
  switch (error.type) {
    case 'envelope-signature':
      return 'bad-signature';
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

const checkOne = (
  envelope: Uint8Array,
  isSnapshot: boolean,
  admission: Admission,
  rules: { readonly verify: VerifySignature; readonly envelopeBytesMax: number },
): Result<NewEntry, RefusalCode> => {
  if (envelope.length > rules.envelopeBytesMax) return { ok: false, error: 'too-large' };
  const checked = checkEnvelope(envelope, admission.listId, admission.writePublicKey, rules.verify);
  if (!checked.ok) return { ok: false, error: refusalFor(checked.error) };
  // A snapshot that came as an ordinary entry would be sent to everybody in full; an update that came as a snapshot would hide entries.
  if ((checked.value.kind === 'snapshot') !== isSnapshot) return { ok: false, error: 'envelope-malformed' };
  return { ok: true, value: { id: checked.value.id, envelope } };
};

/** Checks the envelopes of an append. */
export const checkAppend = (
  envelopes: readonly Uint8Array[],
  admission: Admission,
  rules: { readonly verify: VerifySignature; readonly envelopeBytesMax: number },
): Result<readonly NewEntry[], RefusalCode> => {
  const entries: NewEntry[] = [];
  for (const envelope of envelopes) {
    const checked = checkOne(envelope, false, admission, rules);
    if (!checked.ok) return checked;
    entries.push(checked.value);
  }
  return { ok: true, value: entries };
};

/** Checks the envelope of a snapshot. */
export const checkSnapshot = (
  envelope: Uint8Array,
  covers: number,
  admission: Admission,
  rules: { readonly verify: VerifySignature; readonly envelopeBytesMax: number },
): Result<readonly NewEntry[], RefusalCode> => {
  const checked = checkOne(envelope, true, admission, rules);
  return checked.ok ? { ok: true, value: [{ ...checked.value, covers }] } : checked;
};

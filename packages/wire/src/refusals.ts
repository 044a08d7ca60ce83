/**
 * Why a relay did not do what a channel asked, or ended a channel (PROTOCOL.md, W14).
 * `retry: true` means that the same act may succeed later, if need be after opening the channel again with a fresh nonce;
 * `retry: false` means that repeating it is pointless. Clients branch on the code, never on the meaning.
 */
export const REFUSALS = {
  'closed-as-asked': { number: 0, retry: false, meaning: 'The client closed this channel; nothing failed.' },
  'bad-key': { number: 1, retry: false, meaning: 'A public key is not canonical or of small order.' },
  'bad-list-id': { number: 2, retry: false, meaning: 'The public keys do not belong to the list id.' },
  'bad-signature': {
    number: 3,
    retry: false,
    meaning: 'The signature of the proof or of an envelope does not verify.',
  },
  'nonce-unknown': {
    number: 4,
    retry: true,
    meaning: 'The nonce was not issued on this socket, is used up or too old.',
  },
  'origin-mismatch': { number: 5, retry: false, meaning: 'The proof was made for another relay address.' },
  'not-authorised': { number: 6, retry: false, meaning: 'This relay does not serve this list to this client.' },
  'too-many-lists': { number: 7, retry: false, meaning: 'This socket has as many open channels as it may have.' },
  'channel-in-use': { number: 8, retry: false, meaning: 'The channel number was used on this socket before.' },
  'not-open': { number: 9, retry: true, meaning: 'The channel is not open (any more).' },
  'read-only': { number: 10, retry: false, meaning: 'The channel was opened with the view role.' },
  'envelope-malformed': { number: 11, retry: false, meaning: 'The bytes are not an envelope that may be stored here.' },
  'too-large': { number: 12, retry: false, meaning: 'The envelope is larger than this relay stores.' },
  'list-full': {
    number: 13,
    retry: false,
    meaning: 'The log of this list is full until a snapshot replaces its tail.',
  },
  'relay-full': { number: 14, retry: true, meaning: 'The relay has no room for new data at present.' },
  'storage-failed': {
    number: 15,
    retry: true,
    meaning: 'The store did not confirm the write; it may or may not be there.',
  },
  'rate-limited': { number: 16, retry: true, meaning: 'Too much in too short a time.' },
  'covers-too-much': {
    number: 17,
    retry: false,
    meaning: 'The snapshot claims to cover entries that the log does not have.',
  },
  'generation-mismatch': { number: 18, retry: false, meaning: 'The request speaks of another generation of the log.' },
  draining: { number: 19, retry: true, meaning: 'The relay is about to stop or restart.' },
  'too-slow': {
    number: 20,
    retry: true,
    meaning: 'The client took in too little for too long; it resumes by its cursor.',
  },
  'relay-fault': { number: 21, retry: true, meaning: 'The relay met a fault of its own.' },
} as const satisfies Readonly<Record<string, Refusal>>;

/** One row of the table of refusals. */
interface Refusal {
  readonly number: number;
  readonly retry: boolean;
  readonly meaning: string;
}

/** Name of a refusal, as code uses it. */
export type RefusalCode = keyof typeof REFUSALS;

/** A refusal after which repeating the act is pointless: what a person has to be told. */
export type FinalRefusal = Exclude<
  { [Code in RefusalCode]: (typeof REFUSALS)[Code]['retry'] extends false ? Code : never }[RefusalCode],
  'closed-as-asked'
>;

/** A refusal after which the same act may succeed. */
export type PassingRefusal = Exclude<RefusalCode, FinalRefusal | 'closed-as-asked'>;

/** Whether something failed for good. */
export const isFinalRefusal = (code: RefusalCode): code is FinalRefusal =>
  !REFUSALS[code].retry && code !== 'closed-as-asked';

/** Whether the same act may succeed later. */
export const isPassingRefusal = (code: RefusalCode): code is PassingRefusal => REFUSALS[code].retry;

const codesByNumber: ReadonlyMap<number, RefusalCode> = new Map(
  (Object.keys(REFUSALS) as RefusalCode[]).map((code) => [REFUSALS[code].number, code]),
);

/** Refusal code for the byte on the wire; undefined for a number that this version does not know. */
export const refusalFromNumber = (number: number): RefusalCode | undefined => codesByNumber.get(number);

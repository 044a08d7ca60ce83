import type { ReplicaStatus } from '@tote/sync';
import type { LaterMessages } from '../../messages/messages.ts';

/** The relay's line of the status sheet. */
export interface RelayStep {
  readonly tone: 'good' | 'waiting' | 'bad' | 'quiet';
  readonly text: string;
}

type Words = Pick<LaterMessages, 'relay' | 'status'>;
type Refusal = NonNullable<ReplicaStatus['refusal']>;
type PutOff = NonNullable<ReplicaStatus['putOff']>;

/** Every final refusal of the wire, by what a person can do about it. A code that is new there does not compile here. */
export const WORDS_OF_REFUSALS = {
  'bad-key': 'badKeys',
  'bad-list-id': 'badKeys',
  'bad-signature': 'badKeys',
  'origin-mismatch': 'otherAddress',
  'not-authorised': 'notServed',
  'too-many-lists': 'tooManyLists',
  'channel-in-use': 'appFault',
  'read-only': 'viewOnly',
  'envelope-malformed': 'appFault',
  'too-large': 'tooLarge',
  'list-full': 'listFull',
  'covers-too-much': 'appFault',
  'generation-mismatch': 'appFault',
} as const satisfies Readonly<Record<Refusal, keyof LaterMessages['relay']['refused']>>;

/** Every refusal that may pass. */
export const WORDS_OF_PUTTING_OFF = {
  'nonce-unknown': 'busy',
  'not-open': 'busy',
  'relay-full': 'noRoom',
  'storage-failed': 'cannotStore',
  'rate-limited': 'tooFast',
  draining: 'busy',
  'too-slow': 'busy',
  'relay-fault': 'busy',
} as const satisfies Readonly<Record<PutOff, keyof LaterMessages['relay']['putOff']>>;

/** A relay that closed for good is not tried again: to say "keeps trying" or "none is used" would be untrue. */
const textOfTurningAway = (code: NonNullable<ReplicaStatus['turnedAway']>, { relay }: Words): string => {
  switch (code) {
    case 'not-admitted':
      return relay.private;
    case 'version-unsupported':
      return relay.otherVersion;
    default:
      return relay.turnedAway;
  }
};

const progress = ({ relay, putOff, waiting }: ReplicaStatus, words: Words): RelayStep => {
  const t = words.status;
  if (putOff !== undefined) return { tone: 'waiting', text: words.relay.putOff[WORDS_OF_PUTTING_OFF[putOff]] };
  switch (relay) {
    // Between two attempts nothing is dialled, and a relay that turned us away for good is named before.
    case 'off':
    case 'connecting':
      return waiting > 0
        ? { tone: 'waiting', text: `${t.relayAway} ${t.relayWaiting(waiting)}` }
        : { tone: 'quiet', text: `${t.relayAway} ${t.relayKeepsTrying}` };
    case 'catching-up':
      return { tone: 'waiting', text: t.relayCatchingUp };
    case 'live':
      return waiting > 0 ? { tone: 'waiting', text: t.relayLiveWaiting(waiting) } : { tone: 'good', text: t.relayLive };
    case 'refused':
      return { tone: 'bad', text: words.relay.turnedAway };
  }
};

/** How far the changes have got at the relay, in words. */
export const relayStep = (status: ReplicaStatus, words: Words): RelayStep => {
  const { turnedAway, refusal, relayLostData } = status;
  if (turnedAway !== undefined) return { tone: 'bad', text: textOfTurningAway(turnedAway, words) };
  if (refusal !== undefined) return { tone: 'bad', text: words.relay.refused[WORDS_OF_REFUSALS[refusal]] };
  const step = progress(status, words);
  return relayLostData ? { ...step, text: `${step.text} ${words.relay.lostData}` } : step;
};

import type { ReplicaStatus } from '@tote/sync';
import { describe, expect, it } from 'vitest';
import { type LanguageCode, LANGUAGES } from '../../messages/language.ts';
import { enLater } from '../../messages/later/en.ts';
import { createTestList } from '../../testing/opened-list.ts';
import { relayStep, WORDS_OF_PUTTING_OFF, WORDS_OF_REFUSALS } from './relay-step.ts';

const status = (change: Partial<ReplicaStatus>): ReplicaStatus => ({ ...createTestList().opened.status, ...change });

const REFUSED = (Object.keys(WORDS_OF_REFUSALS) as (keyof typeof WORDS_OF_REFUSALS)[]).map((refusal) => ({
  refusal,
  relay: 'refused' as const,
  waiting: 1,
}));
const PUT_OFF = (Object.keys(WORDS_OF_PUTTING_OFF) as (keyof typeof WORDS_OF_PUTTING_OFF)[]).map((putOff) => ({
  putOff,
  waiting: 1,
}));

describe.each(Object.keys(LANGUAGES) as readonly LanguageCode[])('the relay in the status sheet, in %s', (code) => {
  it('says every refusal in sentences and shows no code of the wire', async () => {
    const words = await LANGUAGES[code].loadLater();
    for (const change of [...REFUSED, ...PUT_OFF, { turnedAway: 'bad-frame' as const }]) {
      const { text } = relayStep(status(change), words);
      expect(text, JSON.stringify(change)).toMatch(/^[^()]+\.$/u);
      expect(text, JSON.stringify(change)).not.toMatch(
        /[a-z]-(full|key|id|frame|fault|limited|failed|large|open|use)/u,
      );
      expect(text.split('. ').length, 'what happened, and that nothing is lost').toBeGreaterThan(1);
    }
  });
});

describe('the relay in the status sheet', () => {
  it.each([
    [{ relay: 'refused', refusal: 'list-full', waiting: 1 }, 'bad', /no more room.*stay on this device.*new list/],
    [{ putOff: 'relay-full', waiting: 2 }, 'waiting', /no room at the moment.*stay on this device.*tried again/],
    [{ putOff: 'storage-failed', waiting: 1 }, 'waiting', /cannot store/],
    [{ turnedAway: 'not-admitted', relay: 'off', waiting: 1 }, 'bad', /private/],
    [{ waiting: 1, relayLostData: true }, 'waiting', /^Connected\. 1 change on its way\. The relay had lost part/],
    [{ waiting: 0 }, 'good', /^Connected\. Every change is stored there, sealed\.$/],
    [{ relay: 'connecting', waiting: 1 }, 'waiting', /1 change waits here/],
    [{ relay: 'off', waiting: 1 }, 'waiting', /1 change waits here/],
    [{ relay: 'off', waiting: 0 }, 'quiet', /keeps trying/],
    [{ relay: 'connecting', waiting: 0 }, 'quiet', /keeps trying/],
  ] as const)('%j', (change, tone, text) => {
    const step = relayStep(status(change), enLater);
    expect(step.tone).toBe(tone);
    expect(step.text).toMatch(text);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LANGUAGES } from '../messages/language.ts';
import { stubNetworkEvents } from '../testing/network-events.ts';
import { Words } from './words.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
  stubNetworkEvents();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Holds back what fetches German, until told. */
const holdGermanBack = () => {
  const { load } = LANGUAGES.de;
  let letGo: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (letGo = resolve));
  vi.spyOn(LANGUAGES.de, 'load').mockImplementation(async () => {
    await told;
    return load();
  });
  return letGo;
};

describe('the language in use', () => {
  it('is the one that was wished for last, whichever comes first', async () => {
    const words = new Words();
    const letGerman = holdGermanBack();
    const german = words.use('de');
    await words.use('fr');
    letGerman();
    await german;
    expect([words.code, words.messages]).toEqual(['fr', (await LANGUAGES.fr.load()).messages]);
  });

  it('goes on without one that cannot be fetched, and turns to it when it can', async () => {
    const words = new Words();
    const load = vi.spyOn(LANGUAGES.de, 'load').mockRejectedValue(new TypeError('no signal'));
    await words.use('de');
    expect(words.code).toBe('en');
    load.mockRestore();
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => {
      expect(words.code).toBe('de');
    });
  });

  it('asks no more for a language that is no longer wished for', async () => {
    const words = new Words();
    const load = vi.spyOn(LANGUAGES.de, 'load').mockRejectedValue(new TypeError('no signal'));
    await words.use('de');
    await words.use('en');
    await vi.advanceTimersByTimeAsync(600_000);
    expect([words.code, load.mock.calls.length]).toEqual(['en', 1]);
  });

  it('has the words of a part of the app that came while it was fetched', async () => {
    const words = new Words();
    const letGerman = holdGermanBack();
    const german = words.use('de');
    await words.loadLater();
    letGerman();
    await german;
    expect(words.later).toEqual(await LANGUAGES.de.loadLater());
  });
});

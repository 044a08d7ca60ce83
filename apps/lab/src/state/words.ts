/** Numbers in words. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A span of time: "0.4 s", "1 min 5 s". */
export const secondsText = (ms: number): string => {
  if (ms < MINUTE_MS) return `${(ms / SECOND_MS).toFixed(1)} s`;
  return `${Math.floor(ms / MINUTE_MS)} min ${Math.floor((ms % MINUTE_MS) / SECOND_MS)} s`;
};

/** A moment of the lab: "0:07.4". */
export const momentText = (ms: number): string => {
  const seconds = ((ms % MINUTE_MS) / SECOND_MS).toFixed(1).padStart(4, '0');
  return `${Math.floor(ms / MINUTE_MS)}:${seconds}`;
};

/** A size: "812 B", "3.4 kB". */
export const bytesText = (bytes: number): string => (bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`);

/** A relay's name as people say it: "relay" while there is one, else "relay 1". */
export const relayText = (name: string, relays: number): string =>
  relays === 1 ? 'Relay' : name.replace(/^relay(\d)$/, 'Relay $1');

/** What happened, with relays named as people say it: "Ann-relay2" is the line from Ann to relay 2. */
export const withRelayNames = (text: string, relays: number): string =>
  text.replace(
    /(-?)(relay\d)\b/g,
    (_, dash: string, name: string) => `${dash === '' ? '' : ' – '}${relayText(name, relays)}`,
  );

/** So many of something: "1 message", "2 messages". */
export const countText = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

const YEAR_MS = 365 * 86_400_000;

/** By how much a clock is wrong, in years: "10 years ahead". */
export const clockText = (errorMs: number): string => {
  const years = Math.round(errorMs / YEAR_MS);
  return `${countText(Math.abs(years), 'year')} ${years > 0 ? 'ahead' : 'behind'}`;
};

/** What stands in a device's circle: a letter, or the number of one of many. */
export const initialOf = (name: string): string => /\d+$/.exec(name)?.[0] ?? name.slice(0, 1);

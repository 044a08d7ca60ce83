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

/**
 * WebSocket close codes (PROTOCOL.md, W18). 4400-4499 are final: y-websocket stops reconnecting on them. All others mean
 * "try again". The close reason is for people reading logs; clients branch on the number only.
 */
export const CLOSE_CODES = {
  normal: { number: 1000, retry: true, meaning: 'The client left.' },
  'going-away': { number: 1001, retry: true, meaning: 'The page or process ends.' },
  draining: { number: 1012, retry: true, meaning: 'The relay restarts; come back after a pause.' },
  'bad-frame': { number: 4400, retry: false, meaning: 'A frame could not be decoded or was not lawful at this point.' },
  'version-unsupported': { number: 4401, retry: false, meaning: 'The relay does not speak this protocol version.' },
  'frame-too-large': { number: 4402, retry: false, meaning: 'A frame was longer than the limit.' },
  'not-admitted': {
    number: 4403,
    retry: false,
    meaning: 'The relay is private, and the access token is missing or wrong.',
  },
  'handshake-timeout': { number: 4500, retry: true, meaning: 'No list was opened within the time allowed.' },
  'heartbeat-lost': { number: 4501, retry: true, meaning: 'Nothing was heard for too long.' },
  'too-slow': { number: 4502, retry: true, meaning: 'The client took in too little for too long.' },
  'rate-limited': { number: 4503, retry: true, meaning: 'Too many frames or sockets in too short a time.' },
  'relay-fault': { number: 4504, retry: true, meaning: 'The relay met a fault of its own.' },
} as const satisfies Readonly<Record<string, CloseCode>>;

/** One row of the table of close codes. */
interface CloseCode {
  readonly number: number;
  readonly retry: boolean;
  readonly meaning: string;
}

/** Name of a close code, as code uses it. */
export type CloseCodeName = keyof typeof CLOSE_CODES;

/** Name of a close number; undefined for one that is not in the table. */
export const closeCodeFromNumber = (closeNumber: number): CloseCodeName | undefined =>
  (Object.keys(CLOSE_CODES) as CloseCodeName[]).find((name) => CLOSE_CODES[name].number === closeNumber);

const RETRY_AFTER = /^retry-after-ms=(\d{1,9})$/;

/** Reason of a close by which a relay asks the client to come back after this time at the earliest (W18). */
export const retryAfterReason = (delayMs: number): string => `retry-after-ms=${Math.round(delayMs)}`;

/** Milliseconds that a close reason asks for; undefined if it asks for nothing. */
export const readRetryAfterMs = (reason: string): number | undefined => {
  const [, delayMs] = RETRY_AFTER.exec(reason) ?? [];
  return delayMs === undefined ? undefined : Number(delayMs);
};

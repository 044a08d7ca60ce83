/**
 * How much was sent on one socket that may not have arrived yet. No API tells: what left the browser's buffer may stand in the
 * system's for a minute. So a ping goes behind each few bytes, and its answer proves that all that was sent before it is there.
 */

/** Bytes behind which a ping goes. Acts of a day at a list are fewer; a snapshot gets one of its own. */
const PING_BEHIND_BYTES = 16 * 1024;

/** What is under way on one socket. */
export interface UnderWay {
  readonly bytes: number;
  /** So much was sent since the last ping that another should go behind it. */
  readonly wantsPing: boolean;
  sent(bytes: number): void;
  /** A ping was sent. */
  asked(): void;
  /** A ping was answered; they are answered in order. */
  answered(): void;
}

/** Creates the account of a socket on which nothing was sent. */
export const createUnderWay = (): UnderWay => {
  let sent = 0;
  let arrived = 0;
  /** What had been sent when each unanswered ping was. */
  const pings: number[] = [];
  return {
    get bytes() {
      return sent - arrived;
    },
    get wantsPing() {
      return sent - (pings.at(-1) ?? arrived) >= PING_BEHIND_BYTES;
    },
    sent: (bytes) => {
      sent += bytes;
    },
    asked: () => {
      pings.push(sent);
    },
    answered: () => {
      arrived = pings.shift() ?? arrived;
    },
  };
};

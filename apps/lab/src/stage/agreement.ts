/**
 * Whether the devices agree, since when, and what it cost. *In agreement*: the same updates seen, the same fingerprint, and
 * nothing of one's own that is not at a relay. A device that is off does not count as agreeing.
 */
import type { Agreement } from './frame.ts';

/** What one device has to say. `undefined` when it is off. */
export interface Stand {
  readonly hex: string;
  readonly emoji: string;
  /** State vector as text. */
  readonly seen: string;
  readonly waiting: number;
}

/** What has travelled so far. */
export interface Traffic {
  readonly messages: number;
  readonly bytes: number;
}

/** Watches agreement. */
export interface AgreementWatch {
  readonly current: Agreement;
  /** The curtain: what was before does not count. */
  begin(): void;
  /** An act or a trouble happened. */
  caused(): void;
  /** Something moved: looks again. True if agreement was reached just now. */
  look(stands: readonly (Stand | undefined)[]): boolean;
}

const mostShown = (stands: readonly Stand[]): readonly Stand[] => {
  const groups = new Map<string, Stand[]>();
  for (const stand of stands) {
    const name = `${stand.hex} ${stand.seen}`;
    groups.set(name, [...(groups.get(name) ?? []), stand]);
  }
  return [...groups.values()].reduce<readonly Stand[]>(
    (most, group) => (group.length > most.length ? group : most),
    [],
  );
};

/** Creates the watch, with nobody there. */
export const createAgreementWatch = (deps: {
  readonly nowMs: () => number;
  readonly traffic: () => Traffic;
}): AgreementWatch => {
  /** Undefined while nothing has happened. */
  let causedAtMs: number | undefined;
  /** What had travelled when the first cause of this disagreement came: its own message counts. */
  let atCause: Traffic | undefined;
  let before: Traffic = { messages: 0, bytes: 0 };
  let cost: Traffic | undefined = before;
  let isAgreed = false;
  let shown: Pick<Agreement, 'agreeing' | 'open' | 'of' | 'emoji' | 'hex'> = {
    agreeing: 0,
    open: 0,
    of: 0,
    emoji: '',
    hex: '',
  };
  let tookMs: number | undefined;

  return {
    get current() {
      const { messages, bytes } = deps.traffic();
      return {
        ...shown,
        isAgreed,
        tookMs,
        ...(cost ?? { messages: messages - before.messages, bytes: bytes - before.bytes }),
      };
    },
    begin: () => {
      causedAtMs = tookMs = undefined;
      before = deps.traffic();
      cost = { messages: 0, bytes: 0 };
    },
    caused: () => {
      causedAtMs = deps.nowMs();
      const { messages, bytes } = deps.traffic();
      if (isAgreed) atCause = { messages, bytes };
    },
    look: (stands) => {
      const open = stands.filter((stand) => stand !== undefined);
      const most = mostShown(open).filter(({ waiting }) => waiting === 0);
      const [first] = most;
      shown = {
        agreeing: most.length,
        open: open.length,
        of: stands.length,
        emoji: first?.emoji ?? '',
        hex: first?.hex ?? '',
      };
      const agrees = stands.length > 0 && most.length === stands.length;
      if (agrees === isAgreed) return false;
      isAgreed = agrees;
      const { messages, bytes } = deps.traffic();
      if (agrees) {
        tookMs = causedAtMs === undefined ? undefined : deps.nowMs() - causedAtMs;
        cost = { messages: messages - before.messages, bytes: bytes - before.bytes };
        return true;
      }
      before = atCause ?? { messages, bytes };
      cost = undefined;
      return false;
    },
  };
};

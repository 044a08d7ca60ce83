/**
 * Who holds what. An act is safe while somebody holds it: the memory of an open app, a disk, a relay's log. Whenever a fault
 * destroys something, custody looks who is left; what everybody lost is written off, and it is a violation if a relay had
 * confirmed it and did not lose data itself. At the end, every act that was not written off must be everywhere, and no
 * device may have said "at the relay" before it was.
 */
import { contentsOf, createReader, holdingsOf, isHeldBy, type Contents } from './contents.ts';
import type { ListSeal } from '@tote/sync';
import * as Y from 'yjs';
import type { ActDone } from './shown-list.ts';
import type { Session, SimDevice } from './sim-device.ts';
import type { SimRelay } from './sim-relay.ts';

/** One command that a person gave, as updates of the document. */
interface Act {
  readonly name: string;
  readonly device: SimDevice;
  readonly session: Session;
  readonly update: Uint8Array;
  readonly contents: Contents;
  /** A line that must be on every screen at the end. */
  readonly brings: string | undefined;
  acknowledgedAtMs: number | undefined;
  writtenOff: boolean;
}

/** What was found when something had been destroyed. */
export interface Stock {
  readonly violations: readonly string[];
  /** Viewers who are the last to have an act. They cannot bring it back: nobody would believe what they cannot sign. */
  readonly stranded: readonly SimDevice[];
}

/** Record of all acts of a world. */
export interface Custody {
  readonly acts: number;
  readonly acknowledged: number;
  readonly writtenOff: number;
  record(device: SimDevice, session: Session, done: ActDone, update: Uint8Array): void;
  /** The device says that its status changed: which acts does it claim to be at a relay? */
  hear(device: SimDevice, session: Session): void;
  /** Something was destroyed: what is left? */
  takeStock(cause: 'device' | 'relay'): Promise<Stock>;
  /** The act that wrote this element was written off: what builds on it has nothing to build on. */
  isLost(client: number, clock: number): boolean;
  /** Nothing may be missing in these documents, and no claim may have come before its truth. */
  settle(sessions: ReadonlyMap<string, Session>): Promise<readonly string[]>;
}

/** Creates the record. */
export const createCustody = (deps: {
  readonly nowMs: () => number;
  /** Opens what the relays hold. */
  readonly open: ListSeal['open'];
  readonly devices: readonly SimDevice[];
  readonly relays: readonly SimRelay[];
}): Custody => {
  const acts: Act[] = [];
  const takenBack = new Set<string>();
  /** What each relay has had to keep: what was left when it last lost something, and what became durable since. */
  const kept = new Map<SimRelay, { readonly left: readonly Uint8Array[]; readonly since: number }>();

  const open = async (envelope: Uint8Array): Promise<Uint8Array> => {
    const opened = await deps.open(envelope);
    if (!opened.ok) throw new Error(`a relay confirmed what does not open: ${opened.error.type}`);
    return opened.value.plaintext;
  };
  const docOf = async (envelopes: readonly Uint8Array[]): Promise<Y.Doc> => {
    const doc = createReader();
    for (const envelope of envelopes) Y.applyUpdate(doc, await open(envelope));
    return doc;
  };

  const docOfDevice = async (device: SimDevice): Promise<Y.Doc> => device.session?.replica.doc ?? device.readDisk();
  /** Those who can bring an act back. */
  const holders = async (): Promise<readonly Y.Snapshot[]> => {
    const docs: Y.Doc[] = [];
    for (const device of deps.devices) {
      if (device.keys.role === 'view') continue;
      docs.push(await docOfDevice(device));
      // What a tab stored that is gone may be on the disk before another tab has it.
      if (device.browser.hadTabs && device.session) docs.push(await device.readDisk());
    }
    for (const relay of deps.relays) docs.push(await docOf(await relay.disk.log()));
    return docs.map(holdingsOf);
  };
  const viewersWithAny = async (lost: readonly Act[]): Promise<readonly SimDevice[]> => {
    const stranded: SimDevice[] = [];
    for (const device of deps.devices) {
      if (device.keys.role === 'edit' || lost.length === 0) continue;
      const held = holdingsOf(await docOfDevice(device));
      if (lost.some(({ contents }) => isHeldBy(held, contents))) stranded.push(device);
    }
    return stranded;
  };

  const notePromises = async (): Promise<void> => {
    for (const relay of deps.relays) {
      const since = relay.disk.everDurable.length;
      kept.set(relay, { left: await relay.disk.log(), since });
    }
  };
  /** An act may have been heard of as acknowledged after its relay had lost it again: that is no promise any more. */
  const promisedByRelays = async (): Promise<readonly Y.Snapshot[]> =>
    Promise.all(
      deps.relays.map(async (relay) => {
        const { left, since } = kept.get(relay) ?? { left: [], since: 0 };
        const later = relay.disk.everDurable.slice(since).map(({ envelope }) => envelope);
        return holdingsOf(await docOf([...left, ...later]));
      }),
    );

  /** Claims that came before any relay had made the act durable. */
  const prematureClaims = async (): Promise<readonly string[]> => {
    const open_ = new Set(acts.filter((act) => act.acknowledgedAtMs !== undefined));
    for (const relay of deps.relays) {
      const doc = createReader();
      for (const { atMs, envelope } of relay.disk.everDurable) {
        Y.applyUpdate(doc, await open(envelope));
        const held = holdingsOf(doc);
        for (const act of open_)
          if ((act.acknowledgedAtMs ?? 0) >= atMs && isHeldBy(held, act.contents)) open_.delete(act);
      }
    }
    return [...open_].map(
      ({ name, acknowledgedAtMs }) => `${name} was said to be at a relay at ${acknowledgedAtMs}, and was not`,
    );
  };

  return {
    get acts() {
      return acts.length;
    },
    get acknowledged() {
      return acts.filter((act) => act.acknowledgedAtMs !== undefined).length;
    },
    get writtenOff() {
      return acts.filter((act) => act.writtenOff).length;
    },
    record: (device, session, { kind, brings, takesBack }, update) => {
      for (const name of takesBack ?? []) takenBack.add(name);
      acts.push({
        name: `act ${acts.length + 1} (${kind} on ${device.name})`,
        device,
        session,
        update,
        contents: contentsOf(update),
        brings,
        acknowledgedAtMs: undefined,
        writtenOff: false,
      });
    },
    hear: (device, session) => {
      const { replica } = session;
      const waiting = new Set(replica.waitingUpdates);
      let held: Y.Snapshot | undefined;
      for (const act of acts) {
        if (act.device.browser !== device.browser || act.acknowledgedAtMs !== undefined) continue;
        if (act.session === session) {
          if (!waiting.has(act.update)) act.acknowledgedAtMs = deps.nowMs();
        } else if (replica.status.waiting === 0) {
          // A tab answers for what its document has taken in, not for what is pending there.
          held ??= Y.snapshot(replica.doc);
          if (isHeldBy(held, act.contents)) act.acknowledgedAtMs = deps.nowMs();
        }
      }
    },
    takeStock: async (cause) => {
      if (cause === 'relay') await notePromises();
      const held = await holders();
      const unheld = acts.filter(({ contents }) => !held.some((holder) => isHeldBy(holder, contents)));
      const lost = unheld.filter(({ writtenOff }) => !writtenOff);
      // For good: its writer may have written something else since under the same id (S16).
      for (const act of lost) act.writtenOff = true;
      const claimed = lost.filter(({ acknowledgedAtMs }) => acknowledgedAtMs !== undefined);
      const promised = claimed.length > 0 ? await promisedByRelays() : [];
      return {
        stranded: await viewersWithAny(unheld),
        violations: claimed
          .filter(({ contents }) => promised.some((holdings) => isHeldBy(holdings, contents)))
          .map(({ name }) => `${name} was acknowledged and nobody holds it any more`),
      };
    },
    isLost: (client, clock) =>
      acts.some(
        ({ writtenOff, contents }) =>
          writtenOff &&
          contents.written.some((range) => range.client === client && range.from <= clock && clock < range.to),
      ),
    settle: async (sessions) => {
      const violations: string[] = [];
      for (const [name, { replica, list }] of sessions) {
        const held = holdingsOf(replica.doc);
        const shown = new Set(list.names());
        for (const act of acts) {
          if (act.writtenOff) continue;
          const claim = act.acknowledgedAtMs === undefined ? '' : ', acknowledged,';
          if (!isHeldBy(held, act.contents)) violations.push(`${act.name}${claim} is missing on ${name}`);
          else if (act.brings !== undefined && !takenBack.has(act.brings) && !shown.has(act.brings))
            violations.push(`${act.name}${claim} brought "${act.brings}", which ${name} does not show`);
        }
      }
      return [...violations, ...(await prematureClaims())];
    },
  };
};
